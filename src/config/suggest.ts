/**
 * "Did you mean …?" for a name that nobody knows.
 * What to do with the suggestion is left to whoever words the error.
 */
import { closest, distance } from 'fastest-levenshtein';

/** Edits per length of the name up to which a candidate is still plausible: one in three letters mistyped. */
const PLAUSIBLE = 1 / 3;

/** The candidate most like `name`, or undefined when none is plausible. */
export function suggest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(name, candidates);
  const edits = distance(name.toLowerCase(), best.toLowerCase());
  return edits <= Math.floor(best.length * PLAUSIBLE) ? best : undefined;
}

/** ` Did you mean "x"?`, or, when nothing is near, the whole choice. Starts with a space, to follow a sentence. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const best = suggest(name, candidates);
  return best === undefined ? ` Known here: ${candidates.join(', ')}.` : ` Did you mean "${best}"?`;
}
