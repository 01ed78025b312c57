/**
 * The files of both sides, paired, with their text and what each line cost.
 * Aligning the two texts is left to the browser, which does it only for a file that is opened.
 */
import type { FileData, FileSide } from './data.js';
import { rounded } from './numbers.js';
import type { Places } from './places.js';
import type { PooledFile, PooledLine } from './pool.js';

/** Files with the largest difference first; for one side alone, those that took the most. */
export function pairFiles(
  base: ReadonlyMap<string, PooledFile>,
  head: ReadonlyMap<string, PooledFile>,
  places: Places,
): FileData[] {
  const pairs = new Map([...head].map(([path, file]): [string, Pair] => [path, { path, base: null, head: file }]));
  for (const [basePath, file] of base) {
    const path = places.fileAtHead(basePath);
    pairs.set(path, { path, head: pairs.get(path)?.head ?? null, base: file });
  }
  return [...pairs.values()].sort(byWeight).map(fileData);
}

interface Pair {
  readonly path: string;
  readonly base: PooledFile | null;
  readonly head: PooledFile | null;
}

function fileData({ path, base, head }: Pair): FileData {
  const baseText = base === null ? null : base.sources.join('\n');
  const headText = head === null ? null : head.sources.join('\n');
  return {
    path,
    basePath: base?.path ?? null,
    base: base === null ? null : side(base, baseText === headText ? null : baseText),
    head: head === null ? null : side(head, headText),
  };
}

function side(file: PooledFile, source: string | null): FileSide {
  const lines = [...file.lines].sort(([a], [b]) => a - b);
  const column = (of: (line: PooledLine) => number) => lines.map(([, line]) => rounded(of(line)));
  return {
    source,
    line: lines.map(([number]) => number),
    pythonSec: column((line) => line.pythonSec),
    nativeSec: column((line) => line.nativeSec),
    systemSec: column((line) => line.systemSec),
    peakMb: column((line) => line.peakMb),
    allocatedMb: column((line) => line.allocatedMb),
    leaks: file.leaks,
  };
}

/** Seconds of difference, and where there is none the seconds themselves, so that hot files stand above idle ones. */
function byWeight(a: Pair, b: Pair): number {
  return weight(b) - weight(a) || a.path.localeCompare(b.path, 'en');
}

function weight({ base, head }: Pair): number {
  const [before, after] = [seconds(base), seconds(head)];
  return Math.abs(after - before) + Math.max(before, after) / 1000;
}

function seconds(file: PooledFile | null): number {
  let sum = 0;
  for (const line of file?.lines.values() ?? []) sum += line.pythonSec + line.nativeSec + line.systemSec;
  return sum;
}
