import os
import work

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            work.burn(1)
    os._exit(0)
work.burn(0.3)
