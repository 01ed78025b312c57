/**
 * The part of the settings that says how to judge.
 * Judging is left to `compare`.
 */
import type { CompareSettings } from '../model/judging.js';
import type { Settings } from './resolve.js';

export function toCompareSettings(settings: Settings): CompareSettings {
  const { limits, functionLimits, failOn, failOnInconclusive, minPairs, maxPairs, only, exclude } = settings;
  return { limits, functionLimits, failOn, failOnInconclusive, minPairs, maxPairs, only, exclude };
}
