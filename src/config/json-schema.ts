/**
 * The configuration file's JSON Schema, for editors, made from the definition of the settings.
 * The judge of a file is `file.ts`, which says more than a schema can.
 */
import * as z from 'zod';
import { GROUPS, SETTINGS, type SettingDefinition, type SettingName } from './definition.js';
import { FILE_SETTINGS, PROGRAM_NAME, PROGRAM_SETTINGS } from './file.js';

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Kinds that may also be written as one text, in the form that inputs and flags take. */
const TEXT_TOO: ReadonlySet<string> = new Set(['list', 'arguments']);

export function configFileJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of scalene-mcp-action',
    description: 'Settings for all programs, and under `programs` for each by name.',
    type: 'object',
    properties: {
      ...properties(FILE_SETTINGS),
      programs: {
        description:
          'Programs to measure, by name: each is measured and judged by itself, and one comment tells of all.',
        type: 'object',
        propertyNames: { pattern: PROGRAM_NAME.source },
        additionalProperties: { type: 'object', properties: properties(PROGRAM_SETTINGS), additionalProperties: false },
      },
    },
    additionalProperties: false,
  };
}

function properties(names: readonly SettingName[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, propertyOf(SETTINGS[name])]));
}

function propertyOf({ kind, group, description, default: byDefault }: SettingDefinition): JsonSchema {
  const { $schema: _, ...value } = z.toJSONSchema(kind.schema, { io: 'input' });
  return {
    title: GROUPS[group].title,
    description: description.replaceAll('`', ''),
    ...(byDefault !== undefined && { default: defaultInFile(byDefault, kind.show(byDefault)) }),
    ...(TEXT_TOO.has(kind.label) ? { anyOf: [value, { type: 'string' }] } : value),
  };
}

/** As the file would hold it: a duration is text there, though it is a number of seconds inside. */
function defaultInFile(value: unknown, shown: string): unknown {
  const sameInside = typeof value === 'boolean' || Array.isArray(value) || String(value) === shown;
  return sameInside ? value : shown;
}
