/**
 * Tables and folded blocks of GitHub's Markdown. Cells come escaped; none may hold a line end.
 */
import { markdownTable } from 'markdown-table';

export type Align = 'left' | 'right' | 'center';

export interface Column<Row> {
  readonly title: string;
  readonly align: Align;
  /** The cell, as Markdown. */
  readonly cell: (row: Row) => string;
}

/** A table with one line per row; empty when there are no rows. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  return markdownTable(cells, { align: columns.map(({ align }) => align), alignDelimiters: false });
}

/** A number with its unit that stays on one line: GitHub breaks narrow cells at every blank. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** A block that GitHub folds, its summary line as HTML and its body as Markdown. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Parts of a document, one empty line between them. Empty parts vanish. */
export function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
