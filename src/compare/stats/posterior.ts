/**
 * What the log ratios of a few pairs say about the true change: its whole distribution, worked out on a grid.
 * Which probabilities are enough for a verdict is left to `totals/decide.ts`.
 *
 * Model, for the pairs i of block k (one block: one machine at one time):
 *   x_ki = ln(head / base) = δ + s_k · e_ki,   e ~ Student's t with 4 degrees of freedom,
 *   ln s_k ~ Normal(ln `typicalScale`, `logScaleSd`),   δ flat.
 * The heavy tails of t₄ give a disturbed pair little weight instead of letting it move the mean, and the prior on the
 * scale says what three pairs alone cannot: how noisy machines usually are. Blocks share δ and nothing else, so a noisy
 * block counts for less. References: Lange, Little & Taylor 1989 (t errors); Smyth 2004 (moderated variances).
 */
import { median, medianDeviation } from './robust.js';

/** What is known about the noise of a metric's pairs before any is seen. */
export interface NoisePrior {
  /** Median of the scale of one pair's log ratio; the standard deviation of normal noise is about 1.2 times the scale. */
  readonly typicalScale: number;
  /** Standard deviation of ln scale: 0.6 lets two thirds of machines be within a factor of 1.8 of the typical one. */
  readonly logScaleSd: number;
}

/** The distribution of δ, the true log ratio of head to base. */
export interface Posterior {
  readonly median: number;
  /** Half the width of the central 95 % interval, divided by 1.96. */
  readonly standardError: number;
  /** Ends of the central 95 % interval. */
  readonly lower: number;
  readonly upper: number;
  /** Expected standard deviation of one pair's log ratio, had its noise no outliers. */
  readonly pairNoise: number;
  /** Probability that δ lies above a log ratio. */
  readonly above: (logRatio: number) => number;
}

/** Degrees of freedom of the noise: the usual compromise, 92 % efficient for normal noise and safe with one wild pair in ten. */
const DEGREES = 4;
/** Standard deviation of normal noise divided by the t₄ scale that fits it best: 1 / 0.831, the root of E[5x² / (4s² + x²)] = 1. */
const NORMAL_SD_PER_SCALE = 1.2033643751;
const SCALE_POINTS = 25;
/** The scale grid reaches this many prior standard deviations to either side. */
const SCALE_REACH = 4;
const CHANGE_POINTS = 161;
/** The change grid is sinh-spaced: dense at the centre, reaching sinh(7) ≈ 550 widths out, where t tails still matter. */
const CHANGE_REACH = 7;

/** Distribution of δ given each block's log ratios; at least one pair is needed, and all values must be finite. */
export function posterior(blocks: readonly (readonly number[])[], prior: NoisePrior): Posterior {
  const filled = blocks.filter((block) => block.length > 0);
  const all = filled.flat();
  const grid = changeGrid(all, prior);
  const scales = scaleGrid(prior);
  const logDensity = new Float64Array(CHANGE_POINTS);
  const scaleWeights = new Float64Array(SCALE_POINTS);
  const perBlock = filled.map((block) => scaleTable(block, grid.points, scales));
  for (let i = 0; i < CHANGE_POINTS; i++) {
    let total = 0;
    for (const table of perBlock) total += logSumExp(table, i * SCALE_POINTS, SCALE_POINTS);
    logDensity[i] = total;
  }
  const mass = normalised(logDensity, grid.widths);
  // Expected scale, weighted by how many pairs each block has.
  let noise = 0;
  perBlock.forEach((table, k) => {
    scaleWeights.fill(0);
    for (let i = 0; i < CHANGE_POINTS; i++) addScaleWeights(table, i, mass[i] ?? 0, scaleWeights);
    let expected = 0;
    for (let j = 0; j < SCALE_POINTS; j++) expected += (scaleWeights[j] ?? 0) * (scales[j]?.scale ?? 0);
    noise += (expected * (filled[k]?.length ?? 0)) / all.length;
  });
  return summary(grid, mass, noise * NORMAL_SD_PER_SCALE);
}

interface ChangeGrid {
  readonly points: Float64Array;
  /** Length of the stretch that each point stands for. */
  readonly widths: Float64Array;
}

