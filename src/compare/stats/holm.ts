/**
 * Correction for having looked at many functions at once (Holm 1979): the chance of any false claim stays below `level`.
 */

/** Which of the p-values are still significant after the correction, in the order given. */
export function holm(pValues: readonly number[], level: number): boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const significant = new Array<boolean>(pValues.length).fill(false);
  for (const [rank, { p, index }] of order.entries()) {
    if (!(p <= level / (pValues.length - rank))) break;
    significant[index] = true;
  }
  return significant;
}
