/**
 * The settings that a user gets who sets nothing, for benchmarks.
 */
import type { CompareSettings, Limit } from '../src/model/judging.js';
import { METRIC_IDS, METRICS, type MetricId } from '../src/model/metrics.js';

export function usualSettings(changes: Partial<CompareSettings> = {}): CompareSettings {
  // `Object.fromEntries` forgets its keys; they are those of METRIC_IDS.
  const limits = Object.fromEntries(
    METRIC_IDS.map((id) => [id, { tolerance: METRICS[id].tolerance, floor: METRICS[id].floor }]),
  ) as Record<MetricId, Limit>;
  return {
    limits,
    functionLimits: [],
    failOn: ['cpu-time', 'peak-memory'],
    failOnInconclusive: false,
    minPairs: 3,
    maxPairs: 10,
    only: [],
    exclude: [],
    ...changes,
  };
}
