/**
 * Reads one file of Scalene's document: its lines, its source, its leaks, and the functions rebuilt from them.
 * Stacks and whole-program numbers are left to `stacks.ts` and `parse.ts`.
 */
import { InputError } from '../model/errors.js';
import { functionTable, MODULE_LEVEL, type Boundary, type FunctionTable } from './functions.js';
import type { ProfileFile, ProfileFunction, ProfileLeak, ProfileLine } from './model.js';
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
  readonly table: FunctionTable;
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
  const table = functionTable(sources, boundaries);
  const file = {
    path,
    cpuPercent: amount(owner, 'percent_cpu_time', where),
    lines,
    functions: sumFunctions(lines, table, sources.length),
    leaks: readLeaks(owner['leaks'], place(where, 'leaks')),
    sources,
    imports: Array.isArray(owner['imports']) ? owner['imports'].filter((entry) => typeof entry === 'string') : [],
  };
  return { file, table };
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
  const seen = new Set<number>();
  entries.forEach((value, index) => {
    const here = place(where, index);
    const entry = record(value, here);
    const number = lineNumber(entry['lineno'], place(here, 'lineno'));
    if (seen.has(number)) throw repeated(number, here);
    seen.add(number);
    const source = unescaped(text(entry['line'], place(here, 'line')));
    missing.take(number, sources.length, place(here, 'lineno'));
    while (sources.length < number - 1) sources.push('');
    sources[number - 1] = source;
    const line = readLine(entry, number, source, mode, here);
    if (isActive(line)) lines.push(line);
    addBoundary(entry, ends);
  });
  lines.sort((a, b) => a.line - b.line);
  return { lines, sources, boundaries: [...ends].map(([start, end]) => ({ start, end })) };
}

function repeated(line: number, { parent, step }: Place): InputError {
  const where = parent === null ? String(step) : `${String(parent.step)}[${String(step)}]`;
  return new InputError(
    `The profile is damaged, because \`${where}\` is a second entry for line ${String(line)}: profile again.`,
  );
}

function readLine(entry: Json, line: number, source: string, mode: ReadingMode, where: Place): ProfileLine {
  const memory = mode.hasMemory ? amount : optionalAmount;
  const gpu = mode.hasGpu ? amount : optionalAmount;
  return {
    line,
    source,
    cpuPythonPercent: amount(entry, 'n_cpu_percent_python', where),
    cpuNativePercent: amount(entry, 'n_cpu_percent_c', where),
    cpuSystemPercent: amount(entry, 'n_sys_percent', where),
    gpuPercent: gpu(entry, 'n_gpu_percent', where),
    gpuPeakMb: gpu(entry, 'n_gpu_peak_memory_mb', where),
    allocatedMb: memory(entry, 'n_malloc_mb', where),
    peakMb: memory(entry, 'n_peak_mb', where),
    averageMb: memory(entry, 'n_avg_mb', where),
    pythonAllocationFraction: optionalAmount(entry, 'n_python_fraction', where),
    usagePercent: 100 * memory(entry, 'n_usage_fraction', where),
    copyMbPerSec: optionalAmount(entry, 'n_copy_mb_s', where),
    mallocs: memory(entry, 'n_mallocs', where),
    coreUtilization: optionalAmount(entry, 'n_core_utilization', where),
  };
}

function isActive(line: ProfileLine): boolean {
  return (
    line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent > 0 ||
    line.allocatedMb + line.peakMb + line.mallocs > 0 ||
    line.gpuPercent + line.gpuPeakMb + line.copyMbPerSec > 0
  );
}

/** Remembers the block around a line, as versions from 2.1 on write it; 0 stands for module level. */
function addBoundary(entry: Json, ends: Map<number, number>): void {
  const start = entry['start_function_line'];
  const end = entry['end_function_line'];
  if (typeof start === 'number' && typeof end === 'number' && start > 0) ends.set(start, end);
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
    const likelihood = amount(leak, 'likelihood', here);
    if (likelihood > 1) refuse(place(here, 'likelihood'), likelihood, 'a number from 0 to 1');
    const velocityMbPerSec = amount(leak, 'velocity_mb_s', here);
    return { line: lineNumber(/^\d+$/.test(key) ? Number(key) : key, here), likelihood, velocityMbPerSec };
  });
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The functions of a file with the sums over their own lines; `<module>`, last, collects the lines of none. */
function sumFunctions(
  lines: readonly ProfileLine[],
  { functions, owners }: FunctionTable,
  lastLine: number,
): ProfileFunction[] {
  const sums = functions.map(({ name, line, endLine }) => idle(name, line, endLine));
  const rest = idle(MODULE_LEVEL, 1, lastLine);
  for (const line of lines) add(sums[owners[line.line - 1] ?? -1] ?? rest, line);
  return lastLine === 0 ? sums : [...sums, rest];
}

function idle(name: string, line: number, endLine: number): Mutable<ProfileFunction> {
  return {
    name,
    line,
    endLine,
    cpuPythonPercent: 0,
    cpuNativePercent: 0,
    cpuSystemPercent: 0,
    gpuPercent: 0,
    gpuPeakMb: 0,
    allocatedMb: 0,
    peakMb: 0,
    averageMb: 0,
    copyMbPerSec: 0,
    mallocs: 0,
    usagePercent: 0,
  };
}

function add(sum: Mutable<ProfileFunction>, line: ProfileLine): void {
  const cpuPercent = line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent;
  sum.cpuPythonPercent += line.cpuPythonPercent;
  sum.cpuNativePercent += line.cpuNativePercent;
  sum.cpuSystemPercent += line.cpuSystemPercent;
  sum.gpuPercent += (line.gpuPercent * cpuPercent) / 100;
  sum.gpuPeakMb = Math.max(sum.gpuPeakMb, line.gpuPeakMb);
  sum.allocatedMb += line.allocatedMb;
  sum.peakMb = Math.max(sum.peakMb, line.peakMb);
  sum.averageMb = Math.max(sum.averageMb, line.averageMb);
  sum.copyMbPerSec += line.copyMbPerSec;
  sum.mallocs += line.mallocs;
  sum.usagePercent += line.usagePercent;
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
