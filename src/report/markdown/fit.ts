/**
 * Rendering within a limit: the same report again with less detail until it fits, never a cut string.
 * The levels are left to `detail.ts`.
 */
import type { Detail } from './detail.js';

/** The size of a text in what a limit counts. */
export type Measure = (text: string) => number;

/** GitHub counts a comment's characters; UTF-16 units are never fewer. */
export const inCharacters: Measure = (text) => text.length;

/** A job summary is limited in bytes of UTF-8. */
export const inBytes: Measure = (text) => {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character.codePointAt(0) ?? 0);
  return bytes;
};

/**
 * The most detailed rendering that fits.
 * @throws {RangeError} when even the least detailed one does not: the limit is smaller than any report
 */
export function firstThatFits(
  levels: readonly Detail[],
  render: (detail: Detail) => string,
  max: number,
  measure: Measure,
): string {
  for (const detail of levels) {
    const text = render(detail);
    if (measure(text) <= max) return text;
  }
  throw new RangeError(`A report does not fit into ${max}: give it more room.`);
}

/** Bytes of a code point in UTF-8, RFC 3629 section 3. */
function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
