"""Writes down what a program sees of its surroundings."""
import json
import os
import sys
import work

work.burn(0.2)
seen = {"environ": dict(os.environ), "argv": sys.argv, "cwd": os.getcwd(), "tmp": os.listdir(os.environ["TMPDIR"])}
open(os.path.join(os.environ["TMPDIR"], "left over"), "w").close()
with open(os.environ["TELL_INTO"], "a") as file:
    file.write(json.dumps(seen) + "\n")
