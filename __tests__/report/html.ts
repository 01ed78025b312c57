/**
 * Markdown as GitHub would show it, taken apart so that tests can ask what a reader sees and what GitHub would act on.
 * GFM is rendered by `marked`; the filters that GitHub runs afterwards are not, so text is kept with the elements it stands in.
 */
import { marked } from 'marked';

/** A stretch of text with the names of the elements around it, the innermost last. */
export interface Text {
  readonly text: string;
  readonly inside: readonly string[];
}

export interface Page {
  readonly html: string;
  readonly texts: readonly Text[];
  /** Every opening tag, as written. */
  readonly tags: readonly string[];
  /** Elements that were not closed, or closed without having been opened. */
  readonly unbalanced: readonly string[];
}

const VOID = new Set(['br', 'hr', 'input', 'img']);
const TAG = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;

export function page(markdown: string): Page {
  const html = marked.parse(markdown, { gfm: true, async: false });
  const texts: Text[] = [];
  const tags: string[] = [];
  const unbalanced: string[] = [];
  const open: string[] = [];
  let end = 0;
  const addText = (until: number) => {
    if (until > end) texts.push({ text: decoded(html.slice(end, until)), inside: [...open] });
  };
  for (const match of html.matchAll(TAG)) {
    addText(match.index);
    end = match.index + match[0].length;
    const [whole, slash, name = 'comment'] = match;
    if (name === 'comment' || (slash === '' && VOID.has(name))) {
      tags.push(whole);
    } else if (slash === '') {
      tags.push(whole);
      open.push(name);
    } else if (open.at(-1) === name) {
      open.pop();
    } else {
      unbalanced.push(`${whole} inside ${open.join('>')}`);
    }
  }
  addText(html.length);
  return { html, texts, tags, unbalanced: [...unbalanced, ...open] };
}

/** The cells of every row of every table, as text. */
export function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => decoded(cell.replace(/<[^>]*>/g, ''))),
  );
}

/** Tables as arrays of rows. */
export function tablesOf(html: string): string[][][] {
  return [...html.matchAll(/<table>[\s\S]*?<\/table>/g)].map(([table]) => rowsOf(table));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

export function decoded(html: string): string {
  return html.replace(/&(?:#(\d+)|(\w+));/g, (whole, number: string | undefined, name: string | undefined) => {
    if (number !== undefined) return String.fromCodePoint(Number(number));
    return NAMED[name ?? ''] ?? whole;
  });
}
