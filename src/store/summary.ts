/**
 * The facts by which an entry is listed and found, taken out of its body once, when it is saved.
 * Where they are written is left to the stores.
 */
import type { Run } from '../model/measurement.js';
import { programText, type EntryBody, type EntrySummary } from './entry.js';

/** A summary without what the store itself adds. */
export type SummaryFacts = Omit<EntrySummary, 'id' | 'createdAt' | 'kind' | 'label'>;

/** Takes the listed facts of `body`. `peakMb` is what the caller read from the profiles; null when they say nothing. */
export function summaryFacts(body: EntryBody, peakMb: number | null): SummaryFacts {
  switch (body.kind) {
    case 'profile':
      return {
        program: programText(body.program),
        commit: body.side.commit === '' ? null : body.side.commit,
        dirty: body.side.dirty ?? false,
        outcome: body.status,
        cpuSec: medianCpuSec(body.runs),
        peakMb,
      };
    case 'measurement': {
      const { head } = body.measurement.sides;
      return {
        program: programText(body.measurement.program),
        commit: head.commit,
        dirty: head.dirty ?? false,
        outcome: null,
        cpuSec: medianCpuSec(body.measurement.runs.filter((run) => run.side === 'head')),
        peakMb,
      };
    }
    case 'comparison': {
      const { comparison } = body;
      const head = comparison.sides?.head;
      return {
        program: comparison.program === undefined ? '' : programText(comparison.program),
        commit: head?.commit ?? null,
        dirty: head?.dirty ?? false,
        outcome: comparison.verdict,
        cpuSec: metricHead(body.comparison.metrics, 'cpu-time'),
        peakMb: peakMb ?? metricHead(body.comparison.metrics, 'peak-memory'),
      };
    }
  }
}

function metricHead(metrics: readonly { metric: string; head: number | null }[], id: string): number | null {
  return metrics.find((metric) => metric.metric === id)?.head ?? null;
}

/** Median of user and system time over the good timing runs, warm-up left out; null when there are none. */
export function medianCpuSec(runs: readonly Run[]): number | null {
  const values = runs
    .filter((run) => run.kind === 'timing' && run.outcome === 'ok' && run.pair >= 0 && run.userSec !== undefined)
    .map((run) => (run.userSec ?? 0) + (run.sysSec ?? 0))
    .sort((a, b) => a - b);
  const upper = values[Math.floor(values.length / 2)];
  const lower = values[Math.ceil(values.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
