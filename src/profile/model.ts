/**
 * What one Scalene profile says, in our words and units, whichever version wrote it.
 * Reading Scalene's JSON into this is left to `parse.ts`, interpreting it to `analyze` and `compare`.
 *
 * Units: seconds, mebibytes (MiB), percent from 0 to 100 only where a name ends in `Percent`.
 */

/**
 * The family of file formats, told from the keys that are present: Scalene does not write its version.
 *
 * `1.5` is up to 1.5.49; `2.0` is 1.5.50 to 2.0, which write the same keys; `2.1+` is 2.1 and 2.2; `2.3+` has stitched
 * Python and native stacks. Numbers of different families must not be compared with one another.
 */
export const PROFILE_FORMATS = ['1.5', '2.0', '2.1+', '2.3+'] as const;
export type ProfileFormat = (typeof PROFILE_FORMATS)[number];

/** One source line. Shares are of all CPU samples of the program, so they add up over files to about 100. */
export interface ProfileLine {
  readonly line: number;
  /** Source text, unescaped, without the line ending. Untrusted. */
  readonly source: string;
  readonly cpuPythonPercent: number;
  readonly cpuNativePercent: number;
  readonly cpuSystemPercent: number;
  /** Mean utilisation of the GPU while this line ran, 0 to 100; not a share of anything. */
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
  /** Share of the run in which the GPU was busy while one of its lines ran: the sum of utilisation × CPU share, 0 to 100. */
  readonly gpuPercent: number;
  readonly gpuPeakMb: number;
  readonly allocatedMb: number;
  /** Largest peak of any one of its lines. */
  readonly peakMb: number;
  /** Largest average of any one of its lines. */
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
  /** Share of all CPU samples. It can be a little more than the sum over the lines: some samples have no line. */
  readonly cpuPercent: number;
  /** In rising order of line. Only lines with any activity; the whole text is in `sources`. */
  readonly lines: readonly ProfileLine[];
  /** All functions of the source, active or not, in the order of their lines, and `<module>` last. */
  readonly functions: readonly ProfileFunction[];
  readonly leaks: readonly ProfileLeak[];
  /** Every source line of the file, unescaped; index 0 is line 1. */
  readonly sources: readonly string[];
  /** The import statements that bring in native code, as Scalene lists them. */
  readonly imports: readonly string[];
}

/** A sampled call stack: frames from the outermost to the innermost. */
export interface ProfileStack {
  readonly frames: readonly StackFrame[];
  /** Samples, where the version wrote them. */
  readonly count: number;
  /** Its share of Python time × the elapsed time: wall seconds, profiler's overhead included. */
  readonly pythonSec: number;
  readonly nativeSec: number;
}

export interface StackFrame {
  readonly file: string;
  /** Name of the `ProfileFunction` around the line; where the file is not in the profile, what Scalene wrote. */
  readonly function: string;
  /** 0 where Scalene could not tell. */
  readonly line: number;
}

/** Part of a stack that is not Python. */
export interface NativeFrame {
  /** Demangled; empty where the library has no symbols. */
  readonly symbol: string;
  /** File name of the library or program, without its folder; may be empty. */
  readonly module: string;
}

/** A sampled stack of which the native part is known too: Python frames, then native ones, outermost first. */
export interface CombinedStack {
  readonly frames: readonly StackFrame[];
  readonly native: readonly NativeFrame[];
  readonly count: number;
}

/** A Python stack and the memory that was allocated below it. */
export interface MemoryStack {
  readonly frames: readonly StackFrame[];
  readonly mb: number;
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
  /** Program (as a repository path where the root is known) and its arguments; null in versions that do not write them. */
  readonly program: string | null;
  /** Without the program's own name. */
  readonly args: readonly string[];
  /** Only functions decorated with `@profile` were measured. */
  readonly decorated: boolean;
  readonly files: readonly ProfileFile[];
  readonly stacks: readonly ProfileStack[];
  readonly memoryOverTime: readonly MemorySample[];
  /** Only in format `2.3+`. */
  readonly combinedStacks?: readonly CombinedStack[];
  /** Only in format `2.3+`, with memory. */
  readonly memoryStacks?: readonly MemoryStack[];
  /** How much of what is allocated stays, in percent of it, over the whole run; negative when memory shrinks. */
  readonly growthPercent?: number;
  /** How many profiles these numbers are averages of; missing for a single one. */
  readonly pooledFrom?: number;
}
