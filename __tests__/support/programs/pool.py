import multiprocessing
import work

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(work.burn, [0.3, 0.3])
