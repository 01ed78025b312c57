"""Something to measure: CPU time as the process counts it, and memory that stays for a while."""
import time


def burn(seconds):
    end = time.process_time() + seconds
    total = 0
    while time.process_time() < end:
        for number in range(2000):
            total += number * number
    return total


def hold(mebibytes):
    return [bytearray(b"x" * 1024 * 1024) for _ in range(mebibytes)]
