/**
 * What was found about one function in one metric, and in which order such findings are told.
 */
import type { FindingVerdict } from '../../model/comparison.js';
import type { MetricId } from '../../model/metrics.js';

/** Amounts in the metric's unit. */
export interface FunctionFinding {
  /** Position among the matched functions. */
  readonly index: number;
  readonly metric: Extract<MetricId, 'cpu-time' | 'peak-memory' | 'allocated'>;
  readonly verdict: FindingVerdict;
  readonly base: number;
  readonly head: number;
  readonly standardError: number;
  /** Standard error of ln(head / base); infinite where a side is zero. */
  readonly logError: number;
  /** Part of the whole program's change that it explains, as a fraction; null where the total did not change. */
  readonly contribution: number | null;
  /** Its change, in tolerances of the whole program: what findings are ordered by. */
  readonly weight: number;
  /** 0: explains a proven change of a total. 1: claimed on its own. 2: no claim. */
  readonly tier: 0 | 1 | 2;
  /** Functions that it exchanged work with. */
  readonly sharedWith: readonly number[];
}

const VERDICT_ORDER: { readonly [V in FindingVerdict]: number } = {
  regression: 0,
  improvement: 1,
  added: 2,
  removed: 3,
  inconclusive: 4,
  unchanged: 5,
  'too-small': 6,
};

/** Worst first; among equals those that explain a total, then the larger change, then the larger function. */
export function byImportance(a: FunctionFinding, b: FunctionFinding): number {
  return (
    VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
    a.tier - b.tier ||
    b.weight - a.weight ||
    Math.max(b.base, b.head) - Math.max(a.base, a.head) ||
    a.index - b.index
  );
}
