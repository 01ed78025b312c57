import sys
import work

work.burn(0.1)
print("about to give up")
sys.exit(3)
