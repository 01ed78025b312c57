/**
 * Memory of every function on both sides, and which functions explain a change of the whole program's memory.
 * Without such a change nothing is claimed: where Scalene's sampler books an allocation moves with the code around it.
 *
 * What a function allocated over the run (net, as sampled) explains a peak better than the peaks of its lines, which
 * are taken at different moments; whichever of the two shows the change is reported.
 */
import type { MetricId } from '../../model/metrics.js';
import { mean, standardDeviation } from '../stats/robust.js';
import type { Activity } from './inventory.js';
import type { MatchedFunction } from './match.js';
import { shareWork, type Change } from './moved-work.js';

/** The profiles with memory, of all blocks. */
export interface MemoryProfiles {
  readonly base: readonly Activity[];
  readonly head: readonly Activity[];
}

/** One quantity of one function, in MiB. */
interface Amount extends Change {
  readonly base: number;
  readonly head: number;
}

/** What a function has to do with the change of the whole program. */
export interface MemoryClaim {
  readonly index: number;
  readonly metric: Extract<MetricId, 'peak-memory' | 'allocated'>;
  readonly base: number;
  readonly head: number;
  readonly standardError: number;
  /** Part of the change that it explains, in MiB, with the change's sign. */
  readonly explained: number;
  /** Functions that the work was shared with. */
  readonly sharedWith: readonly number[];
}

/** An explanation smaller than this part of the change is not worth naming. */
const LEAST_PART = 0.15;
/** A function explains at most this much of the change: sampled sums overshoot a little. */
const MOST_PART = 1.2;
/** Functions whose code is the same on both sides count this much when suspects are put in order. */
const UNCHANGED_WEIGHT = 0.5;

/**
 * Functions that explain a proven change of the whole program's memory, largest part first.
 * @param total head − base of the whole program, in MiB
 */
export function explainMemory(
  functions: readonly MatchedFunction[],
  profiles: MemoryProfiles,
  total: number,
): MemoryClaim[] {
  if (profiles.base.length === 0 || profiles.head.length === 0 || total === 0) return [];
  const allocated = functions.map((entry) => amount(entry, profiles, (found) => found.allocatedMb));
  const peak = functions.map((entry) => amount(entry, profiles, (found) => found.peakMb));
  const direction = Math.sign(total);
  const groups = shareWork(functions, allocated, (LEAST_PART * Math.abs(total)) / 3);
  const claims = groups.flatMap((members): { claim: MemoryClaim; weight: number }[] => {
    const byAllocation = together(members, allocated, direction);
    const byPeak = together(members, peak, direction);
    const better = byPeak.explained > byAllocation.explained ? byPeak : byAllocation;
    const explained = Math.min(better.explained, MOST_PART * Math.abs(total));
    const index = better.leader;
    const shown = (better === byPeak ? peak : allocated)[index];
    if (!shown || explained <= LEAST_PART * Math.abs(total)) return [];
    const claim: MemoryClaim = {
      index,
      metric: better === byPeak ? 'peak-memory' : 'allocated',
      base: shown.base,
      head: shown.head,
      standardError: shown.standardError,
      explained: direction * explained,
      sharedWith: members.filter((member) => member !== index),
    };
    return [{ claim, weight: explained * (functions[index]?.codeChanged ? 1 : UNCHANGED_WEIGHT) }];
  });
  return claims.sort((a, b) => b.weight - a.weight || a.claim.index - b.claim.index).map(({ claim }) => claim);
}

/** What the members of a group explain together, less two standard errors, and which of them leads. */
function together(
  members: readonly number[],
  amounts: readonly Amount[],
  direction: number,
): { explained: number; leader: number } {
  let difference = 0;
  let variance = 0;
  let leader = members[0] ?? 0;
  for (const member of members) {
    const entry = amounts[member];
    if (!entry) continue;
    difference += direction * entry.difference;
    variance += entry.standardError ** 2;
    if (direction * entry.difference > direction * (amounts[leader]?.difference ?? 0)) leader = member;
  }
  return { explained: difference - 2 * Math.sqrt(variance), leader };
}

type Read = (entry: { readonly allocatedMb: number; readonly peakMb: number }) => number;

function amount({ base, head }: MatchedFunction, profiles: MemoryProfiles, read: Read): Amount {
  const before = valuesOf(base?.key, profiles.base, read);
  const after = valuesOf(head?.key, profiles.head, read);
  const spread = Math.max(standardDeviation(before), standardDeviation(after));
  return {
    base: mean(before),
    head: mean(after),
    difference: mean(after) - mean(before),
    standardError: spread * Math.sqrt(1 / before.length + 1 / after.length),
  };
}

function valuesOf(key: string | undefined, profiles: readonly Activity[], read: Read): number[] {
  return profiles.map((activity) => {
    const entry = key === undefined ? undefined : activity.get(key);
    return entry ? read(entry) : 0;
  });
}
