/**
 * Everything about functions that the profiles of all blocks say, gathered once: who is who, CPU seconds, memory.
 */
import type { Profile } from '../../profile/model.js';
import type { LoadedMeasurement } from '../input.js';
import { parseDiff, type SourceDiff } from '../diff.js';
import { profiledRuns, type ProfiledRun } from '../totals/pairs.js';
import { activity, inventory, KeysOfFiles, type Activity } from './inventory.js';
import { matchFunctions, type MatchedFunction } from './match.js';
import type { MemoryProfiles } from './memory.js';
import { sampleCount, type ProfileGroup, type SampledProfile } from './shares.js';

export interface Evidence {
  readonly functions: readonly MatchedFunction[];
  /** One group per block and mode, in which shares may be pooled. */
  readonly groups: readonly ProfileGroup[];
  readonly memory: MemoryProfiles;
  readonly profiles: { readonly base: readonly Profile[]; readonly head: readonly Profile[] };
}

interface Read {
  readonly found: ProfiledRun;
  readonly activity: Activity;
}

export function gatherEvidence(blocks: readonly LoadedMeasurement[]): Evidence {
  const keys = new KeysOfFiles();
  const perBlock = blocks.map((block) =>
    profiledRuns(block).map((found): Read => ({ found, activity: activity(found.profile, keys) })),
  );
  const all = perBlock.flat();
  const of = (side: 'base' | 'head'): Read[] => all.filter(({ found }) => found.run.side === side);
  const profilesOf = (side: 'base' | 'head'): Profile[] => of(side).map(({ found }) => found.profile);
  const profiles = { base: profilesOf('base'), head: profilesOf('head') };
  const withMemory = (side: 'base' | 'head'): Activity[] =>
    of(side).flatMap(({ found, activity: seen }) => (found.profile.hasMemory ? [seen] : []));
  return {
    functions: matchFunctions(inventory(profiles.base), inventory(profiles.head), firstDiff(blocks)),
    groups: perBlock.flatMap((runs) => [groupOf(runs, 'cpu'), groupOf(runs, 'full')]),
    memory: { base: withMemory('base'), head: withMemory('head') },
    profiles,
  };
}

/** The diff of the two commits; all blocks have the same two, so the first one counts. */
export function firstDiff(blocks: readonly LoadedMeasurement[]): SourceDiff | null {
  const text = blocks.find(({ diff }) => diff !== undefined)?.diff;
  return text === undefined ? null : parseDiff(text);
}

function groupOf(runs: readonly Read[], mode: 'cpu' | 'full'): ProfileGroup {
  const of = (side: 'base' | 'head'): SampledProfile[] =>
    runs.flatMap(({ found: { run, profile }, activity: seen }) => {
      if (run.side !== side || run.mode !== mode) return [];
      const cpuSec = run.userSec === undefined || run.sysSec === undefined ? null : run.userSec + run.sysSec;
      return [{ activity: seen, samples: sampleCount(profile, cpuSec, run.samplingSec ?? null) }];
    });
  return { base: of('base'), head: of('head') };
}
