/**
 * Why a function costs what it costs, and what Scalene's own advice says to do about it: one table of causes.
 * How severe the whole is, and which functions are looked at, is left to `bottlenecks.ts`.
 */
import type { ProfileFile, ProfileLine } from '../profile/model.js';
import type { Leak } from './leaks.js';
import type { NativeEnd } from './native.js';
import { cpuPercentOf, share, sumOf, type Spot } from './spots.js';

export const CAUSES = [
  'waiting',
  'imports',
  'python-time',
  'native-time',
  'gpu-idle',
  'leak',
  'allocation-churn',
  'memory-held',
  'copying',
] as const;
export type CauseKind = (typeof CAUSES)[number];

/** The quantities whose size makes a function a bottleneck. */
export const SIGNALS = ['cpu', 'memory', 'velocity'] as const;
export type Signal = (typeof SIGNALS)[number];

/** A function with all that the causes look at. */
export interface Suspect {
  readonly spot: Spot;
  readonly file: ProfileFile;
  readonly lines: readonly ProfileLine[];
  readonly leaks: readonly Leak[];
  readonly hasGpu: boolean;
  /** What its own samples end in, where the profile has stacks into native code. */
  readonly nativeEnd: NativeEnd | undefined;
  /** Largest footprint of the whole program. */
  readonly footprintMb: number;
}

export interface CauseDefinition {
  readonly kind: CauseKind;
  /** The quantity it explains. */
  readonly signal: Signal;
  readonly applies: (suspect: Suspect) => boolean;
  /** What was seen, one sentence. */
  readonly evidence: (suspect: Suspect) => string;
  /** What to do, one sentence. */
  readonly recommendation: string;
}

/**
 * From this part of a function's time on it mostly waits, in percent. A loop that never waits shows up to about 55 where
 * twice as many programs run as there are cores.
 */
const MOSTLY_WAITING = 66;

/** From this part of a function's time on it mostly imports, in percent. */
const MOSTLY_IMPORTING = 50;

/**
 * Of the time that is not waiting, from this part on Python counts as the target, in percent. It is less than half
 * because since 2.1 a pure-Python loop shows a good part of its time as native.
 */
const PYTHON_MATTERS = 33;

/** From this part of its samples on, a function's time belongs to libraries, whatever the split says, in percent. */
const MOSTLY_IN_LIBRARIES = 50;

/**
 * A function that allocates this many times the largest footprint of the whole program must have thrown most of it away.
 * The peaks of its lines do not tell: from 2.3 on, Scalene writes the largest single sample there, not what is held.
 */
const CHURN_FACTOR = 2;

/** Below this utilisation a GPU mostly waits for the CPU, in percent. */
const GPU_BUSY = 30;

/** A function that leaves the GPU idle for less of the run than this is not worth a word, in percent. */
const GPU_RELEVANT = 10;

/** Copying at this rate moves a good part of what one core can move, in MiB/s. */
const MUCH_COPYING = 50;

