/**
 * The values of each whole-program metric, pair by pair and block by block. Judging them is left to `metric.ts`.
 */
import type { TimingRun } from '../../model/measurement.js';
import { METRIC_IDS, type MetricId } from '../../model/metrics.js';
import type { LoadedMeasurement } from '../input.js';
import type { Profile, ProfileLine } from '../../profile/model.js';
import { profilePairs, timingPairs } from './pairs.js';

/** Values of one metric of one block: `base[i]` and `head[i]` were measured next to each other, in the metric's unit. */
export interface PairedValues {
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** Whether base ran first in pair i; empty where that says nothing. */
  readonly baseFirst: readonly boolean[];
}

/** Blocks of one metric; a block in which it was not measured is left out. */
export type Series = readonly PairedValues[];

type FromTiming = (run: TimingRun) => number | null;
type FromProfile = (profile: Profile) => number | null;

const TIMING: { readonly [Id in 'cpu-time' | 'wall-time' | 'peak-rss']: FromTiming } = {
  'cpu-time': ({ userSec, sysSec }) => (userSec === undefined || sysSec === undefined ? null : userSec + sysSec),
  'wall-time': ({ wallSec }) => wallSec ?? null,
  'peak-rss': ({ peakRssMb }) => peakRssMb ?? null,
};

const PROFILE: { readonly [Id in Exclude<MetricId, keyof typeof TIMING>]: FromProfile } = {
  'peak-memory': (profile) => (profile.hasMemory ? profile.maxFootprintMb : null),
  allocated: (profile) => (profile.hasMemory ? profile.allocatedMb : null),
  'gpu-time': (profile) => (profile.hasGpu ? gpuSeconds(profile) : null),
  'gpu-memory': (profile) => (profile.hasGpu ? largestGpuPeak(profile) : null),
};

/** Every metric that was measured, in the fixed order of the table. */
export function allSeries(blocks: readonly LoadedMeasurement[]): ReadonlyMap<MetricId, Series> {
  const entries = METRIC_IDS.map((id) => [id, seriesOf(id, blocks)] as const);
  return new Map(entries.filter(([, series]) => series.length > 0));
}

/** One metric's values. */
export function seriesOf(id: MetricId, blocks: readonly LoadedMeasurement[]): Series {
  const perBlock = blocks.map((block) =>
    isTimed(id) ? fromTiming(block, TIMING[id]) : fromProfiles(block, PROFILE[id]),
  );
  return perBlock.filter(({ base }) => base.length > 0);
}

function isTimed(id: MetricId): id is keyof typeof TIMING {
  return id in TIMING;
}

function fromTiming(block: LoadedMeasurement, value: FromTiming): PairedValues {
  return collect(
    timingPairs(block).map(({ base, head }) => ({
      base: value(base),
      head: value(head),
      baseFirst: base.order < head.order,
    })),
  );
}

function fromProfiles(block: LoadedMeasurement, value: FromProfile): PairedValues {
  return collect(
    profilePairs(block, 'full').map(({ base, head }) => ({
      base: value(base.profile),
      head: value(head.profile),
      baseFirst: base.run.order < head.run.order,
    })),
  );
}

function collect(pairs: readonly { base: number | null; head: number | null; baseFirst: boolean }[]): PairedValues {
  const whole = pairs.flatMap(({ base, head, baseFirst }) =>
    base !== null && head !== null && Number.isFinite(base) && Number.isFinite(head) ? [{ base, head, baseFirst }] : [],
  );
  return {
    base: whole.map(({ base }) => base),
    head: whole.map(({ head }) => head),
    baseFirst: whole.map(({ baseFirst }) => baseFirst),
  };
}

function linesOf(profile: Profile): readonly ProfileLine[] {
  return profile.files.flatMap(({ lines }) => lines);
}

/**
 * Seconds of GPU work, estimated: each line's utilisation while it ran (Scalene's `n_gpu_percent`) times the wall time
 * that it took, its share of the CPU samples times the profile's elapsed seconds.
 */
function gpuSeconds(profile: Profile): number {
  const busy = linesOf(profile).map(
    (line) => (line.gpuPercent / 100) * ((line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent) / 100),
  );
  return busy.reduce((a, b) => a + b, 0) * profile.elapsedSec;
}

function largestGpuPeak(profile: Profile): number {
  return linesOf(profile).reduce((largest, line) => Math.max(largest, line.gpuPeakMb), 0);
}
