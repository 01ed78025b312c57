import sys

if "scalene" in sys.modules:
    raise RuntimeError("not with a profiler")
