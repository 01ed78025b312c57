/**
 * Numbers as the page carries them: no more digits than anyone could see.
 * Showing them is left to `units.ts`.
 */

const DIGITS = 5;

/** Five significant digits. A figure of the Comparison is never rounded, only what is drawn beside it. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
