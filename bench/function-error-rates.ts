/**
 * Error rates of what is said about functions, by simulation: how often a function of unchanged code is accused, and how
 * often the right one is named first when the whole program got slower. The published figures come from here:
 *
 *     node scripts/run.mjs bench/function-error-rates.ts [TRIALS]
 *
 * Programs are drawn with 8, 30 or 150 functions of very unequal size. Profiles have 80 to 600 samples, sometimes in clumps;
 * each function takes 5 % more or less of every single run, and profiles with memory distort its share by 40 %. Half of the programs
 * have profiles of both modes, half only those with memory, as a gate makes them.
 */
import { markdownTable } from 'markdown-table';
import type { Evidence } from '../src/compare/functions/evidence.js';
import { judgeFunctions } from '../src/compare/functions/judge.js';
import type { Activity, SideFunction } from '../src/compare/functions/inventory.js';
import type { MatchedFunction } from '../src/compare/functions/match.js';
import type { ProfileGroup, SampledProfile } from '../src/compare/functions/shares.js';
import { randomIndex, seededRandom, type Random } from '../src/compare/stats/random.js';
import { judgeMetric } from '../src/compare/totals/metric.js';
import type { ProfileFunction } from '../src/profile/model.js';
import { usualSettings } from './settings.js';

const SIZES = [8, 30, 150] as const;
/** How many functions have changed code: none, one, a third, all. */
const CHANGED = ['none', 'one', 'a third', 'all'] as const;
const GROWTHS = [0.08, 0.2, 0.5, 2] as const;
const PAIRS = 5;

export function main([trials = '300']: readonly string[]): number {
  const count = Number(trials);
  const rows = SIZES.flatMap((functions) =>
    CHANGED.map((changed) => {
      const random = seededRandom(functions * 7 + CHANGED.indexOf(changed));
      const alarms = repeat(count, () => trial(random, functions, changed, 0)).filter(({ worse }) => worse.length > 0);
      const named = GROWTHS.map((growth) => {
        const results = repeat(count, () => trial(random, functions, changed, growth));
        const right = results.filter(({ worse, culprit }) => worse[0] === culprit).length;
        const wrong = results.filter(({ worse, culprit }) => worse.length > 0 && worse[0] !== culprit).length;
        const besides = results.filter(({ worse, culprit }) => worse.some((found) => found !== culprit)).length;
        return `${percent(right / count)} (${percent(wrong / count)}, ${percent(besides / count)})`;
      });
      return [String(functions), changed, percent(alarms.length / count), ...named];
    }),
  );
  console.log(`${trials} trials of each; ${String(PAIRS)} pairs, five profiles of each mode on each side\n`);
  const heads = GROWTHS.map((growth) => `right first (wrong first, another accused too) at +${String(100 * growth)} %`);
  console.log(markdownTable([['functions', 'with changed code', 'false accusations', ...heads], ...rows]));
  return 0;
}

/** Indices of the functions called regressed, in order, and of the one that is. */
function trial(
  random: Random,
  size: number,
  changed: (typeof CHANGED)[number],
  growth: number,
): { worse: number[]; culprit: number } {
  const shares = unequalShares(random, size);
  const culprit = weightedIndex(
    random,
    shares.map((share) => (share > 0.03 || share === Math.max(...shares) ? share : 0)),
  );
  const grown = shares.map((share, f) => (f === culprit ? share + growth : share));
  const edited = editedFunctions(random, size, changed, growth > 0 ? culprit : null);
  const functions = repeat(size, (f) => matched(f, edited.has(f)));
  const shape = {
    samples: [80, 150, 300, 600][randomIndex(random, 4)] ?? 80,
    clump: random() < 0.3 ? 2 : 1,
    distortion: repeat(size, () => Math.exp(0.4 * normal(random))),
  };
  const group = (withMemory: boolean): ProfileGroup => ({
    base: repeat(PAIRS, () => sampled(random, functions, 'base', shares, shape, withMemory)),
    head: repeat(PAIRS, () => sampled(random, functions, 'head', grown, shape, withMemory)),
  });
  const evidence: Evidence = {
    functions,
    groups: random() < 0.5 ? [group(true)] : [group(false), group(true)],
    memory: { base: [], head: [] },
    profiles: { base: [], head: [] },
  };
  const settings = usualSettings();
  const noisy = (level: number): number[] => repeat(PAIRS, () => level * Math.exp(0.01 * normal(random)));
  const series = [{ base: noisy(1), head: noisy(1 + growth), baseFirst: [] }];
  // The total's verdict is taken as given: what is asked here is what follows from it.
  const total = judgeMetric('cpu-time', series, settings, true);
  const row = { ...total.row, verdict: growth > 0 ? ('regression' as const) : ('unchanged' as const) };
  const found = judgeFunctions(evidence, new Map([['cpu-time', { ...total, row }]]), settings);
  return { worse: found.filter(({ verdict }) => verdict === 'regression').map(({ index }) => index), culprit };
}

