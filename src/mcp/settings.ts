/**
 * From the arguments of a call and the repository's configuration file to the settings of one program.
 * What a setting means is left to `config`; running the program to the tools.
 */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SETTINGS } from '../config/definition.js';
import { MAX_CONFIG } from '../config/file.js';
import { resolveSettings, settingsForMeasured, type GivenValues, type Settings } from '../config/resolve.js';
import { gitIn } from '../measure/git.js';
import { errorCode, NotPlain, readPlain } from '../measure/paths.js';
import { InputError } from '../model/errors.js';
import type { Program } from '../model/measurement.js';
import type { Context } from './context.js';
import { gitFact } from './git-facts.js';

export interface ProgramArguments {
  readonly script?: string | undefined;
  readonly module?: string | undefined;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
}

/** Where a call works. */
export interface WorkFolder {
  /** Real path of the working directory. */
  readonly cwd: string;
  /** Top of the repository around it, where there is one inside the roots; else the root around it. */
  readonly top: string;
  readonly isRepository: boolean;
}

/** Finds the folder that a call works in. Throws InputError for one outside the roots. */
export async function workFolder(cwd: string | undefined, context: Context, signal: AbortSignal): Promise<WorkFolder> {
  const folder = context.roots.folder(cwd ?? '.');
  const top = await gitFact(gitIn(folder, context.env, signal), ['rev-parse', '--show-toplevel']);
  if (top !== null && top !== '' && context.roots.contains(top)) return { cwd: folder, top, isRepository: true };
  return { cwd: folder, top: context.roots.around(folder), isRepository: false };
}

/**
 * Settings for a program that the call names, or, where it names none, for the only one of the configuration file.
 *
 * @throws InputError for settings that cannot be used, or when nothing says what to run
 */
export async function settingsFor(
  program: ProgramArguments,
  given: GivenValues,
  { cwd, top }: WorkFolder,
  context: Context,
): Promise<Settings> {
  const file = await readConfig(top, context);
  const where = relative(top, cwd);
  const inputs: GivenValues = {
    ...pythonOf(context),
    ...given,
    ...(program.script === undefined ? {} : { script: program.script }),
    ...(program.module === undefined ? {} : { module: program.module }),
    ...(program.args === undefined ? {} : { args: program.args }),
    ...(where === '' ? {} : { 'working-directory': where }),
  };
  const all = resolveSettings({ ...(file === undefined ? {} : { file }), inputs });
  const [first, ...others] = all;
  if (first === undefined || (first.script === undefined && first.module === undefined)) {
    throw new InputError('Nothing says what to run: give script (a Python file relative to cwd) or module.');
  }
  if (others.length === 0) return first;
  const names = all.map((settings) => settings.programName ?? '').join(', ');
  throw new InputError(
    `The configuration file names several programs (${names}): give script or module to choose one.`,
  );
}

/** The settings by which something that was measured before is judged. */
export async function judgingSettings(
  measured: Pick<Program, 'name'>,
  given: GivenValues,
  context: Context,
): Promise<Settings> {
  const { top } = await workFolder(undefined, context, context.ending);
  const file = await readConfig(top, context);
  return settingsForMeasured({ ...(file === undefined ? {} : { file }), inputs: given }, measured);
}

/** The settings that only name how things are run: for `profile`, which judges nothing. */
export async function runSettings(given: GivenValues, top: string, context: Context): Promise<Settings> {
  const file = await readConfig(top, context);
  return settingsForMeasured(
    { ...(file === undefined ? {} : { file }), inputs: { ...pythonOf(context), ...given } },
    {},
  );
}

function pythonOf({ options }: Context): GivenValues {
  return options.python === undefined ? {} : { python: options.python };
}

async function readConfig(top: string, { roots }: Context): Promise<{ path: string; text: string } | undefined> {
  const path = SETTINGS.config.default;
  if (!existsSync(join(top, path))) return undefined;
  // A link could lead out of the roots.
  const file = roots.file(path, top);
  try {
    return { path, text: (await readPlain(file, MAX_CONFIG, 'refuse')).toString('utf8') };
  } catch (error) {
    const why = error instanceof NotPlain ? error.message : (errorCode(error) ?? 'unreadable');
    throw new InputError(`The configuration file ${path} cannot be read (${why}): mend it, or its permissions.`, {
      cause: error,
    });
  }
}
