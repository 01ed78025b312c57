import ctypes
import os
import sys
import work

work.burn(0.3)
if "scalene" in sys.modules:
    if os.path.exists("profiled"):
        # Past everything that Scalene has laid in the way of an exit.
        ctypes.CDLL(None)._exit(0)
    open("profiled", "w").close()
