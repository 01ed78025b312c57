/**
 * Settings from all places joined in rising order: defaults, configuration file, the program's own part of it, inputs or flags.
 * Reading the file and the inputs is left to the edges, using the settings to everybody else.
 */
import { InputError } from '../model/errors.js';
import type { FunctionLimit, Limit } from '../model/judging.js';
import type { Program } from '../model/measurement.js';
import { METRIC_IDS, METRICS, type MetricId } from '../model/metrics.js';
import { SETTINGS, SETTING_NAMES, TRUSTED_NAMES, type SettingName } from './definition.js';
import { readConfigFile, type ConfigText, type FileLayers } from './file.js';
import { readLayer, type Layer, type Place } from './layer.js';
import { didYouMean } from './suggest.js';

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The value of a setting after joining: its kind's, or undefined where nothing sets it and it has no default. */
type Resolved<Name extends SettingName> =
  Exclude<Layer[Name], undefined> | Extract<(typeof SETTINGS)[Name]['default'], undefined>;

/** Settings that are joined into something else than their value. */
const JOINED = ['tolerance', 'tolerances', 'program'] as const satisfies readonly SettingName[];
type JoinedName = (typeof JOINED)[number];

type PlainSettings = {
  readonly [Name in Exclude<SettingName, JoinedName> as Camel<Name>]: Resolved<Name>;
};

/**
 * All settings of one program, by name in camel case. Durations are seconds, percentages fractions.
 * `tolerance` and `tolerances` are joined with the metrics' own defaults into `limits` and `functionLimits`.
 */
export interface Settings extends PlainSettings {
  /** Name in the configuration file, where the program has one. */
  readonly programName: string | undefined;
  readonly limits: { readonly [Id in MetricId]: Limit };
  readonly functionLimits: readonly FunctionLimit[];
}

/** What an edge was given, by the setting's name. Undefined, and for inputs the empty text, mean: not given. */
export type GivenValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface SettingSources {
  readonly file?: ConfigText | undefined;
  /**
   * The file as the base commit has it, null where it has none: trusted settings are taken from it in place of `file`. Undefined where
   * `file` itself is to be trusted.
   */
  readonly trustedFile?: ConfigText | null | undefined;
  /** Of the command line. */
  readonly flags?: GivenValues;
  /** Of the Action, or of a tool call. */
  readonly inputs?: GivenValues;
}

interface Layers {
  readonly file: FileLayers;
  readonly given: Layer;
}

/**
 * The settings of every program to run: those that the file names (all, or the ones that `program` picks), or the one that
 * the inputs or flags name. Where nobody names a program there is one entry without `script` and `module`.
 *
 * @throws InputError that lists every value that cannot be used
 */
export function resolveSettings(sources: SettingSources): Settings[] {
  return checked(sources, (layers, report) => {
    const chosen = choosePrograms(layers, report);
    if (chosen.length === 0) return [join(undefined, [layers.file.shared, layers.given])];
    return chosen.map(([name, program]) => join(name, [layers.file.shared, program, layers.given]));
  });
}

/**
 * The settings by which to judge a measurement that was made before: those of the program of that name in the file, else the shared ones.
 *
 * @throws InputError that lists every value that cannot be used
 */
export function settingsForMeasured(sources: SettingSources, measured: Pick<Program, 'name'>): Settings {
  return checked(sources, ({ file, given }) => {
    const own = measured.name === undefined ? undefined : file.programs.get(measured.name);
    return join(measured.name, [file.shared, own ?? {}, given]);
  });
}

/**
 * What the settings say to run.
 *
 * @throws InputError when they name neither a script nor a module
 */
export function programOf(settings: Settings): Program {
  const { programName, script, module, args, workingDirectory } = settings;
  if (script === undefined && module === undefined) {
    throw new InputError(
      `Nothing says what to run; name a script (--script bench/etl.py, or \`script: bench/etl.py\` in ${settings.config}) or a module.`,
    );
  }
  return {
    ...(programName !== undefined && { name: programName }),
    ...(script !== undefined && { script }),
    ...(module !== undefined && { module }),
    args: [...args],
    ...(workingDirectory !== '.' && { workingDirectory }),
  };
}

