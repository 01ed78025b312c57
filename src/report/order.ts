/**
 * Plain data with its keys in the order in which a schema declares them; keys that the schema does not know follow by name.
 * It neither validates nor drops anything.
 */
import * as z from 'zod';

/** A copy of plain data in the schema's order of keys. */
export function orderedBy(schema: z.core.$ZodType, data: unknown): unknown {
  if (Array.isArray(data)) {
    const element = elementOf(schema);
    return data.map((item: unknown) => orderedBy(element, item));
  }
  if (typeof data !== 'object' || data === null) return data;
  const shape = shapeOf(schema, data);
  const known = Object.keys(shape).filter((key) => key in data);
  const others = Object.keys(data)
    .filter((key) => !(key in shape))
    .sort();
  const entries = new Map(Object.entries(data));
  return Object.fromEntries(
    [...known, ...others].map((key) => [key, orderedBy(shape[key] ?? ANYTHING, entries.get(key))]),
  );
}

const ANYTHING = z.unknown();

type Shape = Readonly<Record<string, z.core.$ZodType>>;

function elementOf(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodArray ? inner.element : ANYTHING;
}

/** The shape of an object's schema; of a union, that of the first member that takes the data's discriminator. */
function shapeOf(schema: z.core.$ZodType, data: object): Shape {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return inner.shape;
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return {};
  const key = inner.def.discriminator;
  const entries = new Map(Object.entries(data));
  const member = inner.options.find((option) => {
    const field = option instanceof z.ZodObject ? (option.shape as Shape)[key] : undefined;
    return field !== undefined && z.safeParse(field, entries.get(key)).success;
  });
  return member instanceof z.ZodObject ? member.shape : {};
}

/** Without what makes a schema optional, nullable or gives it a default. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap());
  }
  return schema;
}
