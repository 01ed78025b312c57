/**
 * How long it takes to read and to analyse large profiles, against bare `JSON.parse` of the same text.
 * The profiles are made by `profiles.ts`, printing is left to `run.ts`.
 */
import { bottlenecks, functions, hotspots, leaks, reducedProfile, stacks, summary } from '../src/analyze/index.js';
import { parseProfile } from '../src/profile/index.js';
import type { Profile } from '../src/profile/model.js';
import { largeProfile } from './profiles.js';
import { medianMs, type Row } from './row.js';

/** Sizes in MB, with how often each is read. */
const SIZES = [
  { megabytes: 10, times: 25 },
  { megabytes: 100, times: 3 },
] as const;

export async function bench(): Promise<Row[]> {
  const rows = SIZES.map(({ megabytes, times }) => parsing(largeProfile(megabytes), megabytes, times));
  const profile = parsed(largeProfile(10));
  rows.push({
    what: 'analyse a profile of 10 MB, all views',
    ms: await medianMs(25, () => allViews(profile)),
    limit: { of: 'ms', max: 50, text: 'under 50 ms' },
  });
  return rows;
}

/** Bare and full reading take turns, so that a busy machine weighs on both alike. */
function parsing(text: string, megabytes: number, times: number): Row {
  const goes = Array.from({ length: times + 1 }, () => ({
    bare: milliseconds(() => JSON.parse(text)),
    full: milliseconds(() => parseProfile(text)),
  })).slice(1);
  return {
    what: `parse a profile of ${String(megabytes)} MB`,
    ms: median(goes.map(({ full }) => full)),
    ratio: { value: median(goes.map(({ bare, full }) => full / bare)), to: 'JSON.parse' },
    limit: { of: 'ratio', max: 2, text: 'at most 2 × JSON.parse' },
  };
}

function milliseconds(go: () => unknown): number {
  const started = performance.now();
  go();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
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