function checked<Result>(
  sources: SettingSources,
  use: (layers: Layers, report: (problem: string) => void) => Result,
): Result {
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(problem);
  const layers = readLayers(sources, report);
  const result = use(layers, report);
  if (problems.length === 1) throw new InputError(problems[0] ?? '');
  if (problems.length > 1) {
    throw new InputError([`${problems.length} settings cannot be used:`, ...problems].join('\n  - '));
  }
  return result;
}

/** The trusted settings that the file of the judged state sets otherwise than the base commit's: they do not count. */
export function settingsNotTaken({ file, trustedFile }: SettingSources): SettingName[] {
  if (file === undefined || trustedFile === undefined) return [];
  const [judged, trusted] = [layersOf(file), layersOf(trustedFile)];
  const programs = [...judged.programs].map(([name, layer]) => [layer, trusted.programs.get(name) ?? {}] as const);
  const pairs = [[judged.shared, trusted.shared] as const, ...programs];
  return TRUSTED_NAMES.filter((name) =>
    pairs.some(([one, other]) => one[name] !== undefined && JSON.stringify(one[name]) !== JSON.stringify(other[name])),
  );
}

/** What can be used of a file; what cannot is told of the file that is judged, if at all. */
function layersOf(file: ConfigText | null): FileLayers {
  return file === null ? NO_FILE : readConfigFile(file, () => undefined);
}

const NO_FILE: FileLayers = { shared: {}, programs: new Map() };

/** The file's layers with their trusted settings as another file has them. */
function trusting({ shared, programs }: FileLayers, trusted: FileLayers): FileLayers {
  const own = [...programs].map(
    ([name, layer]) => [name, withTrusted(layer, trusted.programs.get(name) ?? {})] as const,
  );
  return { shared: withTrusted(shared, trusted.shared), programs: new Map(own) };
}

function withTrusted(layer: Layer, trusted: Layer): Layer {
  const pick = (from: Layer, wanted: boolean): Layer =>
    Object.fromEntries(
      Object.entries(from).filter(([name]) => (TRUSTED_NAMES as readonly string[]).includes(name) === wanted),
    );
  return { ...pick(layer, false), ...pick(trusted, true) };
}

function readLayers({ file, trustedFile, flags, inputs }: SettingSources, report: (problem: string) => void): Layers {
  const given = {
    ...(inputs && readLayer(withoutEmpty(inputs), INPUT_PLACE, report)),
    ...(flags && readLayer(flags, FLAG_PLACE, report)),
  };
  const judged = file === undefined ? NO_FILE : readConfigFile(file, report);
  const fileLayers = trustedFile === undefined ? judged : trusting(judged, layersOf(trustedFile));
  for (const layer of [fileLayers.shared, ...fileLayers.programs.values(), given]) checkTogether(layer, report);
  return { file: fileLayers, given };
}

const INPUT_PLACE: Place = {
  nameOf: ([name]) => `Input \`${String(name)}\``,
  write: (name, example) => `\`${name}: ${example}\``,
  allowed: SETTING_NAMES,
};

const FLAG_PLACE: Place = {
  nameOf: ([name]) => `--${String(name)}`,
  write: (name, example) => `--${name} ${/[\s|*]/.test(example) ? `"${example}"` : example}`,
  allowed: SETTING_NAMES,
};

/** The runner gives an input that nobody set as the empty text. */
function withoutEmpty(values: GivenValues): GivenValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** Rules between settings of one layer. */
function checkTogether(layer: Layer, report: (problem: string) => void): void {
  const { script, module, 'min-pairs': min, 'max-pairs': max } = layer;
  if (script !== undefined && module !== undefined) {
    report(
      `Both \`script\` (${script}) and \`module\` (${module}) are set; a program is one of them, so leave one out.`,
    );
  }
  if (min !== undefined && max !== undefined && min > max) {
    report(`\`min-pairs\` (${min}) is greater than \`max-pairs\` (${max}); lower the first or raise the second.`);
  }
}

