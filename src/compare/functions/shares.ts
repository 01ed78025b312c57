/**
 * CPU seconds of every function on both sides, with a standard error that knows how many samples they rest on.
 * Which differences are worth a verdict is left to `detect.ts` and `blame.ts`.
 *
 * Seconds = the function's share of the CPU samples × the side's CPU time from the timing runs. Shares are pooled inside a
 * group of profiles of one block and one mode (a profile with memory weighs functions that allocate heavier than one
 * without, so modes are never mixed), then groups are averaged with the same weights on both sides: what the profiler
 * distorts, it distorts on both. Variances are binomial in the number of samples, times an overdispersion that is
 * estimated from how much the profiles of one side differ among themselves.
 */
import type { Profile } from '../../profile/model.js';
import { sum } from '../stats/robust.js';
import type { Activity } from './inventory.js';
import type { MatchedFunction } from './match.js';

/** A profile as evidence about CPU time. */
export interface SampledProfile {
  readonly activity: Activity;
  /** CPU samples it rests on. */
  readonly samples: number;
}

/** Profiles of one block and one mode. */
export interface ProfileGroup {
  readonly base: readonly SampledProfile[];
  readonly head: readonly SampledProfile[];
}

/** The whole program's CPU time. */
export interface SideTotals {
  readonly base: number;
  readonly head: number;
  /** Standard error of their log ratio. */
  readonly logError: number;
}

/** CPU time of one function. Seconds, except where said. */
export interface FunctionTime {
  readonly base: number;
  readonly head: number;
  /** head − base. */
  readonly difference: number;
  readonly standardError: number;
  /** The difference nearest to zero that is left when any one profile is left out; zero when its sign changes. */
  readonly steadyDifference: number;
  /** Standard error of ln(head / base). */
  readonly logError: number;
  readonly samples: { readonly base: number; readonly head: number };
}

/** Interval between CPU samples that Scalene uses unless told otherwise, in seconds. */
export const DEFAULT_SAMPLING_SEC = 0.01;

/** Weight, in degrees of freedom, of the assumption that samples are independent (overdispersion 1). */
const PRIOR_DEGREES = 10;
/** Weight of the measurement's overdispersion in that of one function. */
const FUNCTION_DEGREES = 8;
/** Sample counts can be overstated; overdispersion below this is not believed. */
const LEAST_DISPERSION = 0.5;
/** Two groups that differ by more than this many standard errors widen the error of what they say together. */
const GROUP_DISAGREEMENT = 2;

/** A group's shares as columns: one row per profile, one column per function. */
interface Table {
  readonly samples: readonly number[];
  readonly shares: readonly Float64Array[];
  /** Pooled share of each function. */
  readonly pooled: Float64Array;
  readonly total: number;
}

interface GroupTables {
  readonly base: Table;
  readonly head: Table;
  readonly weight: number;
}

/** CPU time of each function, in the order given; empty groups are left out, and no group at all gives null. */
export function functionTimes(
  functions: readonly MatchedFunction[],
  groups: readonly ProfileGroup[],
  totals: SideTotals,
): FunctionTime[] | null {
  const tables = tabulate(functions, groups);
  if (tables.length === 0) return null;
  const dispersion = dispersions(tables, functions.length);
  return functions.map((_, f) => (wasSampled(f, tables) ? functionTime(f, tables, dispersion[f] ?? 1, totals) : IDLE));
}

/** A function that no sample fell on. */
export const IDLE: FunctionTime = {
  base: 0,
  head: 0,
  difference: 0,
  standardError: 0,
  steadyDifference: 0,
  logError: Infinity,
  samples: { base: 0, head: 0 },
};

function wasSampled(f: number, tables: readonly GroupTables[]): boolean {
  return tables.some(({ base, head }) => (base.pooled[f] ?? 0) > 0 || (head.pooled[f] ?? 0) > 0);
}

function tabulate(functions: readonly MatchedFunction[], groups: readonly ProfileGroup[]): GroupTables[] {
  const keys = {
    base: functions.map(({ base }) => base?.key ?? null),
    head: functions.map(({ head }) => head?.key ?? null),
  };
  const tables = groups
    .filter(({ base, head }) => base.length > 0 && head.length > 0)
    .map((group) => ({ base: table(group.base, keys.base), head: table(group.head, keys.head) }))
    .filter(({ base, head }) => base.total > 0 && head.total > 0);
  const information = tables.map(({ base, head }) => 1 / (1 / base.total + 1 / head.total));
  const all = sum(information);
  return tables.map((pair, i) => ({ ...pair, weight: (information[i] ?? 0) / all }));
}

function table(profiles: readonly SampledProfile[], keys: readonly (string | null)[]): Table {
  const samples = profiles.map((profile) => profile.samples);
  const shares = profiles.map(({ activity }) => {
    const row = new Float64Array(keys.length);
    keys.forEach((key, f) => {
      const entry = key === null ? undefined : activity.get(key);
      if (entry) row[f] = (entry.cpuPythonPercent + entry.cpuNativePercent + entry.cpuSystemPercent) / 100;
    });
    return row;
  });
  const total = sum(samples);
  const pooled = new Float64Array(keys.length);
  for (const [j, row] of shares.entries()) {
    const weight = (samples[j] ?? 0) / total;
    for (let f = 0; f < row.length; f++) pooled[f] = (pooled[f] ?? 0) + weight * (row[f] ?? 0);
  }
  return { samples, shares, pooled, total };
}

