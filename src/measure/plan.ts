/**
 * What `measure` is asked to do and what it tells while doing it: the types its callers speak.
 * Doing it is left to `session.ts` and what that calls.
 */
import type { Failure } from '../model/comparison.js';
import type { Outcome, Program, Side, SideInfo } from '../model/measurement.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Sandbox } from './sandboxed.js';

/** How a profile run is made: CPU only, or CPU and memory (and GPU where asked for). */
export type ProfileMode = 'cpu' | 'full';

/** A commit to measure, as a full SHA, and the name people know it by. */
export interface NamedCommit {
  readonly commit: string;
  readonly ref: string;
}

/** Which two states of the repository are compared. */
export type SidesWanted =
  /** Names as git knows them. `head` missing: the working tree; `base` missing: chosen, see `resolveCommits`. */
  | { readonly kind: 'refs'; readonly base?: string | undefined; readonly head?: string | undefined }
  /** Already chosen; commits that are not here are fetched. Equal commits measure a commit against itself. */
  | { readonly kind: 'commits'; readonly base: NamedCommit; readonly head: NamedCommit };

export interface MeasurePlan {
  /** Any folder of the user's repository; where it is not the top, it is the default working directory. */
  readonly repository: string;
  readonly sides: SidesWanted;
  /** `script` is relative to the working directory, that to the top of the repository. */
  readonly program: Program;
  /** Command or path of the Python to use; by default that of the active virtual environment, `python3` or `python`. */
  readonly python?: string | undefined;
  /** Shell command that is run once per side, in the side's checkout and environment. */
  readonly setup?: string | undefined;
  /** Names of environment variables that the program (and setup) may see besides the usual ones. */
  readonly envNames: readonly string[];
  /** Exact version, such as `2.4.0`. */
  readonly scaleneVersion: string;
  /** Time limit of one timing run, in seconds. */
  readonly timeoutSec: number;
  /** Time limit of `setup` on one side, in seconds; 30 minutes by default. */
  readonly setupTimeoutSec?: number | undefined;
  /** Profile memory as well as CPU. */
  readonly memory: boolean;
  readonly gpu: boolean;
  /** Where the measurement is kept, and continued from if it is there; a private folder by default. */
  readonly out?: string | undefined;
  /**
   * Whether an environment that `setup` made for the same commit before may be taken again: not where programs of strangers
   * run, which could have written into it.
   */
  readonly reuseSetup: 'when-untouched' | 'never';
  /** Where environments are kept from one run to the next; the user's cache folder by default. */
  readonly cacheDir?: string | undefined;
  /** Inside which everything of the program runs: its own process namespace ends with it. */
  readonly sandbox?: Sandbox | undefined;
  /** Name of the machine or runner for the report. */
  readonly runner?: string | undefined;
  /** Interval between CPU samples asked of Scalene, in seconds. */
  readonly samplingSec?: number | undefined;
  /** The profile runs of a pair, per side; by default one, `full` where `memory` is set, else `cpu`. */
  readonly profileModes?: ((pair: number) => readonly ProfileMode[]) | undefined;
}

/** What a caller may want to show while it waits. */
export type ProgressEvent =
  | { readonly kind: 'checkout'; readonly side: Side; readonly ref: string; readonly commit: string }
  /** Only when the environment is not in the cache. */
  | { readonly kind: 'installing-scalene'; readonly version: string; readonly folder: string }
  | { readonly kind: 'setup'; readonly side: Side; readonly command: string; readonly cached: boolean }
  | ({ readonly kind: 'run-started' } & RunLabel)
  | ({ readonly kind: 'run-finished'; readonly outcome: Outcome; readonly wallSec: number } & RunLabel)
  | ({ readonly kind: 'retry'; readonly outcome: Outcome } & RunLabel)
  | { readonly kind: 'pair-done'; readonly pair: number; readonly pairs: number; readonly wallSec: number };

/** Which run: `pair` −1 is the warm-up. */
export interface RunLabel {
  readonly side: Side;
  readonly pair: number;
  readonly run: 'timing' | 'profile';
  readonly mode?: ProfileMode;
}

export interface MeasurePorts {
  /** What must not be told besides the values of `envNames`: tokens of the edge. */
  readonly secrets?: readonly (string | undefined)[];
  onProgress(event: ProgressEvent): void;
  /** Aborting ends all that runs, promptly; what was awaited rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** From 0 to below 1: who starts, and the hash seeds. */
  readonly random?: () => number;
  /** Variables of the calling process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A measurement in the making. `close` it whatever happens: that ends all processes and removes what was private. */
export interface MeasureSession {
  /** All that was measured so far: a snapshot that later pairs do not change. */
  readonly loaded: LoadedMeasurement;
  /** Folder of the measurement; gone after `close` unless `out` was given. */
  readonly folder: string;
  readonly sides: { readonly base: SideInfo; readonly head: SideInfo };
  /** One clause that says why these two states are compared. */
  readonly sidesReason: string;
  /** Complete pairs so far, those of a continued measurement included. */
  readonly pairs: number;
  /** Seconds that one more pair will take; from the warm-up before the first pair. */
  readonly secPerPair: number;
  /** Why no more pairs can be made: a side whose program is not there, or does not run to a good end. */
  readonly failure: Failure | null;
  /**
   * Makes pairs until there are `upTo` of them, or a failure stops it.
   * @throws MeasureError when the measurement cannot go on; the signal's reason when aborted
   */
  measurePairs(upTo: number): Promise<void>;
  /** From the next pair on only timing runs are made: what profiles tell is clear. */
  stopProfiling(): void;
  close(): Promise<void>;
}
