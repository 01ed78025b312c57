/**
 * The parts of a Comparison in which nothing was found, because nothing could be compared.
 * Why that is so is left to whoever says it.
 */
import type { Comparison } from '../model/comparison.js';

/** An incomparable pair of sides: no pair of runs and no finding, and none that more runs would bring. A fresh one each time. */
export function nothingCompared() {
  return {
    verdict: 'incomparable',
    conclusive: true,
    nextLook: null,
    metrics: [],
    functions: [],
    lines: [],
    leaks: [],
    regressions: [],
    improvements: [],
    unchanged: [],
    recommendations: [],
  } satisfies Partial<Comparison>;
}
