"""Puts the layers of an environment on sys.path when Python starts in it: pinned Scalene, the side's own packages, the
chosen Python's packages, what Scalene needs besides. Which folders these are stands in a settings module beside it.

The program's choice of packages wins over what Scalene needs, and nothing is imported from the user's working tree
where the side's checkout stands in for it (SCALENE_GATE_MOVE=FROM:TO): an editable install would else make both
sides run the same code.

A timing run (SCALENE_GATE_PLAIN=1) sees nothing of Scalene's: a package that is optional for the program is there only if the chosen Python has it.

In a profile run (SCALENE_GATE_PROFILED=1), the cures of `profiled.py` keep the program what it is without Scalene.
"""

import os
import site
import sys

from _scalene_gate_layer_settings import CHOSEN, LAST, OWN, PINNED, PREFIX

SOURCE, _, TARGET = os.environ.get("SCALENE_GATE_MOVE", "").rpartition(":")


def below(path, folder):
    return path == folder or path.startswith(folder + os.sep)


def moved(path):
    """The same place in the checkout, for a place in the working tree; installed packages stay where they are."""
    if not SOURCE or not isinstance(path, str) or not below(path, SOURCE):
        return path
    # A virtual environment inside the repository.
    if below(PREFIX, SOURCE) and below(path, PREFIX):
        return path
    return TARGET + path[len(SOURCE) :]


def move_editable_finders():
    """Editable installs of setuptools map names to folders in a finder of their own."""
    for finder in sys.meta_path:
        module_name = getattr(finder, "__module__", "")
        if not module_name.startswith("__editable__"):
            continue
        for name in ("MAPPING", "NAMESPACES"):
            mapping = getattr(sys.modules.get(module_name), name, None) or {}
            for key, value in mapping.items():
                mapping[key] = [moved(path) for path in value] if isinstance(value, list) else moved(value)


def main():
    known = {os.path.normcase(path) for path in sys.path}
    for folder in CHOSEN:
        site.addsitedir(folder, known)
    if not os.environ.get("SCALENE_GATE_PLAIN"):
        sys.path.append(LAST)
        sys.path.insert(sys.path.index(OWN) if OWN in sys.path else len(sys.path), PINNED)
    if SOURCE:
        sys.path[:] = [moved(path) for path in sys.path]
        move_editable_finders()
    if os.environ.get("SCALENE_GATE_PROFILED"):
        import _scalene_gate_profiled  # noqa: F401


main()
