/**
 * Where a command works and what it keeps: the options `--out` and `--cache-dir`, and the two sides that the settings name.
 * What is measured is left to the settings.
 */
import path from 'node:path';
import type { Command } from 'commander';
import type { Settings } from '../config/resolve.js';
import type { SidesWanted } from '../measure/plan.js';

export interface PlaceOptions {
  readonly out?: string;
  readonly cacheDir?: string;
}

export function addPlace(command: Command): Command {
  return command
    .option('--out <folder>', 'keep the measurement (runs and profiles) there; one that is there already is continued')
    .option('--cache-dir <folder>', "where environments with Scalene are kept (default: the user's cache folder)");
}

/** The two states to compare, as the settings name them. */
export function sidesOf({ base, head }: Pick<Settings, 'base' | 'head'>): SidesWanted {
  return { kind: 'refs', base, head };
}

/** Of several programs, each has a folder of its own inside `--out`. */
export function outFolder(
  { out }: PlaceOptions,
  { programName }: Pick<Settings, 'programName'>,
  programs: number,
  cwd: string,
): string | undefined {
  if (out === undefined) return undefined;
  return path.resolve(cwd, out, programs > 1 ? (programName ?? '') : '');
}
