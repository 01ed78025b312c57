/**
 * From log ratios to relative changes, as reports show them: always finite.
 */

/** Less than this many seconds or MiB is nothing: ratios of such amounts mean nothing. */
export const NEARLY_ZERO = 1e-6;

/** Relative changes are shown up to e²⁰, so that none is infinite. */
const LARGEST_LOG = 20;

/** (head − base) / base from ln(head / base). */
export function relativeChange(logRatio: number): number {
  return Math.expm1(Math.min(LARGEST_LOG, logRatio));
}
