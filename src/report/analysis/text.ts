/**
 * A view of one profile in a terminal.
 * What it says is left to `views.ts`.
 */
import type { Inline } from '../prose.js';
import { visible } from '../text.js';
import { columns, finished, wrapped, type Cell } from '../terminal/layout.js';
import { styleOf, type Style, type TerminalOptions } from '../terminal/style.js';
import type { Part, SheetItem } from './sheet.js';
import { sheetOf, type Analysis } from './views.js';

/** The view as text that ends with a line end. */
export function analysisText(analysis: Analysis, options: TerminalOptions = {}): string {
  const style = styleOf(options);
  const { title, parts } = sheetOf(analysis);
  const heading = wrapped(title, style, { paint: style.bold });
  const rest = parts.map((part) => partLines(part, style)).filter((lines) => lines.length > 0);
  return finished([...heading, ...rest.flatMap((lines) => ['', ...lines])]);
}

function partLines(part: Part, style: Style): string[] {
  switch (part.kind) {
    case 'paragraph':
      return wrapped(part.prose, style);
    case 'list':
      return part.items.flatMap((item) => wrapped(item, style, { first: `${style.dim(style.bullet)} `, indent: 2 }));
    case 'table':
      return tableLines(part, style);
    case 'items':
      return part.items.flatMap((item, index) => [...(index === 0 ? [] : ['']), ...itemLines(item, style)]);
    case 'source':
      return sourceLines(part, style);
  }
}

function tableLines({ columns: layout, rows }: Extract<Part, { kind: 'table' }>, style: Style): string[] {
  const titles = layout.map(({ title }): Cell => ({ text: title, paint: style.dim }));
  const head = titles.every(({ text }) => text === '') ? [] : [titles];
  return columns(layout, [...head, ...rows.map((row) => row.map((cell) => cellOf(cell, style)))], style);
}

function cellOf(cell: Inline, style: Style): Cell {
  return typeof cell === 'string' ? { text: style.text(cell) } : { text: style.text(cell.code), paint: style.code };
}

function itemLines({ title, facts, source }: SheetItem, style: Style): string[] {
  const texts = dedented(source.map(({ text }) => untabbed(text)));
  const cells = source.map(({ line }, index): Cell[] => [
    { text: String(line), paint: style.dim },
    { text: style.text(`${style.bar} ${texts[index] ?? ''}`) },
  ]);
  return [
    ...wrapped(title, style, { indent: 2 }),
    ...facts.flatMap((fact) => wrapped(fact, style, { first: '    ' })),
    ...columns([{ align: 'right' }, { align: 'left', flexible: 'end' }], cells, style, style.width - 4).map(
      (line) => `    ${line}`,
    ),
  ];
}

/** Source with its margin: plain columns, so that they stand under each other in a code block too. */
function sourceLines({ margin, lines }: Extract<Part, { kind: 'source' }>, style: Style): string[] {
  const layout = [
    { align: 'right' as const },
    ...margin.map(() => ({ align: 'right' as const })),
    { align: 'left' as const, flexible: 'end' as const },
  ];
  const head = ['line', ...margin, ''].map((text): Cell => ({ text, paint: style.dim }));
  const rows = lines.map(({ line, text, margin: values }): Cell[] => [
    { text: String(line), paint: style.dim },
    ...values.map((value): Cell => ({ text: style.text(value) })),
    { text: style.text(`${style.bar} ${untabbed(text)}`) },
  ]);
  return columns(layout, [head, ...rows], style);
}

/** Without the indentation that all lines share. */
function dedented(texts: readonly string[]): string[] {
  const indents = texts.filter((text) => text !== '').map((text) => text.length - text.trimStart().length);
  const shared = Math.min(...indents);
  return texts.map((text) => text.slice(Math.min(shared, text.length)));
}

/** Source keeps its indentation here, in four columns to a tab. */
function untabbed(text: string): string {
  return visible(text.replaceAll('\t', '    ').trimEnd());
}

/** Annotated source as plain lines, for a code block. */
export function sourceBlock(part: Extract<Part, { kind: 'source' }>): string[] {
  return sourceLines(part, styleOf({ width: SOURCE_WIDTH })).map((line) => line.trimEnd());
}

/** Wide enough for source as people write it; longer lines are shortened. */
const SOURCE_WIDTH = 160;
