/**
 * The places of a profile, lines or functions, with all their numbers in one form that every view can rank.
 * Which of them matter is left to the views.
 */
import * as z from 'zod';
import { functionAt, MODULE_LEVEL } from '../profile/functions.js';
import type { Profile, ProfileFile, ProfileFunction, ProfileLine } from '../profile/model.js';

const amount = z.number().min(0);

/** The numbers of a place. Seconds are wall time with the profiler's overhead: the share of samples × the elapsed time. */
export const SpotNumbersSchema = z.object({
  cpuPercent: amount.describe('Share of all CPU samples, Python, native and system together'),
  cpuPythonPercent: amount,
  cpuNativePercent: amount,
  cpuSystemPercent: amount.describe('Mostly waiting'),
  sec: amount.describe('Share of samples × elapsed time: wall seconds, profiler overhead included'),
  memoryPercent: amount.describe('The larger of its share of all allocation and of its peak in the largest footprint'),
  allocatedMb: amount,
  peakMb: amount,
  allocationMbPerSec: amount.describe('Allocation velocity: allocated memory ÷ elapsed time'),
  gpuPercent: amount.describe('Share of the GPU work that ran while this place did'),
  gpuSec: amount,
  gpuPeakMb: amount,
  copyPercent: amount.describe('Share of all copying'),
  copyMbPerSec: amount,
});
export type SpotNumbers = z.infer<typeof SpotNumbersSchema>;

export const SpotSchema = z.object({
  file: z.string(),
  function: z.string().describe('Qualified name; <module> outside functions'),
  line: z.int().min(1),
  endLine: z.int().min(0),
  ...SpotNumbersSchema.shape,
});
export type Spot = z.infer<typeof SpotSchema>;

/** A line of source with its number. */
export const SourceLineSchema = z.object({ line: z.int().min(1), text: z.string() });
export type SourceLine = z.infer<typeof SourceLineSchema>;

/** What a place is ranked by. */
export const METRICS = ['cpu', 'memory', 'gpu', 'copy'] as const;
export type SpotMetric = (typeof METRICS)[number];

/** A place's share of the whole program in one metric, in percent. */
export function percentOf(spot: SpotNumbers, metric: SpotMetric): number {
  switch (metric) {
    case 'cpu':
      return spot.cpuPercent;
    case 'memory':
      return spot.memoryPercent;
    case 'gpu':
      return spot.gpuPercent;
    case 'copy':
      return spot.copyPercent;
  }
}

/** Why a metric cannot be shown; undefined when it can. */
export function whyUnavailable(profile: Profile, metric: SpotMetric): string | undefined {
  switch (metric) {
    case 'cpu':
      return undefined;
    case 'memory':
    case 'copy':
      return profile.hasMemory ? undefined : 'Memory was not profiled, only CPU time: profile again with memory.';
    case 'gpu':
      return profile.hasGpu
        ? undefined
        : 'No GPU was profiled: profile again on a machine that has one, with GPU profiling on.';
  }
}

/** Largest first; places of equal share in the order of the source. */
export function ranked<S extends Spot>(spots: readonly S[], metric: SpotMetric): S[] {
  return [...spots].sort(
    (a, b) =>
      percentOf(b, metric) - percentOf(a, metric) ||
      b.peakMb - a.peakMb ||
      compareText(a.file, b.file) ||
      a.line - b.line,
  );
}

/** Every line with any activity. */
export function lineSpots(profile: Profile): Spot[] {
  const numbers = numbersFor(profile);
  return profile.files.flatMap((file) =>
    file.lines.map((line) => ({
      file: file.path,
      function: functionAt(file.functions, line.line)?.name ?? MODULE_LEVEL,
      line: line.line,
      endLine: line.line,
      ...numbers(line, gpuShare(line)),
    })),
  );
}

/** Every function with any activity. */
export function functionSpots(profile: Profile): Spot[] {
  const numbers = numbersFor(profile);
  return profile.files.flatMap((file) =>
    file.functions.filter(isActive).map((entry) => ({
      file: file.path,
      function: entry.name,
      line: entry.line,
      endLine: entry.endLine,
      ...numbers(entry, entry.gpuPercent),
    })),
  );
}

/** The lines of a file that belong to a function itself, not to functions inside it. */
export function ownLines(file: ProfileFile, { function: name, line }: Pick<Spot, 'function' | 'line'>): ProfileLine[] {
  return file.lines.filter((candidate) => {
    const owner = functionAt(file.functions, candidate.line);
    return owner === undefined ? name === MODULE_LEVEL : owner.name === name && owner.line === line;
  });
}

/** The text of some lines of a file; numbers outside the file are left out. */
export function sourceOf(file: ProfileFile | undefined, numbers: readonly number[]): SourceLine[] {
  return numbers.flatMap((line) => {
    const text = file?.sources[line - 1];
    return text === undefined ? [] : [{ line, text }];
  });
}

/** CPU share of a line or function. */
export function cpuPercentOf(
  part: Pick<ProfileLine, 'cpuPythonPercent' | 'cpuNativePercent' | 'cpuSystemPercent'>,
): number {
  return part.cpuPythonPercent + part.cpuNativePercent + part.cpuSystemPercent;
}

/** What a part of a whole is, in percent; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}

/** Share of the run in which the GPU was busy while a line ran. */
export function gpuShare(line: ProfileLine): number {
  return (line.gpuPercent * cpuPercentOf(line)) / 100;
}

export function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

type Part = ProfileLine | ProfileFunction;

function numbersFor(profile: Profile): (part: Part, gpuBusyPercent: number) => SpotNumbers {
  const lines = profile.files.flatMap((file) => file.lines);
  const allGpu = sumOf(lines, gpuShare);
  const allCopies = sumOf(lines, (line) => line.copyMbPerSec);
  const { elapsedSec, maxFootprintMb } = profile;
  return (part, gpuBusyPercent) => {
    const cpuPercent = cpuPercentOf(part);
    return {
      cpuPercent,
      cpuPythonPercent: part.cpuPythonPercent,
      cpuNativePercent: part.cpuNativePercent,
      cpuSystemPercent: part.cpuSystemPercent,
      sec: (cpuPercent / 100) * elapsedSec,
      memoryPercent: Math.max(part.usagePercent, Math.min(100, share(part.peakMb, maxFootprintMb))),
      allocatedMb: part.allocatedMb,
      peakMb: part.peakMb,
      allocationMbPerSec: elapsedSec > 0 ? part.allocatedMb / elapsedSec : 0,
      gpuPercent: share(gpuBusyPercent, allGpu),
      gpuSec: (gpuBusyPercent / 100) * elapsedSec,
      gpuPeakMb: part.gpuPeakMb,
      copyPercent: share(part.copyMbPerSec, allCopies),
      copyMbPerSec: part.copyMbPerSec,
    };
  };
}

function isActive(entry: ProfileFunction): boolean {
  return (
    cpuPercentOf(entry) + entry.allocatedMb + entry.peakMb + entry.mallocs + entry.gpuPeakMb + entry.copyMbPerSec > 0
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
