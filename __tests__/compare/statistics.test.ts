// The statistical code against SciPy: the tables and the command that made them are in fixtures/statistics.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import tCdf from '@stdlib/stats-base-dists-t-cdf';
import * as z from 'zod';
import { holm } from '../../src/compare/stats/holm.js';
import { posterior } from '../../src/compare/stats/posterior.js';
import { rankSumGreater } from '../../src/compare/stats/ranks.js';
import { wilson } from '../../src/compare/stats/wilson.js';
import { median, medianDeviation, standardDeviation } from '../../src/compare/stats/robust.js';

const numbers = z.array(z.number());
const tables = z
  .object({
    posteriors: z.array(
      z.object({
        blocks: z.array(numbers),
        typicalScale: z.number(),
        logScaleSd: z.number(),
        probes: numbers,
        median: z.number(),
        lower: z.number(),
        upper: z.number(),
        above: numbers,
      }),
    ),
    rankSums: z.array(z.object({ base: numbers, head: numbers, p: z.number() })),
    tTails: z.array(z.object({ t: z.number(), degrees: z.number(), p: z.number() })),
    wilson: z.array(z.object({ count: z.number(), of: z.number(), interval: numbers })),
    holm: z.array(z.object({ pValues: numbers, level: z.number(), significant: z.array(z.boolean()) })),
    normalPerScale: z.number(),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/statistics/tables.json', import.meta.url), 'utf8')));

describe('the distribution of a change, against numerical integration by SciPy', () => {
  it.each(tables.posteriors)('has the quantiles and tails of $blocks', (table) => {
    const change = posterior(table.blocks, table);
    const width = table.upper - table.lower;
    expect(Math.abs(change.median - table.median)).toBeLessThan(0.01 * width);
    expect(Math.abs(change.lower - table.lower)).toBeLessThan(0.02 * width);
    expect(Math.abs(change.upper - table.upper)).toBeLessThan(0.02 * width);
    table.probes.forEach((probe, i) => {
      const expected = table.above[i] ?? NaN;
      expect(Math.abs(change.above(probe) - expected)).toBeLessThan(0.003);
      // Small tails decide verdicts, so they must be right in proportion too.
      const tail = Math.min(expected, 1 - expected);
      const ours = Math.min(change.above(probe), 1 - change.above(probe));
      if (tail > 1e-6) expect(Math.abs(Math.log(ours / tail))).toBeLessThan(0.12);
    });
  });

  it('estimates the noise of normal pairs in standard deviations', () => {
    expect(tables.normalPerScale).toBeCloseTo(1.2033643751, 4);
    const even = Array.from({ length: 60 }, (_, i) => 0.03 * normalQuantileish((i + 0.5) / 60));
    expect(posterior([even], { typicalScale: 0.02, logScaleSd: 0.6 }).pairNoise).toBeCloseTo(0.03, 2);
  });

  it('is mirrored when the sides are swapped', () => {
    const values = [0.02, 0.07, -0.01, 0.3, 0.05];
    const prior = { typicalScale: 0.02, logScaleSd: 0.6 };
    const there = posterior([values], prior);
    const back = posterior([values.map((value) => -value)], prior);
    expect(back.median).toBeCloseTo(-there.median, 12);
    expect(back.lower).toBeCloseTo(-there.upper, 12);
    expect(back.above(0.01)).toBeCloseTo(1 - there.above(-0.01), 12);
  });
});

/** A rough normal quantile (Hastings), good to three digits. */
function normalQuantileish(p: number): number {
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  const size =
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return p < 0.5 ? -size : size;
}

describe('tests and intervals, against SciPy', () => {
  it.each(tables.rankSums)('rank-sum of $head over $base', ({ base, head, p }) => {
    expect(rankSumGreater(base, head)).toBeCloseTo(p, 9);
  });

  it.each(tables.tTails)('two-sided t at $t', ({ t, degrees, p }) => {
    expect(2 * tCdf(-t, degrees)).toBeCloseTo(p, 9);
  });

  it.each(tables.wilson)('Wilson interval of $count in $of', ({ count, of, interval }) => {
    const [low, high] = wilson(count, of);
    expect(low).toBeCloseTo(interval[0] ?? NaN, 5);
    expect(high).toBeCloseTo(interval[1] ?? NaN, 5);
  });

  it.each(tables.holm)('Holm on $pValues', ({ pValues, level, significant }) => {
    expect(holm(pValues, level)).toEqual(significant);
  });
});

describe('order statistics', () => {
  it('are zero of nothing rather than NaN', () => {
    expect([median([]), medianDeviation([]), standardDeviation([1])]).toEqual([0, 0, 0]);
  });

  it('take the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
