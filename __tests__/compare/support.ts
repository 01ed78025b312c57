/**
 * Measurements for tests: programs of a few functions, with timing runs and profiles as a recorder would have seen them.
 * Sources are real Python and functions are rebuilt by the real parser, so only the numbers are made up.
 */
import { METRICS, METRIC_IDS } from '../../src/model/metrics.js';
import type { Measurement, ProfileRun, Run, Side, TimingRun } from '../../src/model/measurement.js';
import type { CompareSettings, LoadedMeasurement } from '../../src/compare/input.js';
import { findFunctions } from '../../src/profile/functions.js';
import type { Profile, ProfileFile, ProfileFunction, ProfileLine, ProfileStack } from '../../src/profile/model.js';

export function settings(changes: Partial<CompareSettings> = {}): CompareSettings {
  const limits = Object.fromEntries(
    METRIC_IDS.map((id) => [id, { tolerance: METRICS[id].tolerance, floor: METRICS[id].floor }]),
  ) as CompareSettings['limits'];
  return {
    limits,
    functionLimits: [],
    failOn: ['cpu-time', 'peak-memory'],
    failOnInconclusive: false,
    minPairs: 3,
    maxPairs: 10,
    only: [],
    exclude: [],
    ...changes,
  };
}

/** What one line of a file did: seconds of CPU and MiB allocated, in one run. */
export interface LineWork {
  readonly sec?: number;
  readonly mb?: number;
}

/** One source file: text, and work by the text of the line (first match). */
export interface FileWork {
  readonly path: string;
  readonly source: string;
  readonly work: { readonly [lineText: string]: LineWork };
}

const NOTHING: Omit<ProfileLine, 'line' | 'source'> = {
  cpuPythonPercent: 0,
  cpuNativePercent: 0,
  cpuSystemPercent: 0,
  gpuPercent: 0,
  gpuPeakMb: 0,
  allocatedMb: 0,
  peakMb: 0,
  averageMb: 0,
  pythonAllocationFraction: 0,
  usagePercent: 0,
  copyMbPerSec: 0,
  mallocs: 0,
  coreUtilization: 0,
};

export interface ProfileOptions {
  readonly footprintMb?: number;
  readonly samples?: number;
  /** Added to every share, to make profiles differ: percent by profile number. */
  readonly wobble?: (line: number) => number;
  readonly stacks?: readonly ProfileStack[];
  readonly changes?: Partial<Profile>;
}

/** A profile with memory of a program made of these files. */
export function profile(files: readonly FileWork[], options: ProfileOptions = {}): Profile {
  const total = files.flatMap(({ work }) => Object.values(work)).reduce((all, { sec = 0 }) => all + sec, 0);
  const built = files.map((file) => profileFile(file, total, options));
  const allocatedMb = built.flatMap(({ lines }) => lines).reduce((all, line) => all + line.allocatedMb, 0);
  return {
    format: '2.3+',
    elapsedSec: 2 * total,
    maxFootprintMb: options.footprintMb ?? allocatedMb,
    hasMemory: true,
    hasGpu: false,
    gpuDevice: '',
    allocatedMb,
    samples: options.samples ?? 1000,
    program: 'main.py',
    args: [],
    decorated: false,
    files: built,
    stacks: options.stacks ?? [],
    memoryOverTime: [],
    ...options.changes,
  };
}

function profileFile({ path, source, work }: FileWork, total: number, { wobble }: ProfileOptions): ProfileFile {
  const sources = source.split('\n');
  const lines = Object.entries(work).map(([text, { sec = 0, mb = 0 }]): ProfileLine => {
    const line = sources.findIndex((candidate) => candidate.includes(text)) + 1;
    if (line === 0) throw new Error(`no line with ${text}`);
    const share = total > 0 ? Math.max(0, (100 * sec) / total + (wobble?.(line) ?? 0)) : 0;
    return { ...NOTHING, line, source: sources[line - 1] ?? '', cpuPythonPercent: share, allocatedMb: mb, peakMb: mb };
  });
  lines.sort((a, b) => a.line - b.line);
  return {
    path,
    cpuPercent: lines.reduce((all, line) => all + line.cpuPythonPercent, 0),
    lines,
    functions: functionsOf(sources, lines),
    leaks: [],
    sources,
    imports: [],
  };
}

