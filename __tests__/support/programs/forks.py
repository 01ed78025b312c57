import os
import work

for _ in range(2):
    if os.fork() == 0:
        work.burn(0.4)
        os._exit(0)
for _ in range(2):
    os.wait()
