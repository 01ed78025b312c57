/**
 * How long it takes to compare two sets of five large profiles that are already parsed.
 * The profiles are made by `profiles.ts`, printing is left to `run.ts`.
 */
import { compare } from '../src/compare/compare.js';
import type { LoadedMeasurement } from '../src/compare/input.js';
import type { Run, Side } from '../src/model/measurement.js';
import { parseProfile } from '../src/profile/index.js';
import type { Profile } from '../src/profile/model.js';
import { largeProfile } from './profiles.js';
import { medianMs, type Row } from './row.js';
import { usualSettings } from './settings.js';

const PAIRS = 5;
const MEGABYTES = 10;

export async function bench(): Promise<Row[]> {
  const block = measurement();
  return [
    {
      what: `compare two sets of ${String(PAIRS)} profiles of ${String(MEGABYTES)} MB`,
      ms: await medianMs(9, () => compare([block], usualSettings())),
      limit: { of: 'ms', max: 100, text: 'under 100 ms' },
    },
  ];
}

function measurement(): LoadedMeasurement {
  const text = largeProfile(MEGABYTES);
  const profiles = new Map<string, Profile>();
  const runs: Run[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const side of ['base', 'head'] as const) {
      const profile = `profiles/${side}-${String(pair)}.json.gz`;
      profiles.set(profile, parsed(text));
      runs.push(timing(side, pair), { kind: 'profile', side, pair, order: 0, outcome: 'ok', mode: 'full', profile });
    }
  }
  const sides = { base: { commit: 'a'.repeat(40), root: '/repo' }, head: { commit: 'b'.repeat(40), root: '/repo' } };
  return {
    measurement: { schemaVersion: 1, program: { script: 'main.py', args: [] }, environment: {}, sides, runs },
    profiles,
  };
}

/** Head takes 12 % longer, so that functions are blamed and lines shown. */
function timing(side: Side, pair: number): Run {
  const userSec = (side === 'head' ? 11.2 : 10) * (1 + 0.004 * ((pair * 3) % 5));
  return {
    kind: 'timing',
    side,
    pair,
    order: side === 'base' ? 0 : 1,
    outcome: 'ok',
    userSec,
    sysSec: 0.1,
    wallSec: 12,
  };
}

function parsed(text: string): Profile {
  const parsed = parseProfile(text);
  if (parsed.outcome !== 'ok') throw new Error(parsed.message);
  return parsed.profile;
}
