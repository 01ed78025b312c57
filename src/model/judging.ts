/**
 * The rules to judge by: accepted changes, what fails the gate, how many pairs may be made.
 * Choosing them is left to `config`, applying them to `compare`.
 */
import { METRIC_IDS, type MetricId } from './metrics.js';

/** Accepted relative change (fraction) and absolute change (in the metric's unit). */
export interface Limit {
  readonly tolerance: number;
  readonly floor: number;
}

/** A limit for the functions whose `file:qualified.name`, or name alone, a glob matches. */
export interface FunctionLimit {
  readonly pattern: string;
  /** The one metric it is for; every metric when missing. */
  readonly metric?: MetricId;
  readonly limit: Partial<Limit>;
}

/** All that `fail-on` may name. */
export const FAIL_ON = [...METRIC_IDS, 'functions', 'leaks'] as const;

/** What the gate fails on. */
export type FailOn = (typeof FAIL_ON)[number];

export interface CompareSettings {
  readonly limits: { readonly [Id in MetricId]: Limit };
  /** In rising order of precedence: of several that match and set the same field, the last one counts. */
  readonly functionLimits: readonly FunctionLimit[];
  readonly failOn: readonly FailOn[];
  readonly failOnInconclusive: boolean;
  readonly minPairs: number;
  readonly maxPairs: number;
  /** Globs of repository paths: only these files' functions are listed; all when empty. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
}
