/**
 * The Action's inputs and configuration file, read in this one place and joined by `config`.
 * What the settings mean is left to `config`, and what is done with them to the modes.
 */
import { SETTINGS, SETTING_NAMES, type SettingDefinition } from '../config/definition.js';
import type { ConfigText } from '../config/file.js';
import type { GivenValues, SettingSources } from '../config/resolve.js';
import { InputError } from '../model/errors.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Every input that somebody set, as the runner hands it over: `INPUT_` and the name in capitals. */
export function readInputs(env: Env): GivenValues {
  const given = SETTING_NAMES.filter(isInput).map((name) => [name, env[`INPUT_${name.toUpperCase()}`] ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

function isInput(name: (typeof SETTING_NAMES)[number]): boolean {
  const definition: SettingDefinition = SETTINGS[name];
  return definition.edges.includes('input');
}

/** Gives the text of a file of the repository, null where it is not there. */
export type ReadText = (path: string) => Promise<string | null>;

/**
 * Joins the inputs with the configuration file.
 *
 * @param read - of the state that is judged
 * @param readTrusted - of the base commit; undefined where the judged state itself is to be trusted
 * @throws InputError when a file that an input names is not there
 */
export async function settingSources(
  inputs: GivenValues,
  read: ReadText,
  readTrusted?: ReadText,
): Promise<SettingSources> {
  const named = inputs['config'];
  const path = typeof named === 'string' ? named : SETTINGS.config.default;
  const text = await read(path);
  if (text === null && named !== undefined) {
    throw new InputError(
      `The configuration file ${path} is not there: check the input \`config\`, which counts from the root of the repository, and that actions/checkout ran before.`,
    );
  }
  const file: ConfigText | undefined = text === null ? undefined : { path, text };
  if (readTrusted === undefined) return { inputs, file };
  const trusted = await readTrusted(path);
  return { inputs, file, trustedFile: trusted === null ? null : { path, text: trusted } };
}
