/**
 * Functions that changed beyond doubt, whatever the total did: a claim on its own needs strong evidence, because hundreds
 * of functions are looked at. Explaining a total that is known to have changed is left to `blame.ts`.
 */
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import type { Limit } from '../input.js';
import { holm } from '../stats/holm.js';
import type { Change } from './moved-work.js';

export interface Candidate extends Change {
  /** Seconds on both sides. */
  readonly base: number;
  readonly head: number;
  /** The difference that is left when the profile that speaks for it most is left out. */
  readonly steadyDifference: number;
  /** Accepted change of this function. */
  readonly limit: Limit;
}

/** Chance of any false claim in one comparison of unchanged code, two-sided, all functions together. */
const LEVEL = 0.002;
/** Degrees of freedom of the standard errors: about two modes × two sides × five profiles, and the prior. */
const DEGREES = 20;
/** Seconds of one function differ by about this much between builds of the same code, as a fraction. */
const JITTER = 0.03;
/** A smaller part of the whole program's seconds is not claimed without the total's support. */
const LEAST_PART = 0.02;

/** 1 for slower, −1 for faster, 0 for nothing proven; in the order given. */
export function detect(candidates: readonly Candidate[], totalBase: number, totalHead: number): (1 | 0 | -1)[] {
  const significant = holm(candidates.map(pValue), LEVEL);
  const least = LEAST_PART * Math.min(totalBase, totalHead);
  return candidates.map((candidate, i) => {
    if (!significant[i] || !isBeyond(candidate, least)) return 0;
    return candidate.difference > 0 ? 1 : -1;
  });
}

function pValue({ steadyDifference, standardError, base, head }: Candidate): number {
  const error = Math.hypot(standardError, JITTER * Math.max(base, head));
  if (error === 0) return steadyDifference === 0 ? 1 : 0;
  return 2 * tCdf(-Math.abs(steadyDifference) / error, DEGREES);
}

function isBeyond({ difference, base, head, limit }: Candidate, least: number): boolean {
  const size = Math.abs(difference);
  const smaller = Math.min(base, head);
  return size > Math.max(least, limit.floor) && size > limit.tolerance * smaller;
}
