import os
import signal
import sys
import work

work.burn(0.3)
if "scalene" in sys.modules:
    os.kill(os.getpid(), signal.SIGKILL)