/** Programs of the file that take part: none when the inputs or flags name another program themselves. */
function choosePrograms({ file, given }: Layers, report: (problem: string) => void): [string, Layer][] {
  const all = [...file.programs];
  for (const name of given.program ?? []) {
    if (!file.programs.has(name)) report(unknownProgram(name, [...file.programs.keys()]));
  }
  const wanted = given.program ?? [];
  const named = wanted.length === 0 ? all : all.filter(([name]) => wanted.includes(name));
  if (given.script === undefined && given.module === undefined) return named;
  return named.filter(([, layer]) => layer.script === given.script && layer.module === given.module);
}

function unknownProgram(name: string, known: readonly string[]): string {
  if (known.length === 0)
    return `The configuration file names no program "${name}", nor any other; list it under \`programs\`.`;
  return `The configuration file names no program "${name}".${didYouMean(name, known)}`;
}

/** Joins layers in rising order of precedence over the defaults. */
function join(programName: string | undefined, layers: readonly Layer[]): Settings {
  const program = layers.reduce<ProgramLayer>(nextProgram, { script: undefined, module: undefined, args: undefined });
  const merged: Layer = { ...layers.reduce((before, layer) => ({ ...before, ...layer }), {}), ...program };
  return {
    ...plainSettings(merged),
    programName,
    ...joinPairs(merged),
    limits: joinLimits(layers),
    functionLimits: layers.flatMap((layer) => layer.tolerances?.functions ?? []),
  };
}

function plainSettings(merged: Layer): PlainSettings {
  const names = SETTING_NAMES.filter((name) => !(JOINED as readonly SettingName[]).includes(name));
  // `Object.fromEntries` forgets its keys; they are those of the definition.
  return Object.fromEntries(
    names.map((name): [string, unknown] => [camel(name), merged[name] ?? SETTINGS[name].default]),
  ) as PlainSettings;
}

/** What names a program, whole: a layer's own choice hides all of an earlier one. */
type ProgramLayer = Required<Pick<Layer, 'script' | 'module' | 'args'>>;

/** A layer that names another program leaves the arguments of the one before behind. */
function nextProgram(before: ProgramLayer, { script, module, args }: Layer): ProgramLayer {
  const another = namesProgram({ script, module }) && (script !== before.script || module !== before.module);
  if (!another) return { ...before, args: args ?? before.args };
  return { script, module, args: args ?? (namesProgram(before) ? undefined : before.args) };
}

function namesProgram({ script, module }: Pick<Layer, 'script' | 'module'>): boolean {
  return script !== undefined || module !== undefined;
}

/** Whoever lowers `max-pairs` alone means `min-pairs` too, and the other way round. */
function joinPairs({ 'min-pairs': min, 'max-pairs': max }: Layer): Pick<Settings, 'minPairs' | 'maxPairs'> {
  const maxPairs = max ?? Math.max(SETTINGS['max-pairs'].default, min ?? 0);
  return { minPairs: Math.min(min ?? SETTINGS['min-pairs'].default, maxPairs), maxPairs };
}

/** Within a layer the metric's own limit beats `tolerance`; a later layer's `tolerance` beats both of an earlier one. */
function joinLimits(layers: readonly Layer[]): { readonly [Id in MetricId]: Limit } {
  const limits = METRIC_IDS.map((id) => [
    id,
    layers.reduce<Limit>((before, layer) => nextLimit(id, before, layer), METRICS[id]),
  ]);
  return Object.fromEntries(limits);
}

function nextLimit(id: MetricId, { tolerance, floor }: Limit, layer: Layer): Limit {
  return { tolerance: layer.tolerance ?? tolerance, floor, ...layer.tolerances?.metrics[id] };
}

/** `max-pairs` to `maxPairs`. */
export function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
