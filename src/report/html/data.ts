/**
 * The document that the page carries: the Comparison as it is, and from the profiles what pictures, tables and sources need.
 * Making it is left to the modules beside this one, showing it to the browser code in `web/`.
 *
 * Units: seconds and mebibytes. Columns and trees are flat arrays, for a program may have 10,000 functions and 200 files.
 */
import type { Comparison } from '../../model/comparison.js';
import type { MetricId } from '../../model/metrics.js';
import type { ReportContext } from '../model.js';

/** Metrics that a function can have, in the order of its values. */
export const FUNCTION_METRICS = [
  'cpu-time',
  'peak-memory',
  'allocated',
  'gpu-time',
  'gpu-memory',
] as const satisfies readonly MetricId[];
export type FunctionMetric = (typeof FUNCTION_METRICS)[number];

export interface ReportData {
  /** A comparison has both sides, a profile only `head`. */
  readonly kind: 'comparison' | 'profile';
  readonly title: string;
  /** Null for a profile. */
  readonly comparison: Comparison | null;
  /** Links, acceptance and notes, for the words that every report shares. */
  readonly context: ReportContext;
  /** Version of this program. */
  readonly version: string;
  readonly base: SideData | null;
  readonly head: SideData;
  /** Metrics that any function has a value of. */
  readonly metrics: readonly FunctionMetric[];
  readonly functions: readonly FunctionData[];
  readonly files: readonly FileData[];
  /** One for CPU time and one for allocated memory, as far as the profiles hold them. */
  readonly flames: readonly FlameData[];
  readonly profile: ProfileFacts | null;
}

/** Where a side's seconds come from: unprofiled runs, or the profiles' own elapsed time. */
export type SecondsFrom = 'timing-runs' | 'profiles';

export interface SideData {
  readonly profiles: number;
  /** Seconds that the CPU shares of this side are multiplied with. */
  readonly seconds: number;
  readonly secondsFrom: SecondsFrom;
  /** CPU samples over all profiles; null when the profiles do not count them. */
  readonly samples: number | null;
  /** One footprint over time for each profile run that has one. */
  readonly memory: readonly MemoryLine[];
}

/** Footprint over one run, as two columns. */
export interface MemoryLine {
  readonly label: string;
  readonly sec: readonly number[];
  readonly mb: readonly number[];
}

/** Facts of a single profile for its head line. */
export interface ProfileFacts {
  readonly elapsedSec: number;
  readonly maxFootprintMb: number;
  readonly hasMemory: boolean;
  readonly gpuDevice: string;
  readonly format: string;
  readonly program: string | null;
  readonly args: readonly string[];
}

export interface FunctionData {
  readonly name: string;
  /** Index in `files`; −1 when the profiles do not have the file. */
  readonly file: number;
  readonly path: string;
  readonly line: number;
  readonly baseName?: string;
  readonly basePath?: string;
  readonly baseLine?: number;
  /** Pooled over the profiles, one per entry of `FUNCTION_METRICS`; null where the side does not have the function. */
  readonly base: readonly number[] | null;
  readonly head: readonly number[] | null;
  /** Indices in the Comparison's `functions`: what was judged of this function. */
  readonly judged: readonly number[];
}

/** A file of both sides, or of one. */
export interface FileData {
  /** At head, or at base where head does not have it. */
  readonly path: string;
  readonly basePath: string | null;
  readonly base: FileSide | null;
  readonly head: FileSide | null;
}

export interface FileSide {
  /** Text of the file, lines joined by line feeds; null when it equals that of the other side (then kept at head). */
  readonly source: string | null;
  /** Line numbers with any activity, rising; the columns beside them have the same length. */
  readonly line: readonly number[];
  readonly pythonSec: readonly number[];
  readonly nativeSec: readonly number[];
  readonly systemSec: readonly number[];
  readonly peakMb: readonly number[];
  readonly allocatedMb: readonly number[];
  readonly leaks: readonly LeakData[];
}

export interface LeakData {
  readonly line: number;
  readonly likelihood: number;
  readonly velocityMbPerSec: number;
}

/** Where the boxes come from: sampled call stacks, or, where there are none, files and their functions. */
export type FlameSource = 'stacks' | 'files';

export type FlameMetric = Extract<FunctionMetric, 'cpu-time' | 'allocated'>;

/** A tree in preorder: the parent of a node is the nearest one before it with a smaller depth. */
export interface FlameData {
  readonly metric: FlameMetric;
  readonly source: FlameSource;
  /** Names and places that nodes refer to. */
  readonly frames: readonly FlameFrame[];
  readonly frame: readonly number[];
  readonly depth: readonly number[];
  /** Self amounts of each side, in the metric's unit. */
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** Share of everything that was left out because its boxes would be too narrow to see, as a fraction. */
  readonly leftOut: number;
}

export interface FlameFrame {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}