/** In the order in which causes are named when they are equally grave. */
export const CAUSE_TABLE: readonly CauseDefinition[] = [
  {
    kind: 'waiting',
    signal: 'cpu',
    applies: isWaiting,
    evidence: ({ spot }) => `${percent(share(spot.cpuSystemPercent, spot.cpuPercent))} of its time is system time.`,
    recommendation:
      'Most of this is waiting (I/O, sleep, locks, or a busy machine) and not computing: batch the waits, overlap them with threads or asyncio, or avoid them; faster code here changes little.',
  },
  {
    kind: 'imports',
    signal: 'cpu',
    applies: isImporting,
    evidence: ({ lines }) =>
      `${percent(share(importPercent(lines), sumOf(lines, cpuPercentOf)))} of its time is spent on import lines.`,
    recommendation:
      'This is start-up cost, which does not grow with the work: import heavy modules where they are first used, or give the program more work when this is not what you want to see.',
  },
  {
    kind: 'python-time',
    signal: 'cpu',
    applies: (suspect) => isComputing(suspect) && !isNative(suspect),
    evidence: ({ spot }) =>
      `${percent(pythonPart(spot))} of its computing is Python code, which is what changes here can speed up.`,
    recommendation:
      'Python time is the target: use a better algorithm, take work out of the loop, cache repeated results, or hand the loop to native code (built-ins, NumPy, a compiled extension).',
  },
  {
    kind: 'native-time',
    signal: 'cpu',
    applies: (suspect) => isComputing(suspect) && isNative(suspect),
    evidence: ({ spot, nativeEnd }) =>
      nativeEnd !== undefined && nativeEnd.percent >= MOSTLY_IN_LIBRARIES
        ? `${percent(nativeEnd.percent)} of its samples end in native libraries, most often in ${nativeEnd.name}.`
        : `${percent(100 - pythonPart(spot))} of its computing is native code of libraries or built-ins.`,
    recommendation:
      'Native time mostly cannot be sped up from Python: call it less often, on less data, or through a faster routine of the library.',
  },
  {
    kind: 'gpu-idle',
    signal: 'cpu',
    applies: ({ spot, lines, hasGpu }) => hasGpu && spot.cpuPercent >= GPU_RELEVANT && utilisation(lines) < GPU_BUSY,
    evidence: ({ lines }) => `While it ran, the GPU was busy ${percent(utilisation(lines))} of the time.`,
    recommendation:
      'The GPU waits for the CPU here: prepare data in the background, send larger batches, and avoid calls that wait for a result (such as `.item()` or `.cpu()`) inside the loop.',
  },
  {
    kind: 'leak',
    signal: 'memory',
    applies: ({ leaks }) => leaks.length > 0,
    evidence: ({ leaks }) =>
      `Line ${leaks.map(({ line }) => String(line)).join(', ')} allocates memory that nothing gives back.`,
    recommendation:
      'Memory seems to leak here: look for a container or cache that only grows, a reference that is kept (closures, globals, exceptions), or a missing `close`.',
  },
  {
    kind: 'allocation-churn',
    signal: 'velocity',
    applies: isChurning,
    evidence: ({ spot, footprintMb }) =>
      `It allocates ${megabytes(spot.allocatedMb)} (${megabytes(spot.allocationMbPerSec)}/s), ${(spot.allocatedMb / footprintMb).toFixed(0)} times what the program ever holds.`,
    recommendation:
      'Memory is made and thrown away again: reuse buffers, work in place (`out=`, `+=`), or pass generators instead of lists.',
  },
  {
    kind: 'memory-held',
    signal: 'memory',
    applies: (suspect) => suspect.spot.allocatedMb > 0 && !isChurning(suspect),
    evidence: ({ spot, lines, footprintMb }) =>
      `It allocates ${megabytes(spot.allocatedMb)} where the program holds ${megabytes(footprintMb)} at most; ${percent(pythonAllocation(lines))} is allocated by Python code.`,
    recommendation:
      'Much of this memory may be held at once: stream or process in chunks, free what is no longer needed, and use compact forms (arrays with a smaller dtype, `__slots__`) for many small objects.',
  },
  {
    kind: 'copying',
    signal: 'cpu',
    applies: ({ spot }) => spot.copyMbPerSec >= MUCH_COPYING,
    evidence: ({ spot }) => `It copies ${megabytes(spot.copyMbPerSec)}/s.`,
    recommendation:
      'Memory is copied: use views and slices instead of copies, `memoryview` for bytes, and keep data on one side (Python lists to arrays, CPU to GPU) instead of converting it to and fro.',
  },
];

function isChurning({ spot, footprintMb }: Suspect): boolean {
  return footprintMb > 0 && spot.allocatedMb >= CHURN_FACTOR * footprintMb;
}

function isWaiting({ spot }: Suspect): boolean {
  return share(spot.cpuSystemPercent, spot.cpuPercent) >= MOSTLY_WAITING;
}

function isImporting({ lines }: Suspect): boolean {
  return share(importPercent(lines), sumOf(lines, cpuPercentOf)) >= MOSTLY_IMPORTING;
}

function isComputing(suspect: Suspect): boolean {
  return suspect.spot.cpuPercent > 0 && !isWaiting(suspect) && !isImporting(suspect);
}

/** The stacks tell better than the split, which gives a library's time to Python when the sample is late. */
function isNative({ spot, nativeEnd }: Suspect): boolean {
  return pythonPart(spot) < PYTHON_MATTERS || (nativeEnd !== undefined && nativeEnd.percent >= MOSTLY_IN_LIBRARIES);
}

function importPercent(lines: readonly ProfileLine[]): number {
  return sumOf(
    lines.filter(({ source }) => /^\s*(?:import|from)\s/.test(source)),
    cpuPercentOf,
  );
}

/** Python's part of the time that is not waiting, in percent. */
function pythonPart(spot: Spot): number {
  return share(spot.cpuPythonPercent, spot.cpuPythonPercent + spot.cpuNativePercent);
}

/** How busy the GPU was while these lines ran, in percent. */
function utilisation(lines: readonly ProfileLine[]): number {
  const busy = sumOf(lines, (line) => line.gpuPercent * cpuPercentOf(line));
  const ran = sumOf(lines, cpuPercentOf);
  return ran > 0 ? busy / ran : 0;
}

/** Python's part of what the lines allocate, in percent. */
function pythonAllocation(lines: readonly ProfileLine[]): number {
  const byPython = sumOf(lines, (line) => line.pythonAllocationFraction * line.allocatedMb);
  return Math.min(
    100,
    share(
      byPython,
      sumOf(lines, (line) => line.allocatedMb),
    ),
  );
}

function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}

function megabytes(value: number): string {
  return `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} MB`;
}
