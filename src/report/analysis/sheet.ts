/**
 * What a view of one profile says, before it has a format: paragraphs, tables, places with their source, annotated source.
 * Making it of a view's result is left to `views.ts`, laying it out to `text.ts` and `markdown.ts`.
 */
import type { SourceLine } from '../../analyze/index.js';
import type { Inline, Prose } from '../prose.js';

export interface SheetColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Left out of a terminal that is too narrow, the highest first; never when missing. */
  readonly expendable?: number;
  /** Shortened in a terminal that is too narrow even then. */
  readonly flexible?: 'middle' | 'end';
}

/** A place of the program with what is known of it, most telling first. */
export interface SheetItem {
  readonly title: Prose;
  readonly facts: readonly Prose[];
  readonly source: readonly SourceLine[];
}

/** A line of source with numbers in its margin; empty where nothing happened. */
export interface MarginLine {
  readonly line: number;
  readonly text: string;
  readonly margin: readonly string[];
}

export type Part =
  | { readonly kind: 'paragraph'; readonly prose: Prose }
  | { readonly kind: 'list'; readonly items: readonly Prose[] }
  | { readonly kind: 'table'; readonly columns: readonly SheetColumn[]; readonly rows: readonly (readonly Inline[])[] }
  | { readonly kind: 'items'; readonly items: readonly SheetItem[] }
  | { readonly kind: 'source'; readonly margin: readonly string[]; readonly lines: readonly MarginLine[] };

export interface Sheet {
  readonly title: Prose;
  readonly parts: readonly Part[];
}
