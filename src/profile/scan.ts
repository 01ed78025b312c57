/**
 * Splits Python source into logical lines, as far as finding functions needs it: strings, brackets, line continuations,
 * indentation. What the lines mean is left to `functions.ts`.
 */

/** One statement or block header; it may span several source lines. */
export interface LogicalLine {
  /** First source line, from 1. */
  readonly line: number;
  /** Last source line. */
  readonly endLine: number;
  /** Column of its first character, tabs counted as Python's tokenizer counts them. */
  readonly indent: number;
}

/** Where a source line leaves the scanner. */
interface State {
  /** The quotes that end the string in which the line ended; empty outside strings. */
  readonly quote: string;
  /** Open brackets. */
  readonly depth: number;
  /** The line ended with a backslash outside strings. */
  readonly continued: boolean;
}

const OUTSIDE: State = { quote: '', depth: 0, continued: false };

const BLANK = /^\s*(?:#.*)?$/;

/** These keywords cannot stand inside brackets: seen there, an earlier bracket was misread, and it ends here. */
const BLOCK_HEADER = /^\s*(?:async\s+def|def|class)\s+\w/;

/** A tab moves on to the next multiple of this (Python Language Reference, 2.1.8). */
const TAB = 8;

/** The logical lines of a file, blank and comment lines left out. Never throws, whatever the text. */
export function logicalLines(sources: readonly string[]): LogicalLine[] {
  const found: { line: number; endLine: number; indent: number }[] = [];
  let state = OUTSIDE;
  sources.forEach((text, index) => {
    if (startsHere(text, state)) {
      if (BLANK.test(text)) return;
      found.push({ line: index + 1, endLine: index + 1, indent: indentation(text) });
      state = OUTSIDE;
    }
    const current = found.at(-1);
    if (current !== undefined) current.endLine = index + 1;
    state = after(text, state);
  });
  return found;
}

function startsHere(text: string, { quote, depth, continued }: State): boolean {
  if (quote !== '' || continued) return false;
  return depth === 0 || BLOCK_HEADER.test(text);
}

function indentation(text: string): number {
  let column = 0;
  for (const character of text) {
    if (character === ' ') column++;
    else if (character === '\t') column += TAB - (column % TAB);
    else if (character === '\f' || character === '\uFEFF') column = 0;
    else break;
  }
  return column;
}

/** The state at the end of a source line that began in another. */
function after(text: string, before: State): State {
  let { quote, depth } = before;
  let at = 0;
  while (at < text.length) {
    if (quote !== '') {
      const end = endOfString(text, quote, at);
      if (end === -1) return unfinished(text, quote, depth);
      at = end;
      quote = '';
      continue;
    }
    const character = text.charAt(at);
    if (character === '#') return { quote, depth, continued: false };
    if (character === '"' || character === "'") {
      quote = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      at += quote.length;
      continue;
    }
    depth = Math.max(0, depth + bracket(character));
    at++;
  }
  if (quote !== '') return unfinished(text, quote, depth);
  return { quote, depth, continued: text.endsWith('\\') };
}

function bracket(character: string): number {
  switch (character) {
    case '(':
    case '[':
    case '{':
      return 1;
    case ')':
    case ']':
    case '}':
      return -1;
    default:
      return 0;
  }
}

/** Position behind the closing quotes; −1 when the string does not end on this line. */
function endOfString(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return -1;
}

/** A string in single quotes goes on behind a backslash only. */
function unfinished(text: string, quote: string, depth: number): State {
  const goesOn = quote.length === 3 || /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  return { quote: goesOn ? quote : '', depth, continued: false };
}
