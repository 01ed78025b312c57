/**
 * From a command's options and the repository's configuration file to the settings of each program.
 * What a setting means and which values it takes is left to `config`.
 */
import path from 'node:path';
import { Option, type Command } from 'commander';
import { SETTINGS, type Group } from '../config/definition.js';
import { MAX_CONFIG } from '../config/file.js';
import { flagsOf, flagValues } from '../config/flags.js';
import { resolveSettings, type GivenValues, type SettingSources, type Settings } from '../config/resolve.js';
import { errorCode, NotPlain, readPlain } from '../measure/paths.js';
import { InputError } from '../model/errors.js';

/** The options that `addSettings` made: others of the same name are the command's own. */
const SETTING_OPTIONS = new WeakSet<Option>();

/** Adds the options of these groups of settings; defaults appear in the help only, so that the file is seen. */
export function addSettings(command: Command, groups: readonly Group[]): Command {
  for (const flag of flagsOf(groups)) {
    const shown = flag.default === undefined ? flag.description : `${flag.description} (default: ${flag.default})`;
    const option = new Option(flag.flags, shown);
    SETTING_OPTIONS.add(option);
    command.addOption(flag.hidden ? option.hideHelp() : option);
  }
  return command;
}

/**
 * Settings of every program that the options and the configuration file name.
 *
 * @param args what stands behind `--`: the program's arguments; none given leaves those of the file
 * @param repository top folder in which the configuration file is looked for
 */
export async function readSettings(command: Command, args: readonly string[], repository: string): Promise<Settings[]> {
  return resolveSettings(await settingSources(command, args, repository));
}

/** The places settings come from, read but not yet joined. */
export async function settingSources(
  command: Command,
  args: readonly string[],
  repository: string,
): Promise<SettingSources> {
  const flags: GivenValues = { ...givenFlags(command), ...(args.length > 0 && { args }) };
  const file = await readConfig(repository, flags['config']);
  return { flags, ...(file && { file }) };
}

/**
 * Only what the user typed (commander would give `--no-x` options a default of true), and only where it means a setting:
 * the `--base` of `compare` names profiles.
 */
function givenFlags(command: Command): GivenValues {
  const settings = command.options.filter((option) => SETTING_OPTIONS.has(option));
  const names = new Set(settings.map((option) => option.attributeName()));
  const options = command.opts<Record<string, unknown>>();
  const typed = Object.entries(options).filter(
    ([name]) => names.has(name) && command.getOptionValueSource(name) === 'cli',
  );
  return flagValues(Object.fromEntries(typed));
}

async function readConfig(
  repository: string,
  named: GivenValues[string],
): Promise<{ path: string; text: string } | undefined> {
  const wanted = typeof named === 'string' ? named : SETTINGS.config.default;
  const file = path.resolve(repository, wanted);
  try {
    return { path: wanted, text: (await readPlain(file, MAX_CONFIG)).toString('utf8') };
  } catch (error) {
    const code = errorCode(error);
    if (named === undefined && code === 'ENOENT') return undefined;
    const why =
      error instanceof NotPlain ? error.message : code === 'ENOENT' ? 'there is no such file' : (code ?? 'unreadable');
    throw new InputError(`The configuration file ${wanted} cannot be read: ${why}; check --config.`, { cause: error });
  }
}

/**
 * The program's arguments: what stands behind `--`.
 *
 * @throws InputError for words before it, which are most likely meant as a script or an option
 */
export function programArguments(command: Command, words: readonly string[]): readonly string[] {
  const typed = command.parent?.args ?? [];
  const dashes = typed.indexOf('--');
  const behind = dashes < 0 ? 0 : typed.length - dashes - 1;
  const [stray] = words.slice(0, words.length - behind);
  if (stray === undefined) return words;
  throw new InputError(
    `"${stray}" is not an option; name a script with --script, and put the program's arguments after --.`,
  );
}
