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

/** Column of a line's first character that is neither space nor tab; a form feed begins anew, as in Python's tokenizer. */
function indentation(text: string): number {
  let column = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ' ') column++;
    else if (character === '\t') column += TAB - (column % TAB);
    else if (character === '\f' || character === '\uFEFF') column = 0;
    else break;
  }
  return column;
}

/** What a character outside strings may do. */
const HASH = 35;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** +1 for an opening bracket, −1 for a closing one, by character code. */
const BRACKETS = bracketTable();

function bracketTable(): Int8Array {
  const table = new Int8Array(128);
  for (const character of '([{') table[character.charCodeAt(0)] = 1;
  for (const character of ')]}') table[character.charCodeAt(0)] = -1;
  return table;
}

/** The state at the end of a source line that began in another. Goes by character codes, because every source is read so. */
function after(text: string, before: State): State {
  let { quote, depth } = before;
  for (let at = 0; at < text.length; at++) {
    if (quote !== '') {
      at = endOfString(text, quote, at);
      if (at === -1) return unfinished(text, quote, depth);
      quote = '';
    }
    const code = text.charCodeAt(at);
    if (code === HASH) return stateOf(depth, false);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      quote = openingQuote(text, at);
      at += quote.length - 1;
    } else if (code < 128) {
      depth = Math.max(0, depth + (BRACKETS[code] ?? 0));
    }
  }
  if (quote !== '') return unfinished(text, quote, depth);
  return stateOf(depth, text.endsWith('\\'));
}

function openingQuote(text: string, at: number): string {
  const quote = text.charAt(at);
  return text.startsWith(quote, at + 1) && text.startsWith(quote, at + 2) ? quote.repeat(3) : quote;
}

function stateOf(depth: number, continued: boolean): State {
  return depth === 0 && !continued ? OUTSIDE : { quote: '', depth, continued };
}

/** Position behind the closing quotes; −1 when the string does not end on this line. */
function endOfString(text: string, quote: string, from: number): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (!isEscaped(text, at, from)) return at + quote.length;
  }
  return -1;
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, at: number, from: number): boolean {
  let start = at;
  while (start > from && text.charAt(start - 1) === '\\') start--;
  return (at - start) % 2 === 1;
}

/** A string in single quotes goes on behind a backslash only. */
function unfinished(text: string, quote: string, depth: number): State {
  const goesOn = quote.length === 3 || /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  return { quote: goesOn ? quote : '', depth, continued: false };
}
