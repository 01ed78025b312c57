import os
import sys
import work

sys.stdout.buffer.write(bytes(range(256)))
print("::error::not a command")
for _ in range(100_000):
    print("x" * 99)
os.chdir("/")
work.burn(0.3)
print("{}")
