/**
 * The exact one-sided rank-sum test (Mann & Whitney 1947), for values whose noise no model fits.
 */

/**
 * Probability, if head and base were exchangeable, of a rank sum of head at least as large as the one seen.
 * Ties count by mid-ranks and the distribution is exact for the ranks at hand; 1 when a side is empty.
 */
export function rankSumGreater(base: readonly number[], head: readonly number[]): number {
  if (base.length === 0 || head.length === 0) return 1;
  const doubled = doubledRanks([...base, ...head]);
  const seen = doubled.slice(base.length).reduce((a, b) => a + b, 0);
  const counts = sumsOfSubsets(doubled, head.length);
  let all = 0;
  let asLarge = 0;
  counts.forEach((count, total) => {
    all += count;
    if (total >= seen) asLarge += count;
  });
  return all === 0 ? 1 : asLarge / all;
}

/** Twice the mid-rank of every value, so that ties stay whole numbers. */
function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to++;
    for (let k = from; k <= to; k++) ranks[order[k]?.index ?? 0] = from + to + 2;
    from = to + 1;
  }
  return ranks;
}

/** How many subsets of the given size have each sum, as a list indexed by the sum. */
function sumsOfSubsets(weights: readonly number[], size: number): Float64Array {
  const most = weights.reduce((a, b) => a + b, 0) + 1;
  const table = Array.from({ length: size + 1 }, () => new Float64Array(most));
  const first = table[0];
  if (first) first[0] = 1;
  for (const weight of weights) {
    for (let chosen = size; chosen >= 1; chosen--) {
      const to = table[chosen];
      const from = table[chosen - 1];
      if (!to || !from) continue;
      for (let total = most - 1; total >= weight; total--) to[total] = (to[total] ?? 0) + (from[total - weight] ?? 0);
    }
  }
  return table[size] ?? new Float64Array(0);
}
