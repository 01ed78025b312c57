/**
 * Several profiles of one side as one: shares of samples become seconds, memory becomes a mean over the runs.
 * Matching the sides with each other is left to `functions.ts`, `sources.ts` and `flame.ts`.
 */
import type { Profile, ProfileFile, ProfileFunction, ProfileLine } from '../../profile/model.js';
import type { Side } from '../stacks.js';
import type { FunctionMetric, LeakData } from './data.js';
import { FUNCTION_METRICS } from './data.js';

export interface PooledLine {
  pythonSec: number;
  nativeSec: number;
  systemSec: number;
  peakMb: number;
  allocatedMb: number;
}

export interface PooledFunction {
  readonly name: string;
  readonly line: number;
  /** One per entry of `FUNCTION_METRICS`. */
  readonly values: readonly number[];
}

export interface PooledFile {
  readonly path: string;
  readonly sources: readonly string[];
  /** By line number. */
  readonly lines: ReadonlyMap<number, PooledLine>;
  readonly functions: readonly PooledFunction[];
  readonly leaks: readonly LeakData[];
}

/**
 * How much each profile counts, the weights adding up to 1: by its samples where all profiles count them, else alike. A profile with more
 * samples knows more.
 */
export function weightsOf(profiles: readonly Profile[]): number[] {
  const samples = profiles.map((profile) => profile.samples ?? 0);
  const total = samples.reduce((sum, count) => sum + count, 0);
  if (samples.some((count) => count === 0)) return profiles.map(() => 1 / profiles.length);
  return samples.map((count) => count / total);
}

/** Every file that any of the side's profiles has. */
export function poolFiles({ profiles, seconds }: Side): Map<string, PooledFile> {
  const weights = weightsOf(profiles);
  const parts = new Map<string, Part[]>();
  profiles.forEach((profile, index) => {
    const cpu = ((weights[index] ?? 0) * seconds) / 100;
    for (const file of profile.files) {
      const list = parts.get(file.path) ?? [];
      list.push({ file, cpu, memory: 1 / memoryRuns(profiles) });
      parts.set(file.path, list);
    }
  });
  return new Map([...parts].map(([path, list]) => [path, poolFile(path, list)]));
}

/** A file of one profile, with what its CPU percents (seconds per percent) and its memory (one run's part of the mean) are multiplied with. */
interface Part {
  readonly file: ProfileFile;
  readonly cpu: number;
  readonly memory: number;
}

/** Runs that profiled memory: the others say nothing about it and must not lower the mean. */
function memoryRuns(profiles: readonly Profile[]): number {
  return Math.max(1, profiles.filter((profile) => profile.hasMemory).length);
}

function poolFile(path: string, parts: readonly Part[]): PooledFile {
  const lines = new Map<number, PooledLine>();
  const functions = new Map<string, { name: string; line: number; values: number[] }>();
  for (const part of parts) {
    for (const line of part.file.lines) addLine(lines, line, part);
    for (const one of part.file.functions) addFunction(functions, one, part);
  }
  const longest = parts.reduce(
    (best, { file }) => (file.sources.length > best.length ? file.sources : best),
    [] as readonly string[],
  );
  return { path, sources: longest, lines, functions: [...functions.values()], leaks: poolLeaks(parts) };
}

function addLine(lines: Map<number, PooledLine>, line: ProfileLine, { cpu, memory }: Part): void {
  const sum = lines.get(line.line) ?? { pythonSec: 0, nativeSec: 0, systemSec: 0, peakMb: 0, allocatedMb: 0 };
  sum.pythonSec += line.cpuPythonPercent * cpu;
  sum.nativeSec += line.cpuNativePercent * cpu;
  sum.systemSec += line.cpuSystemPercent * cpu;
  sum.peakMb += line.peakMb * memory;
  sum.allocatedMb += line.allocatedMb * memory;
  lines.set(line.line, sum);
}

/** Two functions of one name in one file are told apart by their line. */
function functionKey({ name, line }: { readonly name: string; readonly line: number }): string {
  return `${line}\0${name}`;
}

function addFunction(
  functions: Map<string, { name: string; line: number; values: number[] }>,
  one: ProfileFunction,
  part: Part,
): void {
  const key = functionKey(one);
  const sum = functions.get(key) ?? { name: one.name, line: one.line, values: FUNCTION_METRICS.map(() => 0) };
  FUNCTION_METRICS.forEach((metric, index) => {
    sum.values[index] = (sum.values[index] ?? 0) + functionValue(metric, one, part);
  });
  functions.set(key, sum);
}

function functionValue(metric: FunctionMetric, one: ProfileFunction, { cpu, memory }: Part): number {
  switch (metric) {
    case 'cpu-time':
      return (one.cpuPythonPercent + one.cpuNativePercent + one.cpuSystemPercent) * cpu;
    case 'peak-memory':
      return one.peakMb * memory;
    case 'allocated':
      return one.allocatedMb * memory;
    case 'gpu-time':
      return one.gpuPercent * cpu;
    case 'gpu-memory':
      return one.gpuPeakMb * memory;
  }
}

/** A line's leak as the likeliest of the runs shows it. */
function poolLeaks(parts: readonly Part[]): LeakData[] {
  const leaks = new Map<number, LeakData>();
  for (const { file } of parts) {
    for (const leak of file.leaks) {
      const known = leaks.get(leak.line);
      if (known === undefined || known.likelihood < leak.likelihood) {
        leaks.set(leak.line, { line: leak.line, likelihood: leak.likelihood, velocityMbPerSec: leak.velocityMbPerSec });
      }
    }
  }
  return [...leaks.values()].sort((a, b) => a.line - b.line);
}
