/**
 * Runs put together again as the pairs they were made in. A run that did not end well, a warm-up and a run without a
 * partner are left out; counting and explaining those is left to `outcomes.ts`.
 */
import type { ProfileRun, Run, TimingRun } from '../../model/measurement.js';
import type { LoadedMeasurement } from '../input.js';
import type { Profile } from '../../profile/model.js';

/** One base run and one head run made next to each other. */
export interface Pair<T> {
  readonly pair: number;
  readonly base: T;
  readonly head: T;
}

/** A profile run with what it wrote. */
export interface ProfiledRun {
  readonly run: ProfileRun;
  readonly profile: Profile;
}

/** The timing runs of one measurement that ended well, as pairs in rising order. */
export function timingPairs(block: LoadedMeasurement): readonly Pair<TimingRun>[] {
  const runs = block.measurement.runs.filter((run) => run.kind === 'timing').filter(isUsable);
  return pairUp(runs, (run) => run);
}

/** The profile runs of one mode that ended well and left a profile, as pairs in rising order. */
export function profilePairs(block: LoadedMeasurement, mode: ProfileRun['mode']): readonly Pair<ProfiledRun>[] {
  return pairUp(
    profiledRuns(block).filter(({ run }) => run.mode === mode),
    ({ run }) => run,
  );
}

/** Every profile run that ended well, paired or not. */
export function profiledRuns(block: LoadedMeasurement): readonly ProfiledRun[] {
  return block.measurement.runs.flatMap((run) => {
    if (run.kind !== 'profile' || !isUsable(run) || run.profile === undefined) return [];
    const profile = block.profiles.get(run.profile);
    return profile ? [{ run, profile }] : [];
  });
}

/** Ended well, and not a warm-up. */
export function isUsable(run: Run): boolean {
  return run.outcome === 'ok' && run.pair >= 0;
}

function pairUp<T>(items: readonly T[], runOf: (item: T) => Run): Pair<T>[] {
  const byPair = new Map<number, { base?: T; head?: T }>();
  // Where a run was repeated, the last one counts, whatever the order in the file.
  const inOrder = [...items].sort((a, b) => compareRuns(runOf(a), runOf(b)));
  for (const item of inOrder) {
    const { pair, side } = runOf(item);
    const entry = byPair.get(pair) ?? {};
    entry[side] = item;
    byPair.set(pair, entry);
  }
  return [...byPair]
    .sort(([a], [b]) => a - b)
    .flatMap(([pair, { base, head }]) => (base && head ? [{ pair, base, head }] : []));
}

function compareRuns(a: Run, b: Run): number {
  return (
    a.pair - b.pair ||
    (a.startedAt ?? 0) - (b.startedAt ?? 0) ||
    a.order - b.order ||
    (a.wallSec ?? 0) - (b.wallSec ?? 0) ||
    (a.userSec ?? 0) - (b.userSec ?? 0)
  );
}
