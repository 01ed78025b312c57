import sys
import work

work.burn(0.3)
sys.exit()
