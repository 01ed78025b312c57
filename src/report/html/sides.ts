/**
 * The profiles of each side out of the measurements, and the seconds that its shares stand for.
 * Which runs are good enough to compare is decided by `compare`; here only those that ended well and left a profile count.
 */
import type { Comparison } from '../../model/comparison.js';
import type { ProfileRun, Side as SideName } from '../../model/measurement.js';
import type { LoadedMeasurement } from '../../profile/loaded.js';
import type { Profile } from '../../profile/model.js';
import type { Side } from '../stacks.js';
import type { MemoryLine, SecondsFrom } from './data.js';
import { memoryLines } from './memory.js';

export interface MeasuredSide extends Side {
  readonly secondsFrom: SecondsFrom;
  readonly memory: readonly MemoryLine[];
}

export function sidesOf(
  comparison: Comparison,
  loaded: readonly LoadedMeasurement[],
): { readonly base: MeasuredSide; readonly head: MeasuredSide } {
  return { base: sideOf(comparison, loaded, 'base'), head: sideOf(comparison, loaded, 'head') };
}

function sideOf(comparison: Comparison, loaded: readonly LoadedMeasurement[], side: SideName): MeasuredSide {
  const runs = loaded.flatMap((block, index) =>
    profileRuns(block, side, loaded.length > 1 ? ` of shard ${index + 1}` : ''),
  );
  const profiles = runs.map(({ profile }) => profile);
  const cpu = comparison.metrics.find(({ metric }) => metric === 'cpu-time')?.[side] ?? null;
  return {
    profiles,
    seconds: cpu ?? meanElapsed(profiles),
    secondsFrom: cpu === null ? 'profiles' : 'timing-runs',
    memory: memoryLines(runs),
  };
}

function profileRuns(
  { measurement, profiles }: LoadedMeasurement,
  side: SideName,
  suffix: string,
): { label: string; profile: Profile }[] {
  return measurement.runs
    .filter(
      (run): run is ProfileRun => run.kind === 'profile' && run.side === side && run.outcome === 'ok' && run.pair >= 0,
    )
    .sort((a, b) => a.pair - b.pair)
    .flatMap((run) => {
      const profile = run.profile === undefined ? undefined : profiles.get(run.profile);
      return profile === undefined ? [] : [{ label: `run ${run.pair + 1}${suffix}`, profile }];
    });
}

function meanElapsed(profiles: readonly Profile[]): number {
  return profiles.length === 0 ? 0 : profiles.reduce((sum, { elapsedSec }) => sum + elapsedSec, 0) / profiles.length;
}
