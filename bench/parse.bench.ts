/**
 * How long it takes to read and to analyse large profiles, against bare `JSON.parse` of the same text.
 * The profiles are made by `profiles.ts`, printing is left to `run.ts`.
 */
import { bottlenecks, functions, hotspots, leaks, reducedProfile, stacks, summary } from '../src/analyze/index.js';
import { parseProfile } from '../src/profile/index.js';
import type { Profile } from '../src/profile/model.js';
import { largeProfile } from './profiles.js';
import { medianMs, type Row } from './row.js';

/** Sizes in MB, with how often each is read: rounds of several goes. */
const SIZES = [
  { megabytes: 10, rounds: 7, goes: 6 },
  { megabytes: 100, rounds: 3, goes: 1 },
] as const;

export async function bench(): Promise<Row[]> {
  const rows = SIZES.map(({ megabytes, rounds, goes }) => parsing(megabytes, rounds, goes));
  const profile = parsed(largeProfile(10));
  rows.push({
    what: 'analyse a profile of 10 MB, all views',
    ms: await medianMs(25, () => allViews(profile)),
    limit: { of: 'ms', max: 50, text: 'under 50 ms' },
  });
  return rows;
}

/**
 * Bare and full reading take turns, so that a busy machine weighs on both alike; several goes at a time, so that each
 * pays for the garbage that it makes.
 */
function parsing(megabytes: number, rounds: number, goes: number): Row {
  const text = largeProfile(megabytes);
  const taken = Array.from({ length: rounds + 1 }, () => ({
    bare: milliseconds(goes, () => JSON.parse(text)),
    full: milliseconds(goes, () => parseProfile(text)),
  })).slice(1);
  return {
    what: `parse a profile of ${String(megabytes)} MB`,
    ms: median(taken.map(({ full }) => full)),
    ratio: { value: median(taken.map(({ bare, full }) => full / bare)), to: 'JSON.parse' },
    limit: { of: 'ratio', max: 2, text: 'at most 2 × JSON.parse' },
  };
}

function milliseconds(goes: number, go: () => unknown): number {
  const started = performance.now();
  for (let count = 0; count < goes; count++) go();
  return (performance.now() - started) / goes;
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
