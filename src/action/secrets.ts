/**
 * Takes secrets out of what leaves the runner. The runner masks its own log and nothing else: a comment, a summary or an
 * artifact would show what a program printed of its environment.
 */

/** Shorter values are words such as `UTC` or `true`, which stand everywhere. */
const SHORTEST = 8;

const MASK = '***';

/** Replaces every secret in a text, the longest first, so that one that holds another goes as a whole. */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const values = [...new Set(secrets)]
    .filter((value) => value !== undefined)
    .filter((value) => value.length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
  return (text) => values.reduce((rest, value) => rest.replaceAll(value, MASK), text);
}
