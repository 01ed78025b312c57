import os
import signal
import work

kept = work.hold(50)
os.kill(os.getpid(), signal.SIGKILL)
