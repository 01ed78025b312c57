/**
 * Untrusted text made harmless before any format sees it: names, paths, source lines, messages and program output.
 * What a particular format needs on top (Markdown, HTML, CSV, a terminal) is left to `markdown/escape.ts`, `csv.ts` and `terminal/style.ts`.
 */

/**
 * Control, format (bidirectional, zero-width, tag) and separator characters, and lone surrogates: whatever can hide text, reorder it, drive
 * a terminal or end a line. See https://trojansource.codes for why format characters are among them.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const PLAIN = /^[ -~]*$/;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Longest texts that a report shows; the whole of them stands in the Comparison. In characters. */
export const LONGEST = { name: 80, path: 120, source: 120, message: 600, outputLine: 160 } as const;

/** How many of the last lines of a program's output a report shows. */
export const OUTPUT_LINES = 20;

/** One line of visible characters: each invisible one becomes its Python escape, such as `\x1b` or `\u202e`. */
export function visible(text: string): string {
  // Nearly every name, path and line is plain ASCII; the classes of Unicode cost ten times as much.
  return PLAIN.test(text) ? text : text.replace(INVISIBLE, escapeCharacter);
}

/** A function's qualified name, visible and of bounded length. */
export function nameText(name: string): string {
  return shortenMiddle(visible(name), LONGEST.name);
}

/** A path, visible and of bounded length. */
export function pathText(path: string): string {
  return shortenMiddle(visible(path), LONGEST.path);
}

/** A source line without its indentation, tabs as spaces, visible and of bounded length. */
export function sourceText(source: string): string {
  return shortenEnd(visible(source.replaceAll('\t', ' ').trim()), LONGEST.source);
}

/** `##[command]` is obeyed by GitHub's runner wherever it stands in a line of a log. */
export function inert(text: string): string {
  return visible(text).replace(/##(?=\[)/g, '##\\');
}

/** A message for people on one line: blanks and line ends collapse, the rest is made visible. */
export function messageText(message: string): string {
  return shortenEnd(visible(message.replace(/[ \t\r\n]+/g, ' ').trim()), LONGEST.message);
}

/** The last lines of a program's output: colours removed, tabs as spaces, the rest made visible. */
export function outputLines(output: string): string[] {
  const lines = stripColours(output)
    .split(/\r\n|\n|\r/)
    .map((line) => shortenEnd(visible(line.replaceAll('\t', '    ').trimEnd()), LONGEST.outputLine));
  while (lines.at(-1) === '') lines.pop();
  return lines.slice(-OUTPUT_LINES);
}

/** Cuts at the end, with `…` in the place of what is left out. */
export function shortenEnd(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** Cuts in the middle, so that both the folder and the file name, or the class and the method, are seen. */
export function shortenMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  if (characters.length <= max) return text;
  const front = Math.floor((max - 1) / 3);
  const back = max - 1 - front;
  return `${characters.slice(0, front).join('')}…${characters.slice(-back).join('')}`;
}

/** CSI sequences (colours, cursor) and OSC sequences (titles, links), ECMA-48 sections 5.4 and 5.6. */
// eslint-disable-next-line no-control-regex -- these are the characters to be removed
const ANSI = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

function stripColours(text: string): string {
  return text.replace(ANSI, '');
}

function escapeCharacter(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
