/**
 * Pseudo-random numbers from a seed (mulberry32), so that resampling gives the same answer every time it is asked.
 */

/** Uniform numbers in [0, 1). */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from 0 to `bound` − 1. */
export function randomIndex(random: Random, bound: number): number {
  return Math.min(bound - 1, Math.floor(random() * bound));
}
