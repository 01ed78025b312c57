/**
 * Text into columns and lines of a terminal, measured as a terminal measures: wide and combining characters, colours of no width.
 * What is said, and in which colour, is left to the reports.
 */
import stringWidth from 'string-width';
import type { Prose } from '../prose.js';
import type { Paint, Style } from './style.js';

/** A stretch of text in one colour. */
interface Fragment {
  readonly text: string;
  readonly paint: Paint;
}

type Word = readonly Fragment[];

const unpainted: Paint = (text) => text;

export interface WrapOptions {
  /** Stands before the first line. */
  readonly first?: string;
  /** Blanks before every other line, which is also the width of `first`. */
  readonly indent?: number;
  readonly paint?: Paint;
}

/** A sentence as lines within the width. A word that is longer than a line is broken. */
export function wrapped(
  prose: Prose,
  style: Style,
  { first = '', indent = first.length, paint = unpainted }: WrapOptions = {},
): string[] {
  const room = style.width - indent;
  const lines: string[] = [];
  let line = first;
  let used = 0;
  for (const word of wordsOf(prose, style, paint).flatMap((each) => broken(each, room))) {
    const width = widthOf(word);
    if (used > 0 && used + 1 + width > room) {
      lines.push(line);
      line = ' '.repeat(indent);
      used = 0;
    }
    line += (used > 0 ? ' ' : '') + word.map(({ text, paint: painted }) => painted(text)).join('');
    used += (used > 0 ? 1 : 0) + width;
  }
  return [...lines, line];
}

/** One cell of a table. Text comes harmless. */
export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

export interface ColumnLayout {
  readonly align: 'left' | 'right';
  /** Left out where the width does not suffice, the highest first; never when missing. */
  readonly expendable?: number;
  /** Shortened there where the width does not suffice even then. */
  readonly flexible?: 'middle' | 'end';
}

const GAP = 2;
const NARROWEST_CELL = 8;

/** Rows of cells as lines, one scale of columns for all of them, within the width if at all possible. */
export function columns(
  layout: readonly ColumnLayout[],
  rows: readonly (readonly Cell[])[],
  style: Style,
  room = style.width,
): string[] {
  const kept = keptColumns(layout, rows, room);
  const narrowed = rows.map((row) => kept.map((index) => row[index] ?? { text: '' }));
  const keptLayout = kept.flatMap((index) => layout[index] ?? []);
  const widths = keptLayout.map((_, index) => widest(narrowed, index));
  const excess = totalWidth(widths) - room;
  const flexible = keptLayout.findIndex((column) => column.flexible !== undefined);
  if (excess > 0 && flexible >= 0) widths[flexible] = Math.max(NARROWEST_CELL, (widths[flexible] ?? 0) - excess);
  return narrowed.map((row) => rowLine(row, keptLayout, widths, style));
}

/** Cuts at the end or in the middle, measured in columns. */
function fitted(text: string, room: number, where: 'middle' | 'end', { ellipsis }: Style): string {
  if (stringWidth(text) <= room) return text;
  const characters = [...text];
  const back: string[] = [];
  const front: string[] = [];
  let left = room - ellipsis.length;
  // A third of the room for the beginning, the rest for the end, which tells more of a path or a qualified name.
  const forFront = where === 'end' ? left : Math.floor(left / 3);
  for (const character of characters) {
    const width = stringWidth(character);
    if (stringWidth(front.join('')) + width > forFront) break;
    front.push(character);
  }
  left -= stringWidth(front.join(''));
  for (const character of characters.reverse()) {
    const width = stringWidth(character);
    if (width > left) break;
    back.unshift(character);
    left -= width;
  }
  return front.join('') + ellipsis + back.join('');
}

/**
 * The whole text, its lines safe for GitHub's runner, which takes a line that begins with `::`, after any blanks, as a command. Blanks at
 * the ends of lines go.
 */
export function finished(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd().replace(/^(\s*)::/, '$1\\::')).join('\n')}\n`;
}

function keptColumns(layout: readonly ColumnLayout[], rows: readonly (readonly Cell[])[], room: number): number[] {
  const all = layout.map((_, index) => index);
  const byExpendability = all
    .filter((index) => layout[index]?.expendable !== undefined)
    .sort((a, b) => (layout[b]?.expendable ?? 0) - (layout[a]?.expendable ?? 0));
  let kept = all;
  for (const index of byExpendability) {
    if (totalWidth(kept.map((each) => widest(rows, each))) <= room) break;
    kept = kept.filter((each) => each !== index);
  }
  return kept;
}

function rowLine(
  row: readonly Cell[],
  layout: readonly ColumnLayout[],
  widths: readonly number[],
  style: Style,
): string {
  const cells = row.map(({ text, paint = unpainted }, index) => {
    const width = widths[index] ?? 0;
    const shown = fitted(text, width, layout[index]?.flexible ?? 'end', style);
    const padding = ' '.repeat(Math.max(0, width - stringWidth(shown)));
    // Colours around nothing would keep the blanks before them from being trimmed.
    const painted = shown === '' ? '' : paint(shown);
    return layout[index]?.align === 'right' ? padding + painted : painted + padding;
  });
  return cells.join(' '.repeat(GAP)).trimEnd();
}

function widest(rows: readonly (readonly Cell[])[], index: number): number {
  return Math.max(0, ...rows.map((row) => stringWidth(row[index]?.text ?? '')));
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

/** A blank at which a line may end: not the ones between a number and its unit, or around an arrow. */
const BREAK = / (?<!(?:→|->) )(?!(?:→|->) |(?:%|µs|ms|s|min|h|[KMGT]iB)(?!\w))/;

function wordsOf(prose: Prose, style: Style, paint: Paint): Word[] {
  const words: Fragment[][] = [[]];
  for (const piece of prose) {
    const painted = typeof piece === 'string' ? paint : (text: string) => paint(style.code(text));
    const parts = style.text(typeof piece === 'string' ? piece : piece.code).split(BREAK);
    parts.forEach((text, index) => {
      if (index > 0) words.push([]);
      if (text !== '') words.at(-1)?.push({ text, paint: painted });
    });
  }
  return words.filter((word) => word.length > 0);
}

function widthOf(word: Word): number {
  return word.reduce((sum, { text }) => sum + stringWidth(text), 0);
}

/** A word that is longer than a line, in pieces that are not. */
function broken(word: Word, room: number): Word[] {
  if (widthOf(word) <= room) return [word];
  const pieces: Fragment[][] = [[]];
  let used = 0;
  for (const { text, paint } of word) {
    for (const character of text) {
      const width = stringWidth(character);
      if (used + width > room) {
        pieces.push([]);
        used = 0;
      }
      pieces.at(-1)?.push({ text: character, paint });
      used += width;
    }
  }
  return pieces;
}
