/**
 * Schemas as they are shown to a client: no longer than they must be, since every client puts them into its model's context.
 * Values are checked by the whole schema all the same.
 */
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';

type Way = 'input' | 'output';

/**
 * What is left out: the dialect, that nothing else may be there, and bounds, which an error names when they are passed; of
 * an answer also which fields are always there, and the form of list entries, which the list's description gives in words.
 */
const SILENT_INPUT = ['$schema', 'additionalProperties', 'minimum', 'maximum', 'maxItems', 'maxLength'];
const SILENT: { readonly [W in Way]: readonly string[] } = {
  input: SILENT_INPUT,
  output: [...SILENT_INPUT, 'required', 'items'],
};

/** The schema, with a short JSON Schema. */
export function advertised<Schema extends z.ZodObject>(
  schema: Schema,
): StandardSchemaWithJSON<z.input<Schema>, z.output<Schema>> {
  const { validate, vendor } = schema['~standard'];
  const json = (way: Way): Record<string, unknown> => shortened(z.toJSONSchema(schema, { io: way }), SILENT[way]);
  const jsonSchema = { input: () => json('input'), output: () => json('output') };
  return { '~standard': { version: 1, vendor, validate, jsonSchema } };
}

function shortened(node: object, silent: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !silent.includes(key))
      .map(([key, value]: [string, unknown]) => [key, isPlainObject(value) ? shortened(value, silent) : value]),
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