function functionsOf(sources: readonly string[], lines: readonly ProfileLine[]): ProfileFunction[] {
  const found = findFunctions(sources);
  const places = [...found, { name: '<module>', line: 1, endLine: sources.length }];
  const ownerOf = (line: number): number => {
    const inside = found
      .map((entry, i) => ({ ...entry, i }))
      .filter((entry) => entry.line <= line && line <= entry.endLine);
    return inside.at(-1)?.i ?? found.length;
  };
  return places.map(({ name, line, endLine }, i) => {
    const own = lines.filter((entry) => ownerOf(entry.line) === i);
    const total = (key: keyof typeof NOTHING): number => own.reduce((all, entry) => all + entry[key], 0);
    return {
      name,
      line,
      endLine,
      cpuPythonPercent: total('cpuPythonPercent'),
      cpuNativePercent: 0,
      cpuSystemPercent: 0,
      gpuPercent: 0,
      gpuPeakMb: 0,
      allocatedMb: total('allocatedMb'),
      peakMb: own.reduce((most, entry) => Math.max(most, entry.peakMb), 0),
      averageMb: 0,
      copyMbPerSec: 0,
      mallocs: 0,
      usagePercent: 0,
    };
  });
}

/** Timing runs of one pair: seconds of CPU of each side; base first in even pairs. */
export function timing(pair: number, base: number, head: number, changes: Partial<TimingRun> = {}): TimingRun[] {
  const run = (side: Side, sec: number, order: number): TimingRun => ({
    kind: 'timing',
    side,
    pair,
    order,
    outcome: 'ok',
    exitCode: 0,
    wallSec: sec * 1.02,
    userSec: sec * 0.95,
    sysSec: sec * 0.05,
    peakRssMb: 100,
    ...changes,
  });
  return pair % 2 === 0 ? [run('base', base, 0), run('head', head, 1)] : [run('head', head, 0), run('base', base, 1)];
}

export interface Recording {
  /** CPU seconds of each pair. */
  readonly times?: readonly (readonly [base: number, head: number])[];
  /** Profiles with memory of each pair. */
  readonly profiles?: readonly (readonly [base: Profile, head: Profile])[];
  readonly diff?: string;
  readonly changes?: Partial<Measurement>;
}

export function recording({ times = [], profiles = [], diff, changes = {} }: Recording): LoadedMeasurement {
  const held = new Map<string, Profile>();
  const profileRun = (side: Side, pair: number, entry: Profile): ProfileRun => {
    const path = `profiles/${side}-${pair}.json.gz`;
    held.set(path, entry);
    const mode = entry.hasMemory ? 'full' : 'cpu';
    return {
      kind: 'profile',
      side,
      pair,
      order: 0,
      outcome: 'ok',
      mode,
      profile: path,
      userSec: 1,
      sysSec: 0.1,
      wallSec: 2,
    };
  };
  const runs: Run[] = [
    ...times.flatMap(([base, head], pair) => timing(pair, base, head)),
    ...profiles.flatMap(([base, head], pair) => [profileRun('base', pair, base), profileRun('head', pair, head)]),
  ];
  return {
    measurement: {
      schemaVersion: 1,
      program: { script: 'main.py', args: [] },
      environment: { os: 'linux', python: '3.11.7', scalene: '2.4.0', cpuCount: 2 },
      sides: { base: { commit: 'a'.repeat(40), root: '/repo' }, head: { commit: 'b'.repeat(40), root: '/repo' } },
      runs,
      ...changes,
    },
    profiles: held,
    ...(diff !== undefined && { diff }),
  };
}

/** Small noise that repeats from test to test: the nth of a fixed list of factors around 1. */
export function jitter(n: number, size = 0.01): number {
  const steps = [0.4, -0.7, 0.1, 0.9, -0.3, -1.1, 0.6, -0.2, 1.2, -0.5, 0.3];
  return 1 + size * (steps[n % steps.length] ?? 0);
}

/** Pairs of equal noise and a given ratio. */
export function times(pairs: number, base: number, ratio: number, noise = 0.01): [number, number][] {
  return Array.from({ length: pairs }, (_, i) => [base * jitter(i, noise), base * ratio * jitter(i + 4, noise)]);
}

export function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
