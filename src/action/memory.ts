/**
 * Picks the two profile runs whose memory over time is drawn: the last full ones of each side that have a time line.
 * Drawing is left to `report`.
 */
import type { Side } from '../model/measurement.js';
import type { MemorySample } from '../profile/model.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { MemoryOverTime } from '../report/model.js';

/** Null where one side has no such profile. */
export function memoryOverTime(blocks: readonly LoadedMeasurement[]): MemoryOverTime | null {
  const base = lastTimeLine(blocks, 'base');
  const head = lastTimeLine(blocks, 'head');
  return base === null || head === null ? null : { base, head };
}

function lastTimeLine(blocks: readonly LoadedMeasurement[], side: Side): readonly MemorySample[] | null {
  const lines = blocks.flatMap(({ measurement, profiles }) =>
    measurement.runs.map((run) => {
      if (run.kind !== 'profile' || run.side !== side || run.profile === undefined) return [];
      return profiles.get(run.profile)?.memoryOverTime ?? [];
    }),
  );
  return lines.findLast((line) => line.length > 1) ?? null;
}
