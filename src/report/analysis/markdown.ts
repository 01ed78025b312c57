/**
 * A view of one profile as GitHub's Markdown.
 * What it says is left to `views.ts`.
 */
import { codeBlock, codeSpan, markdown, words } from '../markdown/escape.js';
import { blocks, table, unbroken, type Column } from '../markdown/table.js';
import type { Inline } from '../prose.js';
import { sourceText } from '../text.js';
import type { Part, SheetItem } from './sheet.js';
import { sourceBlock } from './text.js';
import { sheetOf, type Analysis } from './views.js';

/** The view as Markdown that ends with a line end. */
export function analysisMarkdown(analysis: Analysis): string {
  const { title, parts } = sheetOf(analysis);
  return `${blocks([`## ${markdown(title)}`, ...parts.map(partMarkdown)])}\n`;
}

function partMarkdown(part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return markdown(part.prose);
    case 'list':
      return part.items.map((item) => `- ${markdown(item)}`).join('\n');
    case 'table':
      return tableMarkdown(part);
    case 'items':
      return part.items.map(itemMarkdown).join('\n');
    case 'source':
      return codeBlock(sourceBlock(part), 'text');
  }
}

function tableMarkdown({ columns, rows }: Extract<Part, { kind: 'table' }>): string {
  const own = columns.map(({ title, align }, index): Column<readonly Inline[]> => ({
    title,
    align,
    cell: (row) => cellMarkdown(row[index] ?? ''),
  }));
  return table(own, rows);
}

function cellMarkdown(cell: Inline): string {
  return typeof cell === 'string' ? unbroken(words(cell)) : codeSpan(cell.code);
}

function itemMarkdown({ title, facts, source }: SheetItem): string {
  const shown = source.map(({ line, text }) => `${line}: ${codeSpan(sourceText(text))}`);
  return [`- ${markdown(title)}`, ...[...facts.map(markdown), ...shown].map((line) => `  - ${line}`)].join('\n');
}
