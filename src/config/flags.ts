/**
 * The settings as options of a command line, and its parsed options as values of settings.
 * Making a parser of them is left to `cli`.
 */
import { GROUPS, SETTINGS, SETTING_NAMES, type Group, type SettingDefinition, type SettingName } from './definition.js';
import { camel, type GivenValues } from './resolve.js';

/** One option, as commander's `new Option(flags, description)` takes it. */
export interface Flag {
  readonly name: SettingName;
  readonly group: Group;
  /** Such as `--max-pairs <n>`, or `--memory` and `--no-memory` for yes and no. */
  readonly flags: string;
  readonly description: string;
  /** Default as text, for the help only: the value itself is left to `resolveSettings`, so that the file is seen. */
  readonly default: string | undefined;
  /** Leave it out of the help: it only says the default. */
  readonly hidden: boolean;
}

/** Options for the settings of these groups, in their order. */
export function flagsOf(groups: readonly Group[] = allGroups()): Flag[] {
  return SETTING_NAMES.filter((name) => groups.includes(SETTINGS[name].group)).flatMap(flagsOfSetting);
}

function allGroups(): Group[] {
  // `Object.keys` forgets its keys; they are those of the literal.
  return Object.keys(GROUPS) as Group[];
}

function flagsOfSetting(name: SettingName): Flag[] {
  const definition: SettingDefinition = SETTINGS[name];
  if (!definition.edges.includes('flag')) return [];
  const { group, description, flagDescription = description, default: byDefault } = definition;
  const shown = { name, group, description: plain(flagDescription), hidden: false, default: undefined };
  if (typeof byDefault !== 'boolean') {
    return [{ ...shown, flags: `--${name} <${definition.placeholder}>`, default: defaultText(definition) }];
  }
  const [departs, saysDefault] = byDefault ? [`--no-${name}`, `--${name}`] : [`--${name}`, `--no-${name}`];
  return [
    { ...shown, flags: departs },
    { ...shown, flags: saysDefault, hidden: true },
  ];
}

/** The default as a person would write it; undefined where there is none, or it is empty. */
export function defaultText({ default: value, kind }: SettingDefinition): string | undefined {
  if (value === undefined) return undefined;
  return kind.show(value) || undefined;
}

/** Without the backticks of Markdown. */
function plain(description: string): string {
  return description.replaceAll('`', '');
}

/**
 * Picks the settings out of parsed options (commander's `opts()`, in camel case). Options that are no settings are left to
 * the command; pass only options that the user gave, not defaults.
 */
export function flagValues(options: Readonly<Record<string, unknown>>): GivenValues {
  const given = SETTING_NAMES.map((name) => [name, options[camel(name)]] as const);
  return Object.fromEntries(
    given.filter((entry): entry is readonly [SettingName, string | boolean | string[]] => isGiven(entry[1])),
  );
}

function isGiven(value: unknown): value is string | boolean | string[] {
  return typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value);
}