interface Shape {
  readonly samples: number;
  readonly clump: number;
  readonly distortion: readonly number[];
}

function sampled(
  random: Random,
  functions: readonly MatchedFunction[],
  side: 'base' | 'head',
  shares: readonly number[],
  { samples, clump, distortion }: Shape,
  withMemory: boolean,
): SampledProfile {
  const weights = shares.map(
    (share, f) => share * Math.exp(0.05 * normal(random)) * (withMemory ? (distortion[f] ?? 1) : 1),
  );
  const total = withMemory ? Math.round(1.5 * samples) : samples;
  const counts = new Float64Array(weights.length);
  const cumulative = weights.map(runningSum());
  for (let drawn = 0; drawn < total / clump; drawn++) {
    const at = indexIn(cumulative, random());
    counts[at] = (counts[at] ?? 0) + (clump === 1 ? 1 : -clump * Math.log(1 - random()));
  }
  const all = counts.reduce((a, b) => a + b, 0);
  const activity: Activity = new Map(
    functions.flatMap((entry, f): [string, ProfileFunction][] => {
      const share = (100 * (counts[f] ?? 0)) / all;
      return share > 0 ? [[entry[side]?.key ?? '', measured(entry[side]?.name ?? '', share)]] : [];
    }),
  );
  return { activity, samples: total };
}

function measured(name: string, cpuPythonPercent: number): ProfileFunction {
  const nothing = { cpuNativePercent: 0, cpuSystemPercent: 0, gpuPercent: 0, gpuPeakMb: 0, allocatedMb: 0, peakMb: 0 };
  return {
    name,
    line: 1,
    endLine: 2,
    cpuPythonPercent,
    ...nothing,
    averageMb: 0,
    copyMbPerSec: 0,
    mallocs: 0,
    usagePercent: 0,
  };
}

function matched(index: number, codeChanged: boolean): MatchedFunction {
  const entry: SideFunction = {
    key: `f${String(index)}`,
    file: 'main.py',
    name: `f${String(index)}`,
    line: 1,
    endLine: 2,
    text: [],
    ownLines: [],
  };
  return { base: entry, head: entry, matchedBy: 'name', codeChanged, inDiff: codeChanged, presence: 'both' };
}

function editedFunctions(
  random: Random,
  size: number,
  changed: (typeof CHANGED)[number],
  culprit: number | null,
): Set<number> {
  const wanted = { none: 0, one: 1, 'a third': Math.round(size / 3), all: size }[changed];
  const edited = new Set<number>();
  if (culprit !== null && wanted > 0) edited.add(culprit);
  while (edited.size < wanted) edited.add(randomIndex(random, size));
  return edited;
}

/** Shares that add up to 1: exponential, squared in half of the programs, so that few functions take most. */
function unequalShares(random: Random, size: number): number[] {
  const power = random() < 0.5 ? 2 : 1;
  const raw = repeat(size, () => (-Math.log(1 - random())) ** power);
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / total);
}

function weightedIndex(random: Random, weights: readonly number[]): number {
  return indexIn(weights.map(runningSum()), random());
}

function runningSum(): (value: number) => number {
  let total = 0;
  return (value) => (total += value);
}

/** Where a fraction of the whole falls among cumulative weights. */
function indexIn(cumulative: readonly number[], fraction: number): number {
  const target = fraction * (cumulative.at(-1) ?? 0);
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) <= target) low = middle + 1;
    else high = middle;
  }
  return low;
}

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
