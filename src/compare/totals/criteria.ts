/**
 * When the pairs so far are enough: the looks and the probabilities asked for at each of them.
 *
 * The figures were set by simulation (docs/comparison.md, bench/error-rates.ts): over normal, heavy-tailed, skewed,
 * autocorrelated, drifting and bursty noise of up to 4 % a run they keep false alarms below 0.5 % over all looks together, and a
 * change of 1.6 tolerances is missed in at most 2 % at a noise of up to about 2.5 % a run.
 */
import type { CompareSettings } from '../input.js';

/** What is asked at one look. Each is a probability under the posterior of the true change. */
export interface Criteria {
  /** Last look: a point estimate beyond the tolerance suffices, if the change is proven not to be zero. */
  readonly final: boolean;
  /** The change is beyond the tolerance: at least this probable. */
  readonly beyond: number;
  /** The change has the other sign: at most this probable. The errors of all looks add up, so early looks get little. */
  readonly wrongSign: number;
  /** A change beyond the tolerance, to either side: at most this probable, for `unchanged`. */
  readonly missed: number;
  /** Exact rank-sum p-value asked for as well where a supposedly steady metric varies within a side. */
  readonly rankSum: number;
}

const OVERWHELMING: Criteria = { final: false, beyond: 0.999, wrongSign: 0.0003, missed: 0.08, rankSum: 0 };
const CONFIRMED: Criteria = { final: false, beyond: 0.97, wrongSign: 0.001, missed: 0.1, rankSum: 0.005 };
const LAST: Criteria = { final: true, beyond: 0.5, wrongSign: 0.002, missed: 0.05, rankSum: 0.005 };

/** At the last look, `unchanged` must exclude a change this many tolerances large; otherwise the runs cannot tell. */
export const VISIBLE_TOLERANCES = 1.6;

/** Fewer pairs than this never give a verdict: one pair has no noise of its own. */
export const LEAST_PAIRS = 2;

/** Pairs at which a red verdict counts as confirmed. */
export const CONFIRMING_PAIRS = 5;

/** The numbers of pairs at which a decision is looked for, rising: by default 3, 5 and 10. */
export function looks(settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>): readonly number[] {
  const first = Math.max(1, settings.minPairs);
  const last = Math.max(first, settings.maxPairs);
  const middle = Math.floor(Math.sqrt(first * last));
  return [...new Set([first, middle, last])];
}

/** Where a metric stands in its measurement. */
export interface Stage {
  /** Pairs of this metric. Profiles are often fewer than timing runs. */
  readonly pairs: number;
  /** No more pairs will be made: the measurement has as many as it may have. */
  readonly last: boolean;
  /** Two pairs may speak: for metrics that repeat nearly exactly and are measured few times. */
  readonly steady: boolean;
}

/** What is asked at this stage; null while the first look has not been reached. */
export function criteriaAt(
  { pairs, last, steady }: Stage,
  settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>,
): Criteria | null {
  if (pairs < LEAST_PAIRS) return null;
  if (last && pairs >= settings.minPairs) return LAST;
  if (pairs < settings.minPairs && !steady) return null;
  return pairs < CONFIRMING_PAIRS ? OVERWHELMING : CONFIRMED;
}

/** Whether as many pairs were made as may be made. */
export function isLastLook(pairs: number, settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>): boolean {
  return nextLook(pairs, settings) === null;
}

/** The next number of pairs at which to look; null when there is none. */
export function nextLook(pairs: number, settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>): number | null {
  return looks(settings).find((look) => look > pairs) ?? null;
}
