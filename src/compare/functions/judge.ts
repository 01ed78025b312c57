/**
 * Every function judged, in the order in which it is told. CPU time is left to `cpu.ts`, memory to `memory.ts`.
 */
import type { MetricId } from '../../model/metrics.js';
import type { CompareSettings } from '../input.js';
import type { JudgedMetric } from '../totals/metric.js';
import { judgeCpu } from './cpu.js';
import type { Evidence } from './evidence.js';
import { byImportance, type FunctionFinding } from './finding.js';
import { functionLimits, type LimitOf } from './limits.js';
import { explainMemory } from './memory.js';

/** A function has one finding per metric that says something about it. */
export function judgeFunctions(
  evidence: Evidence,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  settings: CompareSettings,
): FunctionFinding[] {
  const limitOf = functionLimits(settings);
  const cpu = judgeCpu(evidence, metrics.get('cpu-time'), limitOf, settings);
  const memory = judgeMemory(evidence, metrics, limitOf);
  return [...cpu, ...memory].sort(byImportance);
}

/** Functions that explain a proven change of peak memory, else of what was allocated. */
function judgeMemory(
  { functions, memory }: Evidence,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  limitOf: LimitOf,
): FunctionFinding[] {
  const changed = [metrics.get('peak-memory'), metrics.get('allocated')].find(
    (metric) => metric?.row.verdict === 'regression' || metric?.row.verdict === 'improvement',
  );
  const row = changed?.row;
  if (!row || row.base === null || row.head === null) return [];
  const total = row.head - row.base;
  const tolerance = Math.max(row.tolerance * Math.min(row.base, row.head), row.floor, Number.MIN_VALUE);
  return explainMemory(functions, memory, total).flatMap((claim): FunctionFinding[] => {
    const entry = functions[claim.index];
    const named = entry?.head ?? entry?.base;
    const limit = named && limitOf(named, claim.metric);
    const size = Math.abs(claim.head - claim.base);
    if (limit?.explicit && (size <= limit.floor || size <= limit.tolerance * Math.min(claim.base, claim.head)))
      return [];
    return [
      {
        index: claim.index,
        metric: claim.metric,
        verdict: total > 0 ? 'regression' : 'improvement',
        base: claim.base,
        head: claim.head,
        standardError: claim.standardError,
        logError:
          claim.base > 0 && claim.head > 0 ? claim.standardError / Math.sqrt(claim.base * claim.head) : Infinity,
        contribution: claim.explained / total,
        weight: Math.abs(claim.explained) / tolerance,
        tier: 0,
        sharedWith: claim.sharedWith,
      },
    ];
  });
}
