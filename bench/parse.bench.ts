/**
 * How long it takes to read and to analyse large profiles, against bare `JSON.parse` of the same text.
 * The profiles are made by `profiles.ts`, printing is left to `run.ts`.
 */
import { bottlenecks, functions, hotspots, leaks, reducedProfile, stacks, summary } from '../src/analyze/index.js';
import { parseProfile } from '../src/profile/index.js';
import type { Profile } from '../src/profile/model.js';
import { largeProfile } from './profiles.js';
import type { Row } from './row.js';
import { medianMs } from './row.js';

/** Sizes in MB, with how often each is read. */
const SIZES = [
  { megabytes: 10, times: 15 },
  { megabytes: 100, times: 3 },
] as const;

export async function bench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { megabytes, times } of SIZES) {
    const text = largeProfile(megabytes);
    const size = `a profile of ${String(megabytes)} MB`;
    const bare = await medianMs(times, () => JSON.parse(text));
    const ms = await medianMs(times, () => parseProfile(text));
    rows.push({
      what: `parse ${size}`,
      ms,
      ratio: { value: ms / bare, to: 'JSON.parse' },
      limit: { of: 'ratio', max: 2, text: 'at most 2 × JSON.parse' },
    });
    if (megabytes > 10) continue;
    const profile = parsed(text);
    rows.push({
      what: `analyse ${size}`,
      ms: await medianMs(times, () => allViews(profile)),
      limit: { of: 'ms', max: 50, text: 'under 50 ms' },
    });
  }
  return rows;
}

function parsed(text: string): Profile {
  const outcome = parseProfile(text);
  if (outcome.outcome !== 'ok') throw new Error(outcome.message);
  return outcome.profile;
}

/** Everything that one look at a profile may ask for. */
function allViews(profile: Profile): unknown[] {
  return [
    summary(profile),
    hotspots(profile),
    hotspots(profile, { metric: 'memory', level: 'function' }),
    functions(profile),
    bottlenecks(profile),
    leaks(profile),
    stacks(profile),
    reducedProfile(profile),
  ];
}
