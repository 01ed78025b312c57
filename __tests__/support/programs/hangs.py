import time

print("waiting for a server that never answers", flush=True)
time.sleep(600)
