/**
 * The one warning that a report raises above the tables: the gravest one about whether the comparison is valid at all.
 * All other warnings are left to the facts in `sure.ts`.
 */
import type { Comparison, Warning } from '../model/comparison.js';

/** Codes of warnings about validity, the gravest first. */
const ABOUT_VALIDITY: readonly string[] = [
  'tampered',
  'profile-versions-differ',
  'profile-scope-differs',
  'no-timing-runs',
  'few-samples',
  'different-cpu-model',
  'blocks-disagree',
  'few-profiles',
];

/** The warning to raise, or null when none is about validity. */
export function alertOf({ warnings }: Comparison): Warning | null {
  const found = ABOUT_VALIDITY.map((code) => warnings.find((warning) => warning.code === code));
  return found.find((warning) => warning !== undefined) ?? null;
}
