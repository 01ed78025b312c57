/**
 * What `compare` takes: measurements with their profiles read, and the rules to judge by.
 * Reading folders is left to `measure`, choosing the rules to `config`.
 */
export type { CompareSettings, FailOn, FunctionLimit, Limit } from '../model/judging.js';

export type { LoadedMeasurement } from '../profile/loaded.js';
