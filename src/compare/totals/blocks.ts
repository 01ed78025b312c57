/**
 * Several blocks (shards made on several runners) as one answer: where they disagree beyond their noise, the answer gets
 * as wide as their disagreement. Pairs are formed, and noise is estimated, inside a block only.
 */
import { posterior, type NoisePrior, type Posterior } from '../stats/posterior.js';

export interface Combined {
  readonly change: Posterior;
  readonly disagree: boolean;
}

/** Q above this many times its expectation, for k blocks, is called a disagreement (about 1 % of agreeing ones). */
const DISAGREEMENT: readonly number[] = [Infinity, Infinity, 6.6, 4.6, 3.8, 3.3];

/** The pooled distribution, stretched by the Birge ratio √(Q / (k − 1)) where the blocks disagree (Birge 1932; PDG). */
export function stretch(blocks: readonly (readonly number[])[], pooled: Posterior, prior: NoisePrior): Combined {
  const filled = blocks.filter((block) => block.length > 0);
  if (filled.length < 2) return { change: pooled, disagree: false };
  const parts = filled.map((block) => posterior([block], prior));
  const q = parts.reduce((total, part) => total + ((part.median - pooled.median) / part.standardError) ** 2, 0);
  const ratio = q / (filled.length - 1);
  const disagree = ratio > (DISAGREEMENT[filled.length] ?? 3);
  if (!disagree) return { change: pooled, disagree };
  const factor = Math.sqrt(ratio);
  const unstretched = (logRatio: number): number => pooled.median + (logRatio - pooled.median) / factor;
  return {
    disagree,
    change: {
      median: pooled.median,
      standardError: pooled.standardError * factor,
      lower: pooled.median + (pooled.lower - pooled.median) * factor,
      upper: pooled.median + (pooled.upper - pooled.median) * factor,
      pairNoise: pooled.pairNoise,
      above: (logRatio) => pooled.above(unstretched(logRatio)),
    },
  };
}
