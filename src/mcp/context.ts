/**
 * What every tool, resource and prompt of one server process works with.
 * Making it, and ending what it holds, is left to `start.ts`.
 */
import type { ProfileStore } from '../store/store.js';
import type { Jobs } from './jobs.js';
import type { Logger } from './log.js';
import type { McpServerOptions } from './options.js';
import type { Roots } from './roots.js';

export interface Context {
  readonly options: McpServerOptions;
  readonly roots: Roots;
  readonly store: ProfileStore;
  readonly jobs: Jobs;
  readonly log: Logger;
  /** Aborts when the server ends. */
  readonly ending: AbortSignal;
  /** Variables of the server's process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Keeps the server from ending before `work` has tidied up. */
  track<T>(work: Promise<T>): Promise<T>;
}
