/**
 * Reads one file of Scalene's document: its lines, its source, its leaks, and the functions rebuilt from them.
 * Stacks and whole-program numbers are left to `stacks.ts` and `parse.ts`.
 */
import { InputError } from '../model/errors.js';
import { functionsIn, type Boundary, type SourceFunction } from './functions.js';
import type { ProfileFile, ProfileLeak, ProfileLine } from './model.js';
import {
  amount,
  isRecord,
  lineNumber,
  list,
  optionalAmount,
  place,
  record,
  refuse,
  text,
  type Json,
  type Place,
} from './read.js';
import { sumFunctions } from './sums.js';

/** What of the document decides how its files are read. */
export interface ReadingMode {
  readonly hasMemory: boolean;
  readonly hasGpu: boolean;
}

/** How many lines without an entry are filled in, over a whole document: a file with more has lost its source. */
export class MissingLines {
  private left = 5_000_000;

  /** Accounts for the lines between the last entry and this one. Throws InputError when there are too many of them. */
  take(line: number, last: number, where: Place): void {
    this.left -= Math.max(0, line - last - 1);
    if (this.left < 0) refuse(where, line, 'the number of one of the lines');
  }
}

/** A file and what else its text tells. */
export interface ReadFile {
  readonly file: ProfileFile;
  readonly sourceFunctions: readonly SourceFunction[];
}

/**
 * @param path the repository path it gets
 * @throws InputError naming the place of a value that is not what it must be
 */
export function readFile(
  value: unknown,
  path: string,
  mode: ReadingMode,
  missing: MissingLines,
  where: Place,
): ReadFile {
  const owner = record(value, where);
  const { lines, sources, boundaries } = readLines(
    list(owner['lines'], place(where, 'lines')),
    mode,
    missing,
    place(where, 'lines'),
  );
  const functions = functionsIn(sources, boundaries);
  const file = {
    path,
    cpuPercent: amount(owner['percent_cpu_time'], where, 'percent_cpu_time'),
    lines,
    functions: sumFunctions(lines, functions, sources.length),
    leaks: readLeaks(owner['leaks'], place(where, 'leaks')),
    sources,
    imports: Array.isArray(owner['imports']) ? owner['imports'].filter((entry) => typeof entry === 'string') : [],
  };
  return { file, sourceFunctions: functions };
}

interface ReadLines {
  readonly lines: ProfileLine[];
  readonly sources: string[];
  readonly boundaries: Boundary[];
}

function readLines(entries: readonly unknown[], mode: ReadingMode, missing: MissingLines, where: Place): ReadLines {
  const lines: ProfileLine[] = [];
  const sources: string[] = [];
  const ends = new Map<number, number>();
  const gaps = new Set<number>();
  let inOrder = true;
  const here = place(where, 0);
  for (let index = 0; index < entries.length; index++) {
    here.step = index;
    const entry = record(entries[index], here);
    const number = lineNumber(entry['lineno'], here, 'lineno');
    const source = unescaped(text(entry['line'], here, 'line'));
    if (number !== sources.length + 1) makeRoom(number, sources, gaps, missing, here);
    sources[number - 1] = source;
    const line = readLine(entry, number, source, mode, here);
    if (line !== null) lines.push(line);
    addBoundary(entry, ends);
    inOrder &&= number === sources.length;
  }
  if (!inOrder) lines.sort((a, b) => a.line - b.line);
  return { lines, sources, boundaries: boundariesOf(ends, sources.length) };
}

/** A reduced profile may leave lines out: they stay empty, unless they come later. */
function makeRoom(line: number, sources: string[], gaps: Set<number>, missing: MissingLines, where: Place): void {
  if (line <= sources.length && !gaps.delete(line)) throw repeated(line, where);
  missing.take(line, sources.length, place(where, 'lineno'));
  while (sources.length < line - 1) gaps.add(sources.push(''));
}

function repeated(line: number, { parent, step }: Place): InputError {
  const where = parent === null ? String(step) : `${String(parent.step)}[${String(step)}]`;
  return new InputError(
    `The profile is damaged, because \`${where}\` is a second entry for line ${String(line)}: profile again.`,
  );
}

