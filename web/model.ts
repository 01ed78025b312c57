/**
 * The page's data as the views ask for it: the figures of a function in one metric, the totals of a file, links to places.
 * Words and number formats are those of every other report (`src/report`).
 */
import type { FindingVerdict, FunctionComparison } from '../src/model/comparison.js';
import { METRICS, type Unit } from '../src/model/metrics.js';
import {
  FUNCTION_METRICS,
  type FileData,
  type FileSide,
  type FunctionData,
  type FunctionMetric,
  type ReportData,
} from '../src/report/html/data.js';
import { sourceHref } from './route.js';

/** One function in one metric: of the Comparison where it was judged, else of the profiles. */
export interface FunctionFigures {
  readonly row: FunctionData;
  readonly metric: FunctionMetric;
  readonly base: number | null;
  readonly head: number | null;
  readonly change: number | null;
  readonly interval: readonly [number, number] | null;
  readonly verdict: FindingVerdict;
  /** Null where it was not judged. */
  readonly finding: FunctionComparison | null;
}

/** Every function that has something to show in the metric. */
export function functionFigures(data: ReportData, metric: FunctionMetric): FunctionFigures[] {
  return data.functions.map((row) => figuresOf(data, row, metric)).filter(hasAnything);
}

export function figuresOf(data: ReportData, row: FunctionData, metric: FunctionMetric): FunctionFigures {
  const finding = row.judged.map((index) => data.comparison?.functions[index]).find((one) => one?.metric === metric);
  if (finding !== undefined) {
    const { base, head, change, interval, verdict } = finding;
    return { row, metric, base, head, change, interval, verdict, finding };
  }
  const column = FUNCTION_METRICS.indexOf(metric);
  const base = row.base?.[column] ?? null;
  const head = row.head?.[column] ?? null;
  return { row, metric, base, head, change: null, interval: null, verdict: 'too-small', finding: null };
}

function hasAnything({ base, head, finding }: FunctionFigures): boolean {
  return finding !== null || (base ?? 0) > 0 || (head ?? 0) > 0;
}

export function unitOf(metric: FunctionMetric): Unit {
  return METRICS[metric].unit;
}

/** Head minus base; a side without the function counts as zero. */
export function differenceOf({ base, head }: { readonly base: number | null; readonly head: number | null }): number {
  return (head ?? 0) - (base ?? 0);
}

/** The place of a function in the sources: at head where it is there, else at base. Null where no profile has the file. */
export function functionHref(data: ReportData, row: FunctionData): string | null {
  const file = data.files[row.file];
  if (file === undefined) return null;
  const side =
    row.head === null && file.base !== null && row.base !== null ? 'base' : file.head === null ? 'base' : 'head';
  return sourceHref(file.path, side, row.line);
}

export interface FileTotals {
  readonly file: FileData;
  readonly index: number;
  readonly base: number;
  readonly head: number;
}

/** CPU seconds of each file, on both sides. */
export function fileTotals(data: ReportData): FileTotals[] {
  return data.files.map((file, index) => ({ file, index, base: secondsOf(file.base), head: secondsOf(file.head) }));
}

export function secondsOf(side: FileSide | null): number {
  if (side === null) return 0;
  return side.line.reduce((sum, _, index) => sum + lineSeconds(side, index), 0);
}

export function lineSeconds(side: FileSide, index: number): number {
  return (side.pythonSec[index] ?? 0) + (side.nativeSec[index] ?? 0) + (side.systemSec[index] ?? 0);
}

/** The text of a side, line by line. */
export function sourceLines(file: FileData, side: 'base' | 'head'): readonly string[] {
  const one = file[side];
  if (one === null) return [];
  // A text that is equal on both sides is kept once, at head.
  const text = one.source ?? file.head?.source ?? '';
  return text === '' ? [] : text.split('\n');
}
