/**
 * From the distribution of a change to a verdict on it. What the values are and where they come from is left to `metric.ts`.
 */
import type { FindingVerdict } from '../../model/comparison.js';
import { rankSumGreater } from '../stats/ranks.js';
import type { Posterior } from '../stats/posterior.js';
import { VISIBLE_TOLERANCES, type Criteria } from './criteria.js';

export interface Decision {
  readonly verdict: Extract<FindingVerdict, 'regression' | 'improvement' | 'unchanged' | 'inconclusive'>;
  /** No later look could reasonably say otherwise. */
  readonly settled: boolean;
}

const UNDECIDED: Decision = { verdict: 'inconclusive', settled: false };

/**
 * The verdict at one look.
 * @param limit accepted log ratio to either side, tolerance and floor joined
 */
export function decide(change: Posterior, limit: number, criteria: Criteria | null): Decision {
  if (!criteria) return UNDECIDED;
  if (isProven(change.above(limit), 1 - change.above(0), criteria)) return { verdict: 'regression', settled: true };
  if (isProven(1 - change.above(-limit), change.above(0), criteria)) return { verdict: 'improvement', settled: true };
  const bound = criteria.final ? limit * VISIBLE_TOLERANCES : limit;
  const worse = change.above(bound);
  const better = 1 - change.above(-bound);
  if (worse < criteria.missed && better < criteria.missed) return { verdict: 'unchanged', settled: true };
  return { verdict: 'inconclusive', settled: criteria.final };
}

function isProven(beyond: number, wrongSign: number, criteria: Criteria): boolean {
  return beyond > criteria.beyond && wrongSign < criteria.wrongSign;
}

/** Values of one metric on both sides, over all blocks. */
export interface SideValues {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * Holds a claim back where the metric varies within a side and the values of the two sides are not separated by rank.
 * The exact test needs no model of the noise: footprints of programs with caches or hash seeds have two or three levels.
 */
export function demandSeparation(decision: Decision, values: SideValues, criteria: Criteria | null): Decision {
  if (decision.verdict !== 'regression' && decision.verdict !== 'improvement') return decision;
  const [lower, higher] = decision.verdict === 'regression' ? [values.base, values.head] : [values.head, values.base];
  if (isFarAbove(higher, lower)) return decision;
  if (criteria && rankSumGreater(lower, higher) <= criteria.rankSum) return decision;
  return { verdict: 'inconclusive', settled: criteria?.final ?? false };
}

/** How many times wider than the spread within a side the gap between the sides must be to speak for itself. */
const FAR = 3;

/**
 * The sides do not overlap, and the gap is wide against what either varies by. With four runs a side the rank test cannot
 * give less than 1/70; values of two levels that far apart would have shown both on one side.
 */
function isFarAbove(higher: readonly number[], lower: readonly number[]): boolean {
  if (higher.length < 2 || lower.length < 2) return false;
  const spread = Math.max(Math.max(...higher) - Math.min(...higher), Math.max(...lower) - Math.min(...lower));
  return Math.min(...higher) - Math.max(...lower) > FAR * spread;
}
