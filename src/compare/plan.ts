/**
 * How many more pairs to make, given what is there: the measuring loop asks this after every look.
 */
import type { Comparison } from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';
import type { CompareSettings } from './input.js';
import { looks, nextLook } from './totals/criteria.js';

/** What the measuring has cost so far. Seconds of wall time, profile runs included. */
export interface Spent {
  readonly sec: number;
  /** What one more pair costs. */
  readonly secPerPair: number;
  /** All that may be spent; no bound when missing. */
  readonly budgetSec?: number;
}

export type StopReason = 'conclusive' | 'max-pairs' | 'time-budget';

export type Plan =
  | { readonly action: 'measure'; readonly pairs: number; readonly until: number }
  | { readonly action: 'stop'; readonly reason: StopReason };

/** Pairs of the first look: what is made before anything is compared. */
export function firstLook(settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>): number {
  return looks(settings)[0] ?? settings.minPairs;
}

/**
 * The next step after a comparison. Where the budget does not reach the next look, the pairs that it affords are made
 * only if they are enough to be worth a look of their own (half of the way).
 */
export function plan(
  comparison: Pick<Comparison, 'conclusive' | 'pairs'>,
  settings: Pick<CompareSettings, 'minPairs' | 'maxPairs'>,
  spent?: Spent,
): Plan {
  if (comparison.conclusive) return { action: 'stop', reason: 'conclusive' };
  const next = nextLook(comparison.pairs, settings);
  if (next === null) return { action: 'stop', reason: 'max-pairs' };
  const wanted = next - comparison.pairs;
  const affordable = affordablePairs(spent);
  if (affordable >= wanted) return { action: 'measure', pairs: wanted, until: next };
  if (affordable * 2 >= wanted && affordable >= 1) {
    return { action: 'measure', pairs: affordable, until: comparison.pairs + affordable };
  }
  return { action: 'stop', reason: 'time-budget' };
}

/** Pairs with profiles on which the published rates of right and wrong culprits rest. */
export const ENOUGH_PROFILED = 5;

/**
 * Whether further pairs need profile runs, which take most of a pair's time: until there are enough, while a metric that comes
 * from profiles is open, and where functions or leaks may fail the gate.
 */
export function needsProfiles(
  { metrics, pairs }: Pick<Comparison, 'metrics' | 'pairs'>,
  { failOn }: Pick<CompareSettings, 'failOn'>,
): boolean {
  if (pairs < ENOUGH_PROFILED || failOn.includes('functions') || failOn.includes('leaks')) return true;
  return metrics.some(({ metric, verdict }) => METRICS[metric].source === 'profile' && verdict === 'inconclusive');
}

function affordablePairs(spent?: Spent): number {
  if (spent?.budgetSec === undefined) return Infinity;
  const left = spent.budgetSec - spent.sec;
  if (left <= 0) return 0;
  return spent.secPerPair > 0 ? Math.floor(left / spent.secPerPair) : Infinity;
}
