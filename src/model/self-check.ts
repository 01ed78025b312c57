/**
 * What a comparison of a commit with itself, many times over, says of a program and a machine: how far their verdicts can be trusted.
 * Making it is left to `compare` and `engine`, telling it to `report`.
 */
import type { MetricId } from './metrics.js';

export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly rate: number;
  /** 95 % interval (Wilson). */
  readonly interval: readonly [number, number];
}

export interface SelfCheck {
  /** `repeated`: every comparison had runs of its own. `resampled`: they were drawn from one measurement. */
  readonly how: 'repeated' | 'resampled';
  /** Pairs of real runs that all of it rests on. */
  readonly pairs: number;
  readonly comparisons: number;
  /** Comparisons whose gate failed, though nothing had changed. */
  readonly falseAlarms: Rate;
  /** Comparisons that called some function regressed. */
  readonly functionAlarms: Rate;
  readonly inconclusive: Rate;
  readonly meanPairs: number;
  /** Per metric: noise of one pair, and the smallest change that the last look shows. Medians over the comparisons. */
  readonly metrics: readonly {
    readonly metric: MetricId;
    readonly noise: number | null;
    readonly minimumDetectable: number | null;
  }[];
}
