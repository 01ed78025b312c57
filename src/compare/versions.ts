/**
 * Whether the profiles of the two sides may be set side by side at all: same file format, same scope.
 * Attribution changes in nearly every release of Scalene, so profiles of two versions say nothing about each other.
 */
import type { Warning } from '../model/comparison.js';
import type { Profile } from '../profile/model.js';
import type { LoadedMeasurement } from './input.js';
import { profiledRuns } from './totals/pairs.js';

/** Reasons why functions and lines cannot be compared; empty when they can. */
export function profileObstacles(blocks: readonly LoadedMeasurement[]): Warning[] {
  const runs = blocks.flatMap(profiledRuns);
  const of = (side: 'base' | 'head'): Profile[] =>
    runs.flatMap(({ run, profile }) => (run.side === side ? [profile] : []));
  return comparableProfiles(of('base'), of('head'));
}

export function comparableProfiles(base: readonly Profile[], head: readonly Profile[]): Warning[] {
  if (base.length === 0 || head.length === 0) return [];
  const formats = new Set([...base, ...head].map(({ format }) => format));
  if (formats.size > 1) {
    return [
      {
        code: 'profile-versions-differ',
        message: `The profiles were written by different versions of Scalene (formats ${[...formats].sort().join(', ')}), so functions and memory are not compared.`,
      },
    ];
  }
  const narrowed = (profiles: readonly Profile[]): boolean => profiles.some(({ decorated }) => decorated);
  if (narrowed(base) !== narrowed(head)) {
    return [
      {
        code: 'profile-scope-differs',
        message:
          'Only one side uses the decorator @profile, which narrows what Scalene measures: functions and memory are not compared.',
      },
    ];
  }
  return [];
}
