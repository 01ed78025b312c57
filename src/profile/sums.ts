/**
 * Adds the lines of a file up to its functions.
 * Where functions begin and end is left to `functions.ts`.
 */
import { MODULE_LEVEL, ownersOf } from './functions.js';
import type { ProfileFunction, ProfileLine } from './model.js';

/** Where a function is in its file. */
export interface Span {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The functions of a file with the sums over their own lines; `<module>`, last, collects the lines of none.
 *
 * @param functions without `<module>`, an outer function before those inside it
 * @param lastLine how many lines the file has
 */
export function sumFunctions(
  lines: readonly ProfileLine[],
  functions: readonly Span[],
  lastLine: number,
): ProfileFunction[] {
  const owners = ownersOf(functions, lastLine);
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
