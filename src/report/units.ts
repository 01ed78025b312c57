/**
 * Numbers as people read them: one scale per row, three significant digits, the sign of a change always shown.
 * What the numbers mean is left to `words.ts`, how they are laid out to the renderers.
 */
import type { Unit } from '../model/metrics.js';

/** What stands where a side has no value. */
export const MISSING = '–';
/** A change that the runs do not show. */
export const WITHIN_NOISE = '~';
/** A ratio that is not defined: no base value, or a base of zero. */
export const UNDEFINED_RATIO = '?';

const MINUS = '\u2212';
const DIGITS_OF_LARGEST = 3;
const DIGITS_OF_SMALLEST = 2;
/** Beyond these a value is zero for every purpose. */
const MAX_DECIMALS = 3;

/** A unit with its number of decimals, chosen once for all the values of a row. */
export interface Scale {
  /** Values in the metric's unit are divided by this. */
  readonly divisor: number;
  readonly suffix: string;
  readonly decimals: number;
}

interface Step {
  /** Used from this value on, in the metric's unit. */
  readonly from: number;
  readonly divisor: number;
  readonly suffix: string;
}

/** From large to small. Minutes begin at two, so that `90 s` stays what people say. */
const STEPS: { readonly [U in Unit]: readonly [Step, ...Step[]] } = {
  s: [
    { from: 7200, divisor: 3600, suffix: 'h' },
    { from: 120, divisor: 60, suffix: 'min' },
    { from: 1, divisor: 1, suffix: 's' },
    { from: 1e-3, divisor: 1e-3, suffix: 'ms' },
    { from: 0, divisor: 1e-6, suffix: 'µs' },
  ],
  MiB: [
    { from: 2 ** 20, divisor: 2 ** 20, suffix: 'TiB' },
    { from: 2 ** 10, divisor: 2 ** 10, suffix: 'GiB' },
    { from: 1, divisor: 1, suffix: 'MiB' },
    { from: 0, divisor: 2 ** -10, suffix: 'KiB' },
  ],
};

/**
 * The scale for values that stand side by side. The largest decides the unit and has three significant digits; where the smallest would
 * be left with fewer than two, there is one decimal more.
 */
export function scaleOf(values: readonly (number | null)[], unit: Unit): Scale {
  const sizes = values
    .filter(isFiniteNumber)
    .map(Math.abs)
    .filter((size) => size > 0);
  const largest = Math.max(0, ...sizes);
  // Nothing but zeros and gaps: the metric's own unit, whole.
  if (largest === 0) return { divisor: 1, suffix: unit, decimals: 0 };
  const steps = STEPS[unit];
  const step = steps.find(({ from }) => largest >= from) ?? steps[0];
  const needed = decimalsFor(largest / step.divisor, DIGITS_OF_LARGEST);
  const wanted = decimalsFor(Math.min(...sizes) / step.divisor, DIGITS_OF_SMALLEST);
  return { divisor: step.divisor, suffix: step.suffix, decimals: Math.max(needed, Math.min(wanted, needed + 1)) };
}

/** The number alone, such as `14.2`; `–` for a missing value. */
export function formatNumber(value: number | null, scale: Scale): string {
  if (!isFiniteNumber(value)) return MISSING;
  return value === 0 ? '0' : signed(value / scale.divisor, scale.decimals, 'minus-only');
}

/** The number with its unit, such as `14.2 s`; `–` for a missing value. */
export function formatAmount(value: number | null, scale: Scale): string {
  return isFiniteNumber(value) ? `${formatNumber(value, scale)} ${scale.suffix}` : MISSING;
}

/** One value in a scale of its own. */
export function formatSingle(value: number | null, unit: Unit): string {
  return formatAmount(value, scaleOf([value], unit));
}

/** A round number as it was set, such as a floor of `20 ms` or `2 MiB`. */
export function formatSetting(value: number, unit: Unit): string {
  const scale = scaleOf([value], unit);
  return `${trimZeros(formatNumber(value, scale))} ${scale.suffix}`;
}

/** From base to head in one scale, the unit once: `14.2 → 17.5 s`. */
export function formatRange(base: number | null, head: number | null, unit: Unit): string {
  const scale = scaleOf([base, head], unit);
  return `${formatNumber(base, scale)} → ${formatNumber(head, scale)} ${scale.suffix}`;
}

/** A difference with its sign, such as `+3.22 s`. */
export function formatDifference(difference: number, unit: Unit): string {
  const scale = scaleOf([difference], unit);
  return `${signed(difference / scale.divisor, scale.decimals, 'always')} ${scale.suffix}`;
}

/** A relative change and its interval, in one number of decimals. */
export interface ChangeText {
  /** Such as `+23.2 %`, or `?` when the ratio is undefined. */
  readonly change: string;
  /** Without sign, for prose that says `rose` or `fell`. */
  readonly size: string;
  /** Such as `+21.9 … +24.6`; null when there is none. */
  readonly interval: string | null;
}

/** Words a change given as a fraction: whole percents from 100 % on or where the interval is wider than ten points, else one decimal. */
export function formatChange(change: number | null, interval: readonly [number, number] | null): ChangeText {
  if (!isFiniteNumber(change)) return { change: UNDEFINED_RATIO, size: UNDEFINED_RATIO, interval: null };
  const decimals = changeDecimals(change, interval);
  const percent = (fraction: number) => signed(fraction * 100, decimals, 'always');
  return {
    change: `${percent(change)} %`,
    size: `${percent(Math.abs(change)).replace('+', '')} %`,
    interval: interval === null ? null : `${percent(interval[0])} … ${percent(interval[1])}`,
  };
}

/** A share, tolerance or noise given as a fraction: `5 %`, `2.1 %`, `0.04 %`. One decimal below ten percent, more only where it would be zero, none that says nothing. */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  if (!Number.isFinite(percent)) return UNDEFINED_RATIO;
  const size = Math.abs(percent);
  const decimals = size >= 10 || size === 0 ? 0 : Math.min(3, Math.max(1, -Math.floor(Math.log10(size))));
  return `${trimZeros(signed(percent, decimals, 'minus-only'))} %`;
}

/** A whole number with thousands set apart, such as `10,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function changeDecimals(change: number, interval: readonly [number, number] | null): number {
  const points = Math.abs(change) * 100;
  const halfWidth = interval === null ? 0 : ((interval[1] - interval[0]) / 2) * 100;
  if (points >= 100 || halfWidth >= 5) return 0;
  return points > 0 && points < 0.1 ? 2 : 1;
}

function decimalsFor(size: number, digits: number): number {
  const wanted = digits - 1 - Math.floor(Math.log10(size));
  return Math.min(MAX_DECIMALS, Math.max(0, wanted));
}

type SignStyle = 'always' | 'minus-only';

function signed(value: number, decimals: number, style: SignStyle): string {
  const digits = Math.abs(value).toFixed(decimals);
  if (Number(digits) === 0) return digits;
  if (value < 0) return MINUS + digits;
  return style === 'always' ? `+${digits}` : digits;
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

function isFiniteNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
