/**
 * Amounts as people write them - `90s`, `1h30m`, `20ms`, `2MiB`, `5%` - to numbers and back.
 * Which of them a setting accepts is left to `kinds.ts`.
 */
import type { Unit } from '../model/metrics.js';

const NUMBER = String.raw`\d+(?:\.\d+)?`;

/** Seconds per unit of time. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['min', 60],
  ['h', 3600],
]);

/** MiB per unit of memory. Decimal-looking names mean powers of 1024 too, as they do in Scalene. */
const MEBIBYTES: ReadonlyMap<string, number> = new Map([
  ['b', 2 ** -20],
  ['kb', 2 ** -10],
  ['kib', 2 ** -10],
  ['mb', 1],
  ['mib', 1],
  ['gb', 1024],
  ['gib', 1024],
]);

/** A duration: one or more numbers with a unit, such as `90s`, `10m` or `1h30m`; or one bare number, of seconds. */
export const DURATION = new RegExp(`^(?:${NUMBER}|(?:${NUMBER}(?:h|min|m|s) ?)*${NUMBER}(?:h|min|m|s))$`);

const BARE = new RegExp(`^${NUMBER}$`);

/** A percentage, such as `5%` or `2.5 %`. */
export const PERCENT = new RegExp(`^${NUMBER} ?%$`);

const DURATION_PART = new RegExp(`(${NUMBER})(h|min|m|s)`, 'g');
const AMOUNT = new RegExp(`^(${NUMBER}) ?([a-z]+)$`, 'i');

/** Seconds of a text that matches `DURATION`. */
export function parseDuration(text: string): number {
  if (BARE.test(text)) return Number(text);
  const parts = [...text.matchAll(DURATION_PART)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (SECONDS.get(unit ?? '') ?? 0), 0);
}

/** Seconds as text that `parseDuration` reads back, in the largest units that fit: 5400 is `1h30m`. */
export function formatDuration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : '', rest > 0 ? `${rest}s` : ''];
  return parts.join('') || '0s';
}

/** Fraction of a text that matches `PERCENT`: `5%` is 0.05. */
export function parsePercent(text: string): number {
  return Number.parseFloat(text) / 100;
}

/** An absolute amount in the unit that metrics use for its dimension. */
export interface Amount {
  readonly value: number;
  readonly unit: Unit;
}

/** Reads `20ms` or `2MiB`; undefined when the text is no number with a known unit. */
export function parseAmount(text: string): Amount | undefined {
  const [, number, name] = AMOUNT.exec(text) ?? [];
  if (number === undefined || name === undefined) return undefined;
  const seconds = SECONDS.get(name);
  if (seconds !== undefined) return { value: Number(number) * seconds, unit: 's' };
  const mebibytes = MEBIBYTES.get(name.toLowerCase());
  return mebibytes === undefined ? undefined : { value: Number(number) * mebibytes, unit: 'MiB' };
}
