/**
 * What one Scalene profile says, in our words and units, whichever version wrote it.
 * Reading Scalene's JSON into this is left to `parse.ts`, interpreting it to `analyze` and `compare`.
 *
 * Units: seconds, mebibytes (MiB), percent from 0 to 100 only where a name ends in `Percent`.
 */

/** The family of file formats, told from the keys that are present: Scalene does not write its version. */
export type ProfileFormat = '1.5' | '2.0' | '2.1+';

/** One source line. Shares are of all CPU samples of the program, so they add up over files to about 100. */
export interface ProfileLine {
  readonly line: number;
  /** Source text, unescaped, without the line ending. Untrusted. */
  readonly source: string;
  readonly cpuPythonPercent: number;
  readonly cpuNativePercent: number;
  readonly cpuSystemPercent: number;
  readonly gpuPercent: number;
  readonly gpuPeakMb: number;
  /** Sampled net allocation over the run. */
  readonly allocatedMb: number;
  readonly peakMb: number;
  readonly averageMb: number;
  /** Share of allocation made by Python code rather than native code, 0 to 1. */
  readonly pythonAllocationFraction: number;
  /** Share of the program's memory activity on this line, 0 to 100. */
  readonly usagePercent: number;
  readonly copyMbPerSec: number;
  /** Sampled allocation events; not calls. */
  readonly mallocs: number;
  /** Utilisation of the cores while on this line, 0 to 1. */
  readonly coreUtilization: number;
}

/** A function, method or the module level, rebuilt from lines and source. Sums are over its own lines only. */
export interface ProfileFunction {
  /** Qualified name, such as `Loader.parse` or `outer.inner` (no `<locals>`); `<module>` for code outside functions. */
  readonly name: string;
  /** First line: that of the first decorator or of `def`. */
  readonly line: number;
  readonly endLine: number;
  readonly cpuPythonPercent: number;
  readonly cpuNativePercent: number;
  readonly cpuSystemPercent: number;
  readonly gpuPercent: number;
  readonly gpuPeakMb: number;
  readonly allocatedMb: number;
  /** Largest peak of any one of its lines. */
  readonly peakMb: number;
  readonly averageMb: number;
  readonly copyMbPerSec: number;
  readonly mallocs: number;
  readonly usagePercent: number;
}

export interface ProfileLeak {
  readonly line: number;
  /** 0 to 1, Scalene's estimate. */
  readonly likelihood: number;
  /** Average allocation divided by run time; not a true rate. */
  readonly velocityMbPerSec: number;
}

export interface ProfileFile {
  /** Repository path with forward slashes where the root is known; else as Scalene wrote it. */
  readonly path: string;
  readonly cpuPercent: number;
  /** Only lines with any activity; the whole text is in `sources`. */
  readonly lines: readonly ProfileLine[];
  readonly functions: readonly ProfileFunction[];
  readonly leaks: readonly ProfileLeak[];
  /** Every source line of the file, unescaped; index 0 is line 1. */
  readonly sources: readonly string[];
  readonly imports: readonly string[];
}

/** A sampled call stack: frames from the outermost to the innermost. */
export interface ProfileStack {
  readonly frames: readonly StackFrame[];
  /** Samples, where the version wrote them. */
  readonly count: number;
  readonly pythonSec: number;
  readonly nativeSec: number;
}

export interface StackFrame {
  readonly file: string;
  readonly function: string;
  readonly line: number;
}

/** A point of the memory time line. */
export interface MemorySample {
  /** Seconds since the profile's start. */
  readonly sec: number;
  readonly mb: number;
}

export interface Profile {
  readonly format: ProfileFormat;
  /** Wall seconds inside the profiled part, profiler's overhead included. */
  readonly elapsedSec: number;
  /** Largest sampled footprint; 0 when memory was not profiled. */
  readonly maxFootprintMb: number;
  /** Memory was profiled. */
  readonly hasMemory: boolean;
  /** A GPU was present and profiled. */
  readonly hasGpu: boolean;
  readonly gpuDevice: string;
  /** Sum of `allocatedMb` over all lines. */
  readonly allocatedMb: number;
  /** CPU samples, from the stacks; null when the file has no counts. */
  readonly samples: number | null;
  /** Program and arguments as Scalene recorded them; null in versions that do not write them. */
  readonly program: string | null;
  readonly args: readonly string[];
  /** Only functions decorated with `@profile` were measured. */
  readonly decorated: boolean;
  readonly files: readonly ProfileFile[];
  readonly stacks: readonly ProfileStack[];
  readonly memoryOverTime: readonly MemorySample[];
}
