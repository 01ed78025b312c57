import os
import sys
import time
import work

work.burn(0.3)
if "scalene" in sys.modules and "/base/" in os.getcwd() and not os.path.exists("hung"):
    open("hung", "w").close()
    if os.fork() == 0:
        os.setsid()
    time.sleep(600)
