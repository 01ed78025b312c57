/**
 * Bare Scalene profiles compared, without timing runs. Memory can be judged; CPU time cannot, because shares are not
 * seconds and one profile's clock is too noisy, and the answer says so instead of guessing.
 */
import type { Comparison, Warning } from '../model/comparison.js';
import { MEASUREMENT_SCHEMA_VERSION, type ProfileRun } from '../model/measurement.js';
import type { Profile } from '../profile/model.js';
import { compare } from './compare.js';
import type { CompareSettings, LoadedMeasurement } from './input.js';
import { nothingCompared } from './nothing.js';
import { comparableProfiles } from './versions.js';

/** What goes with the profiles when it is known. */
export interface BareProfiles {
  readonly base: readonly Profile[];
  readonly head: readonly Profile[];
  readonly diff?: string;
}

const NO_TIME: Warning = {
  code: 'no-timing-runs',
  message:
    'Without timing runs nothing is said about CPU time, neither of the program nor of its functions: a share of the samples is not a time, and one profile differs from the next of the same code by a third. Use gate or measure for that.',
};

/** Compares two sets of profiles of one program, by what profiles alone can tell. */
export function compareProfiles({ base, head, diff }: BareProfiles, settings: CompareSettings): Comparison {
  const obstacles = [...comparableProfiles(base, head), ...differentRuns(base, head)];
  if (base.length === 0 || head.length === 0) {
    obstacles.push({
      code: 'no-profiles',
      message: `There are no profiles of ${base.length === 0 ? 'base' : 'head'} to compare.`,
    });
  }
  const block = asMeasurement(base, head, diff);
  const comparison = compare([block], settings);
  const own = comparison.warnings.filter(({ code }) => code !== 'no-timing-runs');
  const rest: Comparison = { ...comparison };
  delete rest.sides;
  delete rest.program;
  if (obstacles.length === 0) return { ...rest, warnings: [NO_TIME, ...own] };
  return {
    ...rest,
    ...nothingCompared(),
    gate: 'pass',
    gateReasons: [],
    summary: { ...rest.summary, ...NO_FUNCTIONS, headline: obstacles[0]?.message ?? '' },
    warnings: [...obstacles, NO_TIME],
  };
}

const NO_FUNCTIONS = {
  regressions: 0,
  improvements: 0,
  unchanged: 0,
  inconclusive: 0,
  tooSmall: 0,
  added: 0,
  removed: 0,
};

/** Arguments, and the program's file name, must be the same: paths may differ with the checkout. */
function differentRuns(base: readonly Profile[], head: readonly Profile[]): Warning[] {
  const programs = new Set(
    [...base, ...head].flatMap(({ program }) => (program === null ? [] : [program.replace(/^.*[\\/]/, '')])),
  );
  if (programs.size > 1) {
    return [
      {
        code: 'programs-differ',
        message: `The profiles are of different programs (${[...programs].sort().join(', ')}).`,
      },
    ];
  }
  const argumentLists = new Set(
    [...base, ...head]
      .map(({ args, program }) => (program === null ? null : JSON.stringify(args)))
      .filter((list) => list !== null),
  );
  if (argumentLists.size > 1)
    return [{ code: 'arguments-differ', message: 'The profiles were made with different arguments.' }];
  return [];
}

function asMeasurement(
  base: readonly Profile[],
  head: readonly Profile[],
  diff: string | undefined,
): LoadedMeasurement {
  const profiles = new Map<string, Profile>();
  const runsOf = (side: 'base' | 'head', given: readonly Profile[]): ProfileRun[] =>
    given.map((profile, pair) => {
      const path = `profiles/${side}-${pair}`;
      profiles.set(path, profile);
      return {
        kind: 'profile',
        side,
        pair,
        order: side === 'base' ? 0 : 1,
        outcome: 'ok',
        mode: profile.hasMemory ? 'full' : 'cpu',
        profile: path,
      };
    });
  return {
    measurement: {
      schemaVersion: MEASUREMENT_SCHEMA_VERSION,
      program: { args: [] },
      environment: {},
      sides: { base: { commit: 'base', root: '' }, head: { commit: 'head', root: '' } },
      runs: [...runsOf('base', base), ...runsOf('head', head)],
    },
    profiles,
    ...(diff !== undefined && { diff }),
  };
}
