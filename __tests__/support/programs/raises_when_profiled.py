import sys
import work

work.burn(0.3)
if "scalene" in sys.modules:
    raise RuntimeError("not with a profiler")