/** Points of δ around the median of the log ratios, as dense as the pairs are sharp. */
function changeGrid(values: readonly number[], prior: NoisePrior): ChangeGrid {
  const centre = median(values);
  const spread = (1.4826 * medianDeviation(values) + prior.typicalScale) / 2;
  const unit = (0.5 * spread) / Math.sqrt(values.length);
  const points = new Float64Array(CHANGE_POINTS);
  const widths = new Float64Array(CHANGE_POINTS);
  const middle = (CHANGE_POINTS - 1) / 2;
  for (let i = 0; i < CHANGE_POINTS; i++) {
    const u = (CHANGE_REACH * (i - middle)) / middle;
    points[i] = centre + unit * Math.sinh(u);
    widths[i] = Math.cosh(u);
  }
  return { points, widths };
}

interface ScalePoint {
  readonly scale: number;
  readonly logPrior: number;
}

function scaleGrid(prior: NoisePrior): readonly ScalePoint[] {
  return Array.from({ length: SCALE_POINTS }, (_, j) => {
    const z = SCALE_REACH * ((2 * j) / (SCALE_POINTS - 1) - 1);
    return { scale: prior.typicalScale * Math.exp(z * prior.logScaleSd), logPrior: -0.5 * z * z };
  });
}

/** Log of prior times likelihood of one block, for every point of δ (rows) and of the scale (columns). */
function scaleTable(values: readonly number[], points: Float64Array, scales: readonly ScalePoint[]): Float64Array {
  const table = new Float64Array(points.length * scales.length);
  const power = -(DEGREES + 1) / 2;
  for (let j = 0; j < scales.length; j++) {
    const { scale, logPrior } = scales[j] ?? { scale: 1, logPrior: 0 };
    const inverse = 1 / (DEGREES * scale * scale);
    const constant = logPrior - values.length * Math.log(scale);
    for (let i = 0; i < points.length; i++) {
      // A product and one logarithm instead of a sum of logarithms: with at most a few hundred pairs, split to stay finite.
      let logLikelihood = 0;
      let product = 1;
      for (const value of values) {
        const distance = value - (points[i] ?? 0);
        product *= 1 + distance * distance * inverse;
        if (product > 1e200) {
          logLikelihood += Math.log(product);
          product = 1;
        }
      }
      table[i * scales.length + j] = constant + power * (logLikelihood + Math.log(product));
    }
  }
  return table;
}

function logSumExp(table: Float64Array, start: number, length: number): number {
  let largest = -Infinity;
  for (let j = start; j < start + length; j++) largest = Math.max(largest, table[j] ?? -Infinity);
  let total = 0;
  for (let j = start; j < start + length; j++) total += Math.exp((table[j] ?? -Infinity) - largest);
  return largest + Math.log(total);
}

function addScaleWeights(table: Float64Array, row: number, weight: number, into: Float64Array): void {
  const start = row * SCALE_POINTS;
  const total = logSumExp(table, start, SCALE_POINTS);
  for (let j = 0; j < SCALE_POINTS; j++) into[j] = (into[j] ?? 0) + weight * Math.exp((table[start + j] ?? 0) - total);
}

/** Probabilities of the grid's points, adding up to 1. */
function normalised(logDensity: Float64Array, widths: Float64Array): Float64Array {
  let largest = -Infinity;
  for (const value of logDensity) largest = Math.max(largest, value);
  const mass = logDensity.map((value, i) => Math.exp(value - largest) * (widths[i] ?? 0));
  let total = 0;
  for (const value of mass) total += value;
  return mass.map((value) => value / total);
}

function summary(grid: ChangeGrid, mass: Float64Array, pairNoise: number): Posterior {
  const below = cumulative(mass);
  const at = (probability: number): number => interpolate(below, grid.points, probability);
  const lower = at(0.025);
  const upper = at(0.975);
  return {
    median: at(0.5),
    lower,
    upper,
    standardError: (upper - lower) / (2 * 1.959964),
    pairNoise,
    above: (logRatio) => 1 - interpolate(grid.points, below, logRatio),
  };
}

/** Probability below each point, counting half of its own: symmetric, so that swapping the sides mirrors every figure. */
function cumulative(mass: Float64Array): Float64Array {
  let total = 0;
  return mass.map((value) => {
    total += value;
    return total - value / 2;
  });
}

/** Value at `x` of the line through the points (xs, ys), xs rising; the end values outside. */
function interpolate(xs: Float64Array, ys: Float64Array, x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] ?? 0)) return ys[0] ?? 0;
  if (x >= (xs[last] ?? 0)) return ys[last] ?? 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const width = (xs[high] ?? 0) - (xs[low] ?? 0);
  const share = width > 0 ? (x - (xs[low] ?? 0)) / width : 0.5;
  return (ys[low] ?? 0) + share * ((ys[high] ?? 0) - (ys[low] ?? 0));
}
