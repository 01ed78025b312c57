/**
 * Peak memory where Scalene's sampled footprint varies from run to run: the resident set that the operating system saw in
 * the timing runs speaks in its place, if that one is steady. A program that frees one large thing before it makes the next
 * gives footprints that depend on when the samples were taken, while its resident set repeats within a tenth of a percent.
 */
import type { MetricId } from '../../model/metrics.js';
import type { CompareSettings } from '../input.js';
import { criteriaAt } from './criteria.js';
import { decide, type Decision } from './decide.js';
import type { JudgedMetric } from './metric.js';

/**
 * The metrics with peak memory judged by the resident set, where that is called for.
 * @param memoryRuns - what came of the profile runs with memory
 */
export function withResidentSet(
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  settings: CompareSettings,
  last: boolean,
  memoryRuns: 'none-wanted' | 'all-failed' | 'some',
): ReadonlyMap<MetricId, JudgedMetric> {
  const peak = metrics.get('peak-memory');
  const resident = metrics.get('peak-rss');
  // No profile run told of memory: the timing runs did.
  if (memoryRuns === 'all-failed' && !peak && resident && settings.failOn.includes('peak-memory')) {
    return new Map([...metrics, ['peak-memory', inPlaceOfFootprint(resident)]]);
  }
  if (!peak?.unsteady || peak.row.verdict !== 'inconclusive' || !resident) return metrics;
  const decision = decideByResidentSet(peak, resident, settings, last);
  if (decision.verdict === 'inconclusive') return metrics;
  const row = { ...peak.row, verdict: decision.verdict, pairsNeeded: null };
  return new Map([...metrics, ['peak-memory', { ...peak, row, settled: decision.settled, byResidentSet: true }]]);
}

/** The resident set under the name of the metric that is gated; it holds the interpreter too, so changes are a smaller part of it. */
function inPlaceOfFootprint(resident: JudgedMetric): JudgedMetric {
  return { ...resident, row: { ...resident.row, metric: 'peak-memory', gated: true }, byResidentSet: true };
}

const OPEN: Decision = { verdict: 'inconclusive', settled: false };

function decideByResidentSet(
  peak: JudgedMetric,
  resident: JudgedMetric,
  settings: CompareSettings,
  last: boolean,
): Decision {
  const { change, unsteady, row } = resident;
  if (!change || unsteady || !peak.change || peak.limit === null || !peak.row.base || !row.base) return OPEN;
  // The same MiB are a smaller part of the resident set, which holds the interpreter too.
  const limit = Math.log1p((Math.expm1(peak.limit) * peak.row.base) / row.base);
  const decision = decide(change, limit, criteriaAt({ pairs: row.runs?.base ?? 0, last, steady: true }, settings));
  if (decision.verdict === 'unchanged') return decision;
  // A claim needs both: the footprint's own estimate must lie beyond its limit, on the same side.
  const agrees = peak.change.median * change.median > 0 && Math.abs(peak.change.median) > peak.limit;
  return agrees ? decision : OPEN;
}
