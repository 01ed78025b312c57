/**
 * What every part of a run has at hand: the runner, where on GitHub it is, the settings, the API, where files are kept.
 * Making it is left to `main`.
 */
import type { Settings } from '../config/resolve.js';
import type { GitHubApi } from '../github/api.js';
import type { GitHubContext } from '../github/context.js';
import type { Masker } from '../measure/mask.js';
import type { Runner } from './runner.js';
import type { Staging } from './staging.js';

export interface Action {
  readonly runner: Runner;
  readonly context: GitHubContext;
  /** Settings of the run as a whole: how it is told and arranged. Programs have their own. */
  readonly settings: Settings;
  /** Where it may be used, and for what, is the job's `permissions`. */
  readonly token: string | undefined;
  /** Null without a token: then GitHub is neither asked nor told. */
  readonly api: GitHubApi | null;
  readonly staging: Staging;
  /** Tokens of this job: measuring keeps them out of all that it keeps and tells. */
  readonly secrets: readonly (string | undefined)[];
  /** Takes these, and the values that are passed on to programs, out of what enters by another way than a measurement made here. */
  readonly masker: Masker;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  /** How long the artifact service may take, in milliseconds. */
  readonly artifactMs: number;
}