/** Observed over binomial variance between profiles of a side: of all functions together, and moderated for each. */
function dispersions(tables: readonly GroupTables[], count: number): Float64Array {
  const observed = new Float64Array(count);
  const expected = new Float64Array(count);
  let degrees = 0;
  for (const side of tables.flatMap(({ base, head }) => [base, head])) {
    degrees += side.samples.length - 1;
    for (let f = 0; f < count; f++) {
      const share = side.pooled[f] ?? 0;
      side.shares.forEach((row, j) => {
        observed[f] = (observed[f] ?? 0) + (side.samples[j] ?? 0) * ((row[f] ?? 0) - share) ** 2;
      });
      expected[f] = (expected[f] ?? 0) + (side.samples.length - 1) * Math.max(share * (1 - share), 1 / side.total);
    }
  }
  const common = Math.max(
    LEAST_DISPERSION,
    (PRIOR_DEGREES + sum([...observed])) / (PRIOR_DEGREES + sum([...expected])),
  );
  return observed.map((seen, f) => {
    const usual = (expected[f] ?? 0) / Math.max(1, degrees);
    const own = (FUNCTION_DEGREES * common + (usual > 0 ? seen / usual : 0)) / (FUNCTION_DEGREES + degrees);
    return Math.max(common, own);
  });
}

function functionTime(f: number, tables: readonly GroupTables[], dispersion: number, totals: SideTotals): FunctionTime {
  let base = 0;
  let head = 0;
  let baseVariance = 0;
  let headVariance = 0;
  for (const { base: b, head: h, weight } of tables) {
    base += weight * (b.pooled[f] ?? 0);
    head += weight * (h.pooled[f] ?? 0);
    baseVariance += weight ** 2 * shareVariance(b, f, dispersion);
    headVariance += weight ** 2 * shareVariance(h, f, dispersion);
  }
  const difference = totals.head * head - totals.base * base;
  const variance =
    (totals.head ** 2 * headVariance + totals.base ** 2 * baseVariance) *
      groupInflation(f, tables, dispersion, totals) +
    (Math.sqrt(base * totals.base * head * totals.head) * totals.logError) ** 2;
  const logVariance =
    base > 0 && head > 0 ? baseVariance / base ** 2 + headVariance / head ** 2 + totals.logError ** 2 : Infinity;
  return {
    base: totals.base * base,
    head: totals.head * head,
    difference,
    standardError: Math.sqrt(variance),
    steadyDifference: steadyDifference(f, tables, totals, difference),
    logError: Math.sqrt(logVariance),
    samples: {
      base: sum(tables.map(({ base: side }) => (side.pooled[f] ?? 0) * side.total)),
      head: sum(tables.map(({ head: side }) => (side.pooled[f] ?? 0) * side.total)),
    },
  };
}

/** Binomial variance of a pooled share, with one sample added either way so that it is never zero. */
function shareVariance({ pooled, total }: Table, f: number, dispersion: number): number {
  const share = (total * (pooled[f] ?? 0) + 1) / (total + 2);
  return (dispersion * share * (1 - share)) / total;
}

/** At least 1: how much more the groups differ about this function than their errors allow (squared, per Birge). */
function groupInflation(f: number, tables: readonly GroupTables[], dispersion: number, totals: SideTotals): number {
  if (tables.length < 2) return 1;
  const parts = tables.map(({ base, head }) => ({
    difference: totals.head * (head.pooled[f] ?? 0) - totals.base * (base.pooled[f] ?? 0),
    variance:
      totals.head ** 2 * shareVariance(head, f, dispersion) + totals.base ** 2 * shareVariance(base, f, dispersion),
  }));
  const precision = sum(parts.map(({ variance }) => 1 / variance));
  const centre = sum(parts.map(({ difference, variance }) => difference / variance)) / precision;
  const q = sum(parts.map(({ difference, variance }) => (difference - centre) ** 2 / variance));
  return Math.max(1, q / (parts.length - 1) / GROUP_DISAGREEMENT ** 2);
}

function steadyDifference(f: number, tables: readonly GroupTables[], totals: SideTotals, difference: number): number {
  const sign = Math.sign(difference);
  let least = Math.abs(difference);
  for (const { base, head, weight } of tables) {
    for (const [side, factor] of [
      [base, -totals.base],
      [head, totals.head],
    ] as const) {
      if (side.samples.length < 2) continue;
      side.samples.forEach((samples, j) => {
        const rest = side.total - samples;
        if (rest <= 0) return;
        const pooled = side.pooled[f] ?? 0;
        const left = (side.total * pooled - samples * (side.shares[j]?.[f] ?? 0)) / rest;
        least = Math.min(least, sign * (difference + factor * weight * (left - pooled)));
      });
    }
  }
  return sign * Math.max(0, least);
}

/** CPU samples of a profile: counted in its stacks, else worked out from the run's CPU time or its elapsed seconds. */
export function sampleCount(profile: Profile, cpuSec: number | null, samplingSec: number | null): number {
  if (profile.samples !== null && profile.samples > 0) return profile.samples;
  const seconds = cpuSec !== null && cpuSec > 0 ? cpuSec : profile.elapsedSec;
  return Math.max(1, seconds / (samplingSec !== null && samplingSec > 0 ? samplingSec : DEFAULT_SAMPLING_SEC));
}
