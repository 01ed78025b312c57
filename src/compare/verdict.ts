/**
 * One verdict and one gate from everything that was found. Verdicts of single metrics and functions are made elsewhere;
 * here they are joined, and the policy of `fail-on` is applied.
 */
import type { FunctionComparison, LeakComparison, Verdict } from '../model/comparison.js';
import { METRICS, type MetricId } from '../model/metrics.js';
import { joinVerdicts } from '../model/verdict.js';
import type { CompareSettings } from './input.js';
import { CONFIRMING_PAIRS } from './totals/criteria.js';
import { isConfirmed } from './totals/confirm.js';
import type { JudgedMetric } from './totals/metric.js';

export interface Found {
  readonly metrics: ReadonlyMap<MetricId, JudgedMetric>;
  /** All rows of functions, claimed or not. */
  readonly functions: readonly FunctionComparison[];
  readonly leaks: readonly LeakComparison[];
  readonly pairs: number;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly gate: 'pass' | 'fail';
  readonly gateReasons: readonly string[];
  readonly conclusive: boolean;
}

/** Metrics that decide where `fail-on` names none. */
const USUAL: readonly MetricId[] = ['cpu-time', 'peak-memory'];

export function joinFindings(found: Found, settings: CompareSettings): Outcome {
  const verdict = joinVerdict(found, settings);
  const reasons = gateReasons(found, verdict, settings);
  const gate = reasons.length > 0 ? 'fail' : 'pass';
  return { verdict, gate, gateReasons: reasons, conclusive: isConclusive(found, settings) };
}

function joinVerdict({ metrics, functions, leaks }: Found, settings: CompareSettings): Verdict {
  const counted = [...metrics]
    .filter(([id]) => METRICS[id].decides || settings.failOn.includes(id))
    .map(([, { row }]) => row.verdict);
  const all = [...counted, ...functions.map(({ verdict }) => verdict)];
  const leaking = settings.failOn.includes('leaks') && leaks.some(({ verdict }) => verdict === 'new');
  const worse = leaking || all.includes('regression');
  const better = all.includes('improvement');
  const changed = joinVerdicts([worse ? 'regression' : 'no-change', better ? 'improvement' : 'no-change']);
  if (changed !== 'no-change') return changed;
  const open = questions(metrics, settings).some(([, { row }]) => row.verdict === 'inconclusive');
  return open || counted.length === 0 ? 'inconclusive' : 'no-change';
}

/** The metrics on which the answer depends: those that `fail-on` names, else the usual ones. */
function questions(
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  settings: CompareSettings,
): [MetricId, JudgedMetric][] {
  const gated = [...metrics].filter(([id]) => settings.failOn.includes(id));
  return gated.length > 0 ? gated : [...metrics].filter(([id]) => USUAL.includes(id));
}

function gateReasons({ metrics, functions, leaks }: Found, verdict: Verdict, settings: CompareSettings): string[] {
  const reasons = [...metrics].flatMap(([id, { row }]) =>
    settings.failOn.includes(id) && row.verdict === 'regression'
      ? [`${METRICS[id].label} regressed${byWords(row.change)}.`]
      : [],
  );
  const worse = functions.filter((entry) => entry.verdict === 'regression');
  if (settings.failOn.includes('functions') && worse.length > 0) {
    reasons.push(`${worse.length === 1 ? 'A function' : `${worse.length} functions`} regressed.`);
  }
  const fresh = leaks.filter((leak) => leak.verdict === 'new').length;
  if (settings.failOn.includes('leaks') && fresh > 0)
    reasons.push(`${fresh === 1 ? 'A leak is' : `${fresh} leaks are`} new.`);
  if (settings.failOnInconclusive && verdict === 'inconclusive') reasons.push('The runs cannot tell.');
  return reasons;
}

function byWords(change: number | null): string {
  return change === null ? '' : ` by ${(100 * change).toFixed(1)} %`;
}

/** No more pairs could change the answer: every question is settled, or the gate has failed for good. */
function isConclusive({ metrics, pairs }: Found, settings: CompareSettings): boolean {
  const open = questions(metrics, settings);
  if (open.length === 0) return false;
  const settled = open.every(([id]) => isConfirmed(id, metrics));
  if (settled) return true;
  return (
    pairs >= Math.min(CONFIRMING_PAIRS, settings.maxPairs) &&
    open.some(([id, { row }]) => row.gated === true && row.verdict === 'regression' && isConfirmed(id, metrics))
  );
}
