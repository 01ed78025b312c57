"""Tells, as one JSON line, whether an environment is fit for measuring: which Scalene it has, which of Scalene's needs
are not met by the packages that win, and whether a module can be run. Run inside the environment."""

import importlib.util
import json
import sys
from importlib import metadata


def unmet():
    """Requirements of Scalene that the installed versions do not meet, such as `pydantic>=2 (1.10.2 is installed)`."""
    from pip._vendor.packaging.requirements import Requirement

    found = []
    for text in metadata.requires("scalene") or []:
        need = Requirement(text)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            version = None
        if version is None or not need.specifier.contains(version, prereleases=True):
            found.append("%s%s (%s)" % (need.name, need.specifier, version or "missing"))
    return found


def can_run(module):
    """Whether `python -m module` would find something to run."""
    try:
        if importlib.util.find_spec(module) is None:
            return False
        package = importlib.util.find_spec(module).submodule_search_locations is not None
        return not package or importlib.util.find_spec(module + ".__main__") is not None
    except (ImportError, AttributeError, ValueError):
        return False


def main():
    # As `python -m` does: the working directory comes first.
    sys.path[0] = ""
    module = sys.argv[1] if len(sys.argv) > 1 else None
    print(
        json.dumps(
            {
                "scalene": metadata.version("scalene"),
                "unmet": unmet(),
                "canRun": can_run(module) if module else None,
            }
        )
    )


main()
