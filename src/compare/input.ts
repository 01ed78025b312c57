/**
 * What `compare` takes: measurements with their profiles read, and the rules to judge by.
 * Reading folders is left to `measure`, choosing the rules to `config`.
 */
import type { Measurement } from '../model/measurement.js';
import type { MetricId } from '../model/metrics.js';
import type { Profile } from '../profile/model.js';

/** One measurement folder in memory: one block, in whose bounds pairs are formed. */
export interface LoadedMeasurement {
  readonly measurement: Measurement;
  /** By the path in `run.profile`. A run whose profile is missing here counts as `no-profile`. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Text of `diff.patch`, where there is one. Untrusted. */
  readonly diff?: string;
}

/** Accepted relative change (fraction) and absolute change (in the metric's unit). */
export interface Limit {
  readonly tolerance: number;
  readonly floor: number;
}

/** A limit for the functions whose `file:qualified.name`, or name alone, a glob matches. */
export interface FunctionLimit {
  readonly pattern: string;
  readonly metric?: MetricId;
  readonly limit: Partial<Limit>;
}

/** What the gate fails on. */
export type FailOn = MetricId | 'functions' | 'leaks';

export interface CompareSettings {
  readonly limits: { readonly [Id in MetricId]: Limit };
  readonly functionLimits: readonly FunctionLimit[];
  readonly failOn: readonly FailOn[];
  readonly failOnInconclusive: boolean;
  readonly minPairs: number;
  readonly maxPairs: number;
  /** Globs of repository paths: only these files' functions are listed; all when empty. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
}
