"""Tells, as one JSON line, what this Python is: for the tool that chose it. Standard library only, any Python 3."""

import json
import os
import platform
import site
import sys
import sysconfig


def has(module):
    try:
        __import__(module)
    except ImportError:
        return False
    return True


def site_folders():
    """Folders of installed packages, in the order of sys.path, those of the user included where they count."""
    folders = list(getattr(site, "getsitepackages", lambda: [])())
    if site.ENABLE_USER_SITE:
        folders.insert(0, site.getusersitepackages())
    return [folder for folder in folders if os.path.isdir(folder)]


def main():
    base = getattr(sys, "_base_executable", None) or sys.executable
    print(
        json.dumps(
            {
                "version": "%d.%d.%d" % sys.version_info[:3],
                "build": sys.version,
                "implementation": platform.python_implementation(),
                "executable": sys.executable,
                "baseExecutable": base,
                "realExecutable": os.path.realpath(base),
                "prefix": sys.prefix,
                "siteFolders": site_folders(),
                "hasVenv": has("venv"),
                "hasEnsurepip": has("ensurepip"),
                "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            }
        )
    )


main()
