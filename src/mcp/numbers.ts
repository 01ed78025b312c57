/**
 * Numbers as the answers give them: short, in text with their unit, the same everywhere.
 * Which numbers are given is left to the views.
 */

/** Four significant digits: what is beyond is noise, and costs a reader's context. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Seconds with three significant digits, milliseconds below one. */
export function seconds(value: number): string {
  return value < 1 ? `${significant(value * 1000)} ms` : `${significant(value)} s`;
}

/** Mebibytes with three significant digits. */
export function mib(value: number): string {
  return `${significant(value)} MiB`;
}

/** A share of 0 to 100. */
export function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

/** A relative change given as a fraction, with its sign. */
export function change(value: number): string {
  const percentage = value * 100;
  return `${percentage > 0 ? '+' : percentage < 0 ? '−' : ''}${Math.abs(percentage).toFixed(1)} %`;
}

const AGES: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** `3 minutes ago`. */
export function age(ms: number): string {
  const [unit, name] = AGES.find(([each]) => ms >= each) ?? [1_000, 'second'];
  const count = Math.max(0, Math.floor(ms / unit));
  return `${String(count)} ${name}${count === 1 ? '' : 's'} ago`;
}

function significant(value: number): string {
  if (value === 0) return '0';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
