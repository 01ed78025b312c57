/**
 * Python source as coloured pieces: a parser made for editors finds the tokens, so strings over several lines are right.
 * Colours are left to the style sheet, markup to the source view.
 */
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/python';
import type { Span } from './align.js';

/** A run of one look; `token` is a class of the style sheet, empty for plain text. */
export interface Piece {
  readonly text: string;
  readonly token: string;
  readonly marked: boolean;
}

interface Token {
  readonly text: string;
  readonly token: string;
}

const HIGHLIGHTER = tagHighlighter([
  { tag: tags.keyword, class: 't-keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 't-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 't-number' },
  { tag: tags.comment, class: 't-comment' },
  {
    tag: [tags.definition(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className],
    class: 't-name',
  },
  { tag: tags.function(tags.variableName), class: 't-call' },
  { tag: tags.meta, class: 't-meta' },
]);

/** Texts longer than this are shown plain: colours are not worth a wait. */
const LONGEST = 400_000;

/** The tokens of each line. */
export function highlightLines(lines: readonly string[]): readonly (readonly Token[])[] {
  const text = lines.join('\n');
  if (text.length > LONGEST) return lines.map((line) => [{ text: line, token: '' }]);
  const result: Token[][] = [[]];
  highlightCode(
    text,
    parser.parse(text),
    HIGHLIGHTER,
    (piece, token) => result.at(-1)?.push({ text: piece, token }),
    () => result.push([]),
  );
  return result;
}

/** Tokens cut where marked stretches begin and end. */
export function withMarks(tokens: readonly Token[], marks: readonly Span[]): Piece[] {
  if (marks.length === 0) return tokens.map(({ text, token }) => ({ text, token, marked: false }));
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text, token } of tokens) {
    const end = at + text.length;
    const inside = marks.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > at && edge < end);
    const edges = [at, ...inside, end];
    for (let index = 0; index + 1 < edges.length; index += 1) {
      const [from = 0, to = 0] = [edges[index], edges[index + 1]];
      pieces.push({
        text: text.slice(from - at, to - at),
        token,
        marked: marks.some((mark) => from >= mark.from && to <= mark.to),
      });
    }
    at = end;
  }
  return pieces;
}
