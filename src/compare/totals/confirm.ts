/**
 * A red verdict on memory from fewer than five pairs is taken as final only when another account of other runs agrees:
 * the resident set that the operating system saw in the timing runs. Three equal footprints can still be one level of two.
 */
import type { MetricId } from '../../model/metrics.js';
import { CONFIRMING_PAIRS } from './criteria.js';
import type { JudgedMetric } from './metric.js';

/** Part of the claimed change that the resident set must show. */
const CONFIRMING_PART = 0.25;

/** Whether a metric's verdict can stand without further pairs. */
export function isConfirmed(id: MetricId, metrics: ReadonlyMap<MetricId, JudgedMetric>): boolean {
  const metric = metrics.get(id);
  if (!metric?.settled) return false;
  if (id !== 'peak-memory' && id !== 'allocated') return true;
  const { verdict, runs } = metric.row;
  if (verdict !== 'regression' && verdict !== 'improvement') return true;
  if ((runs?.base ?? 0) >= CONFIRMING_PAIRS) return true;
  const claimed = metric.change?.median ?? 0;
  const seen = metrics.get('peak-rss');
  if (!seen?.change || !seen.row.values) return false;
  const { base, head } = seen.row.values;
  const apart = claimed > 0 ? Math.min(...head) > Math.max(...base) : Math.max(...head) < Math.min(...base);
  return apart && seen.change.median / claimed >= CONFIRMING_PART;
}
