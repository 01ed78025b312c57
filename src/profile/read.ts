/**
 * Reads values out of a parsed JSON document and says where in it one is not what it must be.
 * Which values are read is left to the modules that know Scalene's keys.
 */
import { InputError } from '../model/errors.js';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** Larger amounts than this are damage: no line has 10^12 MiB, and sums of such numbers would leave what a number can hold. */
const LARGEST = 1e12;

/** Scalene subtracts floating-point numbers, so what should be zero may fall just below it. */
const BARELY_NEGATIVE = -1e-6;

/** A place in the document, for error messages: a list of steps that is only joined when something is wrong. */
export interface Place {
  readonly parent: Place | null;
  /** May change while a list is gone through: one place then serves all its entries. */
  step: string | number;
}

export function place(parent: Place | null, step: string | number): Place {
  return { parent, step };
}

/** `files["/repo/a.py"].lines[3].n_peak_mb` */
export function pathOf({ parent, step }: Place): string {
  if (parent === null) return String(step);
  if (typeof step === 'number') return `${pathOf(parent)}[${String(step)}]`;
  return /^\w+$/.test(step) ? `${pathOf(parent)}.${step}` : `${pathOf(parent)}[${JSON.stringify(shortened(step))}]`;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A finite amount that is not negative. The caller takes the value out of its object, with the key as a constant: the
 * engine then looks it up several times faster than by a key in a variable, which half of the reading time hangs on.
 *
 * @throws InputError naming the place of anything else
 */
export function amount(value: unknown, where: Place, key: string | number): number {
  if (typeof value === 'number' && value >= 0 && value <= LARGEST) return value;
  if (typeof value === 'number' && value < 0 && value >= BARELY_NEGATIVE) return 0;
  return refuse(place(where, key), value, 'a number from 0 up');
}

/** As `amount`; 0 where the version does not write the key. */
export function optionalAmount(value: unknown, where: Place, key: string | number): number {
  return value === undefined ? 0 : amount(value, where, key);
}

/** A finite number, negative ones too; undefined where the version does not write the key. */
export function optionalNumber(value: unknown, where: Place, key: string | number): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Math.abs(value) <= LARGEST) return value;
  return refuse(place(where, key), value, 'a number');
}

/** A line number, from 1. */
export function lineNumber(value: unknown, where: Place, key: string | number): number {
  if (typeof value === 'number' && value >= 1 && value <= LARGEST && Number.isInteger(value)) return value;
  return refuse(place(where, key), value, 'a line number');
}

export function text(value: unknown, where: Place, key: string | number): string {
  return typeof value === 'string' ? value : refuse(place(where, key), value, 'a text');
}

export function record(value: unknown, where: Place): Json {
  return isRecord(value) ? value : refuse(where, value, 'an object');
}

export function list(value: unknown, where: Place): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : refuse(where, value, 'a list');
}

/**
 * Says that a value is not what it must be.
 *
 * @throws InputError always
 */
export function refuse(where: Place, value: unknown, wanted: string): never {
  throw new InputError(
    `The profile is damaged, because \`${pathOf(where)}\` is ${described(value)} where ${wanted} must be: profile again.`,
  );
}

function described(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the text ${JSON.stringify(shortened(value))}` : String(value);
}

function shortened(value: string): string {
  return value.length <= 80 ? value : `${value.slice(0, 79)}…`;
}
