/**
 * The views of one profile that the command line offers, each with its options from flags.
 * Computing them is left to `analyze`.
 */
import {
  annotatedFile,
  bottlenecks,
  functions,
  hotspots,
  leaks,
  stacks,
  summary,
  type Level,
  type SpotMetric,
} from '../analyze/index.js';
import { InputError } from '../model/errors.js';
import type { Profile } from '../profile/model.js';

/** Names of the views, the default first. */
export const VIEWS = ['summary', 'hotspots', 'bottlenecks', 'functions', 'leaks', 'file', 'stacks'] as const;
export type View = (typeof VIEWS)[number];

export interface ViewOptions {
  readonly metric: SpotMetric;
  readonly level: Level;
  readonly minPercent?: number;
  readonly topN?: number;
  readonly offset?: number;
  readonly contextLines?: number;
  /** Path of the file to annotate. */
  readonly file?: string;
  readonly only: readonly string[];
  readonly exclude: readonly string[];
}

/** The answer of a view, with its name. */
export type Analysis = ReturnType<typeof analyzeProfile>;

/** @throws InputError for options that the view cannot use */
export function analyzeProfile(profile: Profile, view: View, options: ViewOptions) {
  switch (view) {
    case 'summary':
      return { view, result: summary(profile) };
    case 'hotspots':
      return { view, result: hotspots(profile, options) };
    case 'bottlenecks':
      return { view, result: bottlenecks(profile, options) };
    case 'functions':
      return { view, result: functions(profile, options) };
    case 'leaks':
      return { view, result: leaks(profile, options) };
    case 'file':
      return { view, result: annotatedFile(profile, wantedFile(options, profile), options) };
    case 'stacks':
      return { view, result: stacks(profile, options) };
  }
}

function wantedFile({ file }: ViewOptions, profile: Profile): string {
  if (file !== undefined) return file;
  const [only, ...others] = profile.files;
  if (only !== undefined && others.length === 0) return only.path;
  const known = profile.files.map(({ path }) => path).slice(0, 5);
  throw new InputError(`Nothing says which file to show; name one with --file, such as ${known.join(', ')}.`);
}
