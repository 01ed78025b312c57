/**
 * One layer of settings - the file, one program in it, the inputs or the flags - checked and converted, every problem noted.
 * Joining layers is left to `resolve.ts`.
 */
import type * as z from 'zod';
import { SETTINGS, isSettingName, type Edge, type SettingDefinition, type SettingName } from './definition.js';
import { didYouMean } from './suggest.js';

/** The value of a setting where something sets it. */
type ValueOf<Name extends SettingName> = z.output<(typeof SETTINGS)[Name]['kind']['schema']>;

export type Layer = { readonly [Name in SettingName]?: ValueOf<Name> | undefined };

/** Where a layer's values were written, for messages that a person can act on. */
export interface Place {
  /** Names a setting as the person wrote it: `--max-pairs`, "input `max-pairs`", "`max-pairs` in .github/scalene.yml (line 3)". */
  readonly nameOf: (path: readonly PropertyKey[]) => string;
  /** Shows how to write a value there. */
  readonly write: (name: SettingName, example: string) => string;
  readonly allowed: readonly SettingName[];
}

/** Takes one whole sentence. */
export type Report = (problem: string) => void;

/**
 * Checks and converts the values of one layer. Values that cannot be used are reported and left out.
 *
 * @param prefix where the values stand in their document, such as `['programs', 'etl']`
 */
export function readLayer(
  values: Readonly<Record<string, unknown>>,
  place: Place,
  report: Report,
  prefix: readonly string[] = [],
): Layer {
  const layer: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(values)) {
    if (raw === undefined) continue;
    if (!isSettingName(name) || !place.allowed.includes(name)) {
      report(unknownName([...prefix, name], place));
      continue;
    }
    const definition: SettingDefinition = SETTINGS[name];
    const value = typeof raw === 'string' ? definition.kind.fromText(raw.trim()) : raw;
    const checked = definition.kind.schema.safeParse(value);
    if (checked.success) layer[name] = checked.data;
    else {
      // Two checks of one value may fail for the same reason.
      const sentences = checked.error.issues.map((issue) => explain(issue, { name, raw, value, prefix, place }));
      for (const sentence of new Set(sentences)) report(sentence);
    }
  }
  return layer;
}

function unknownName(path: readonly string[], { nameOf, allowed }: Place): string {
  const name = path.at(-1) ?? '';
  if (!isSettingName(name)) return `${nameOf(path)} is not a setting.${didYouMean(name, allowed)}`;
  return `${nameOf(path)} cannot be set there, only ${SETTINGS[name].edges.map((edge) => EDGE_WORDS[edge]).join(' or ')}.`;
}

const EDGE_WORDS: { readonly [Which in Edge]: string } = {
  input: 'as an input of the Action',
  flag: 'on the command line',
  file: 'at the top of the configuration file',
};

interface Found {
  readonly name: SettingName;
  readonly raw: unknown;
  /** `raw` after its text was taken apart: what the issue's path leads into. */
  readonly value: unknown;
  readonly prefix: readonly string[];
  readonly place: Place;
}

function explain(written: z.core.$ZodIssue, { name, raw, value, prefix, place }: Found): string {
  const issue = innermost(written);
  const definition: SettingDefinition = SETTINGS[name];
  const whole = typeof raw === 'string' && typeof value !== 'string';
  const where = place.nameOf([...prefix, name, ...(whole ? [] : issue.path)]);
  if (hasOwnWords(issue)) return `${where} ${issue.message.replace(/([^.?])$/, '$1.')}`;
  const shown = definition.secret ? 'has a value that' : `is ${show(at(value, issue.path))}, which`;
  const { expects, example } = definition.kind;
  const advice = whole || issue.path.length === 0 ? `; write for example ${place.write(name, example)}` : '';
  return `${where} ${shown} is not ${expects}${advice}.`;
}

/** Of a union, the branch that came furthest. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inside = issue.errors.flat().find((inner) => hasOwnWords(inner) || inner.path.length > 0);
  return inside === undefined ? issue : innermost({ ...inside, path: [...issue.path, ...inside.path] });
}

/** Messages of our own words begin with a verb in lower case; zod's begin with a capital. */
function hasOwnWords({ message }: z.core.$ZodIssue): boolean {
  return /^[a-z]/.test(message);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

const LONGEST_SHOWN = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
