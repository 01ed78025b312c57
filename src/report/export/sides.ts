/**
 * The sides that can be exported for other viewers: both of a comparison, or a single profile as one.
 * The formats are left to `speedscope.ts` and `pprof.ts`.
 */
import type { Comparison } from '../../model/comparison.js';
import type { LoadedMeasurement } from '../../profile/loaded.js';
import type { Profile } from '../../profile/model.js';
import { sidesOf } from '../html/sides.js';
import type { Side } from '../stacks.js';

/** A side under the name that viewers show. */
export interface NamedSide extends Side {
  readonly name: string;
}

/** Base and head, their samples scaled to the CPU time of the unprofiled runs. A side without a profile is left out. */
export function exportSides(comparison: Comparison, loaded: readonly LoadedMeasurement[]): NamedSide[] {
  const { base, head } = sidesOf(comparison, loaded);
  return [
    { name: 'base', ...base },
    { name: 'head', ...head },
  ].filter(({ profiles }) => profiles.length > 0);
}

/** One profile, its samples scaled to its own elapsed time. */
export function exportSide(profile: Profile, name: string): NamedSide {
  return { name, profiles: [profile], seconds: profile.elapsedSec };
}
