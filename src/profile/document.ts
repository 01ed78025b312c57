/**
 * Finds Scalene's JSON document in a text: alone, between a program's own output, cut off, or not there at all.
 * What stands in the document is left to `parse.ts`.
 */
import { isRecord, type Json } from './read.js';

/** What was found. A message is one whole sentence. */
export type Found =
  | { readonly kind: 'document'; readonly document: Json }
  | { readonly kind: 'too-short' }
  | { readonly kind: 'none'; readonly message: string };

/** Candidates for the document's first brace: Scalene writes its keys in order, so this one comes first in every version. */
const SCALENE_START = /\{\s*"alloc_samples"/g;
const ANY_START = /\{\s*"/g;

/** How often a text may be read over while its document is looked for: text that is made to be slow ends there. */
const READINGS = 4;

/** Looks for the document. Never throws, whatever the text. */
export function findDocument(text: string): Found {
  const trimmed = text.trim();
  if (trimmed === '')
    return none(
      'The profile is empty, so the run ended before Scalene wrote it: look at its output and profile again.',
    );
  const whole = tryParse(trimmed);
  return whole === undefined ? searchIn(trimmed) : judge(whole);
}

function judge(value: unknown): Found {
  if (!isRecord(value))
    return none('This JSON is not a Scalene profile, because it is not an object: pass the file that Scalene wrote.');
  if (Object.keys(value).length === 0) return { kind: 'too-short' };
  if (!isRecord(value['files'])) {
    return none(
      'This JSON is not a Scalene profile, because it has no object `files`: pass the file that Scalene wrote.',
    );
  }
  return { kind: 'document', document: value };
}

function searchIn(text: string): Found {
  const { document, cutOff } = scanFor(text);
  if (document !== undefined) return { kind: 'document', document };
  if (/^[ \t]*\{\}[ \t\r]*$/m.test(text)) return { kind: 'too-short' };
  if (cutOff) {
    return none(
      `The profile is cut off after ${String(text.length)} characters, probably because the run was killed while Scalene wrote it: profile again.`,
    );
  }
  return none(
    'This is not a Scalene profile, because no JSON object with `files` is in it: pass the file that Scalene wrote.',
  );
}

/** Tries every place where the document may begin, the likely ones first. */
function scanFor(text: string): { document?: Json; cutOff: boolean } {
  let budget = READINGS * text.length;
  let cutOff = false;
  for (const start of [SCALENE_START, ANY_START]) {
    start.lastIndex = 0;
    for (let match = start.exec(text); match !== null && budget > 0; match = start.exec(text)) {
      const end = endOfObject(text, match.index);
      budget -= (end === -1 ? text.length : end) - match.index;
      if (end === -1) {
        cutOff ||= start === SCALENE_START || match.index === 0;
        continue;
      }
      const document = parseObject(text.slice(match.index, end));
      if (document !== undefined) return { document, cutOff };
      start.lastIndex = end;
    }
  }
  return { cutOff };
}

function parseObject(text: string): Json | undefined {
  const value = tryParse(text) ?? tryParse(withoutBareNumbers(text));
  return isRecord(value) && isRecord(value['files']) ? value : undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Position behind the brace that closes the one at `from`; −1 when there is none. */
function endOfObject(text: string, from: number): number {
  const mark = /["{}]/g;
  mark.lastIndex = from;
  let depth = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') depth--;
    else {
      const end = endOfString(text, match.index + 1);
      if (end === -1) return -1;
      mark.lastIndex = end;
    }
    if (depth === 0) return mark.lastIndex;
  }
  return -1;
}

/** Position behind the quote that ends a JSON string; −1 when there is none. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (quote - backslashes > from && text.charAt(quote - backslashes - 1) === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return -1;
}

/**
 * Puts the numbers that Python's JSON writer knows and JSON does not (NaN, Infinity) in quotes, so that the reader can
 * say where they stand instead of only that there is one.
 */
function withoutBareNumbers(text: string): string {
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    const quote = text.indexOf('"', from);
    const until = quote === -1 ? text.length : quote;
    parts.push(text.slice(from, until).replace(/-?\b(?:NaN|Infinity)\b/g, '"$&"'));
    if (quote === -1) break;
    const end = endOfString(text, quote + 1);
    parts.push(text.slice(quote, end === -1 ? text.length : end));
    if (end === -1) break;
    from = end;
  }
  return parts.join('');
}

function none(message: string): Found {
  return { kind: 'none', message };
}
