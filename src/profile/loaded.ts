/**
 * One measurement folder in memory: its index and the profiles that its runs name.
 * Reading the folder is left to `measure`, judging it to `compare`.
 */
import type { Measurement } from '../model/measurement.js';
import type { Profile } from './model.js';

/** One block, in whose bounds pairs are formed. */
export interface LoadedMeasurement {
  readonly measurement: Measurement;
  /** By the path in `run.profile`. A run whose profile is missing here counts as `no-profile`. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Text of `diff.patch`, where there is one. Untrusted. */
  readonly diff?: string;
}
