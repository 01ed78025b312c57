/**
 * Text into GitHub's Markdown so that it shows as it is: in a paragraph, a table cell, a code block, a `<summary>` line, a link.
 * Invisible characters and length are left to `../text.ts`, which is applied here to whatever comes in.
 *
 * GitHub looks for mentions, references and links in the finished HTML too, so an escaped `@` still mentions; a zero-width space behind
 * it does not. Nothing is looked for inside code.
 */
import type { Inline, Prose } from '../prose.js';
import { visible } from '../text.js';

/** A zero-width space; `visible` leaves none of those that came in. */
const BREAK = '\u200b';
const BREAK_REFERENCE = '&#8203;';

/** A sentence, for a paragraph, list item or table cell. */
export function markdown(prose: Prose): string {
  return prose.map((piece) => (typeof piece === 'string' ? words(piece) : codeSpan(piece.code))).join('');
}

/** A sentence inside raw HTML, where Markdown is not read, such as a `<summary>` line. */
export function html(prose: Prose): string {
  return prose.map(htmlPiece).join('');
}

/** Words without meaning to Markdown or GitHub. */
export function words(text: string): string {
  return broken(text)
    .replace(/[\\`*_[\]<>|$~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(BLOCK_START, BREAK)
    .replaceAll(BREAK, BREAK_REFERENCE);
}

/** What begins a heading, list, rule or underlined heading where it begins a line (CommonMark 0.31, chapters 4 and 5). */
const BLOCK_START = /^(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|-{2}|=+\s*$|\d{1,9}[.)](?:\s|$))/;

/**
 * Code in a line. The fence is longer than any run of backticks inside (CommonMark 0.31, section 6.1); with a `|` in it, which ends a
 * table cell even between backticks, it is written as an element with character references instead.
 */
export function codeSpan(text: string): string {
  const shown = visible(text);
  if (shown.trim() === '' || shown.includes('|')) return codeElement(shown);
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One blank at each end is stripped when both are there, so code that begins or ends with a backtick or a blank gets them.
  const padding = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Lines of code as a block, its fence longer than any run inside. `language` is one of ours, never untrusted. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

/** A link. Text comes escaped, the address from `links.ts`. */
export function link(text: string, url: string | null): string {
  return url === null ? text : `[${text}](${url})`;
}

function htmlPiece(piece: Inline): string {
  if (typeof piece === 'string') return references(broken(piece)).replaceAll(BREAK, BREAK_REFERENCE);
  return `<code>${references(visible(piece.code))}</code>`;
}

function codeElement(shown: string): string {
  // Every mark of ASCII is written as a reference, so that Markdown around it finds nothing to act on. What stands in an element of HTML
  // is still text to the search for mail addresses, which looks at it after the references are resolved.
  const marks = shown.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return `<code>${marks.replace(/&#64;(?=\w)/g, `&#64;${BREAK_REFERENCE}`)}</code>`;
}

function references(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Visible, and without what GitHub would turn into a mention, a reference, an emoji or a link: `@team`, `#12`, `GH-12`, `:tada:`, `https://`. */
function broken(text: string): string {
  return visible(text)
    .replace(/@(?=[\w-])/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/(GH-)(?=\d)/gi, `$1${BREAK}`)
    .replace(/:(?=[\w+-]+:|\/\/)/g, `:${BREAK}`)
    .replace(/(www)(?=\.)/gi, `$1${BREAK}`);
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