/** One line; null when nothing happened there. Every number is checked all the same. */
function readLine(entry: Json, line: number, source: string, mode: ReadingMode, where: Place): ProfileLine | null {
  const memory = mode.hasMemory ? amount : optionalAmount;
  const gpu = mode.hasGpu ? amount : optionalAmount;
  const cpuPythonPercent = amount(entry['n_cpu_percent_python'], where, 'n_cpu_percent_python');
  const cpuNativePercent = amount(entry['n_cpu_percent_c'], where, 'n_cpu_percent_c');
  const cpuSystemPercent = amount(entry['n_sys_percent'], where, 'n_sys_percent');
  const gpuPercent = gpu(entry['n_gpu_percent'], where, 'n_gpu_percent');
  const gpuPeakMb = gpu(entry['n_gpu_peak_memory_mb'], where, 'n_gpu_peak_memory_mb');
  const allocatedMb = memory(entry['n_malloc_mb'], where, 'n_malloc_mb');
  const peakMb = memory(entry['n_peak_mb'], where, 'n_peak_mb');
  const averageMb = memory(entry['n_avg_mb'], where, 'n_avg_mb');
  const pythonAllocationFraction = optionalAmount(entry['n_python_fraction'], where, 'n_python_fraction');
  const usagePercent = 100 * memory(entry['n_usage_fraction'], where, 'n_usage_fraction');
  const copyMbPerSec = optionalAmount(entry['n_copy_mb_s'], where, 'n_copy_mb_s');
  const mallocs = memory(entry['n_mallocs'], where, 'n_mallocs');
  const coreUtilization = optionalAmount(entry['n_core_utilization'], where, 'n_core_utilization');
  const cpu = cpuPythonPercent + cpuNativePercent + cpuSystemPercent;
  if (cpu + allocatedMb + peakMb + mallocs + gpuPercent + gpuPeakMb + copyMbPerSec === 0) return null;
  return {
    line,
    source,
    cpuPythonPercent,
    cpuNativePercent,
    cpuSystemPercent,
    gpuPercent,
    gpuPeakMb,
    allocatedMb,
    peakMb,
    averageMb,
    pythonAllocationFraction,
    usagePercent,
    copyMbPerSec,
    mallocs,
    coreUtilization,
  };
}

/** Remembers the block around a line, as versions from 2.1 on write it; 0 stands for module level. */
function addBoundary(entry: Json, ends: Map<number, number>): void {
  const start = entry['start_function_line'];
  const end = entry['end_function_line'];
  if (typeof start === 'number' && typeof end === 'number' && start !== 0 && ends.get(start) !== end) {
    ends.set(start, end);
  }
}

/** None at all when one of them lies outside the file: then the text alone must tell. */
function boundariesOf(ends: ReadonlyMap<number, number>, lastLine: number): Boundary[] {
  const boundaries = [...ends].map(([start, end]) => ({ start, end }));
  const sound = boundaries.every(
    ({ start, end }) =>
      Number.isInteger(start) && Number.isInteger(end) && 1 <= start && start <= end && end <= lastLine,
  );
  return sound ? boundaries : [];
}

/**
 * The source text of a line. Scalene writes `&`, `<` and `>` as six characters each and keeps the line's end. A program
 * whose own source has these six characters reads as if it had the character: the two cannot be told apart.
 */
function unescaped(line: string): string {
  const text = line.endsWith('\n') ? line.slice(0, line.endsWith('\r\n') ? -2 : -1) : line;
  if (!text.includes('\\u00')) return text;
  return text.replaceAll('\\u0026', '&').replaceAll('\\u003c', '<').replaceAll('\\u003e', '>');
}

function readLeaks(value: unknown, where: Place): ProfileLeak[] {
  if (value === undefined) return [];
  return Object.entries(record(value, where)).map(([key, entry]) => {
    const here = place(where, key);
    const leak = record(entry, here);
    const likelihood = amount(leak['likelihood'], here, 'likelihood');
    if (likelihood > 1) refuse(place(here, 'likelihood'), likelihood, 'a number from 0 to 1');
    const velocityMbPerSec = amount(leak['velocity_mb_s'], here, 'velocity_mb_s');
    return { line: lineNumber(/^\d+$/.test(key) ? Number(key) : key, where, key), likelihood, velocityMbPerSec };
  });
}

/** The first line's entry of a document: its keys tell the family of formats. */
export function firstLine(files: Json): Json {
  for (const file of Object.values(files)) {
    const lines = isRecord(file) ? file['lines'] : undefined;
    const first: unknown = Array.isArray(lines) ? lines[0] : undefined;
    if (isRecord(first)) return first;
  }
  return {};
}
