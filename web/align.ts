/**
 * Two texts side by side: rows that pair the lines of base and head, and the stretches that can be folded away.
 * What a row looks like is left to the source view.
 */
import { diffArrays, diffWordsWithSpace } from 'diff';

export interface Row {
  /** Line numbers from 1; null where the side has no such line. */
  readonly base: number | null;
  readonly head: number | null;
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
}

/** Editing two texts into each other may cost this many steps; beyond it the tail is shown as replaced. */
const MOST_EDITS = 5000;

/** Pairs equal lines; what was replaced stands beside what replaced it. */
export function alignLines(base: readonly string[], head: readonly string[]): Row[] {
  const changes = diffArrays([...base], [...head], { maxEditLength: MOST_EDITS });
  if (changes === undefined) return replaced(1, base.length, 1, head.length);
  const rows: Row[] = [];
  let [atBase, atHead, removed] = [1, 1, 0];
  for (const { added, removed: gone, count } of changes) {
    if (gone) {
      removed += count;
      continue;
    }
    if (added) {
      rows.push(...replaced(atBase, removed, atHead, count));
      atHead += count;
    } else {
      rows.push(...replaced(atBase, removed, atHead, 0));
      rows.push(...same(atBase + removed, atHead, count));
      atHead += count;
    }
    atBase += removed + (added ? 0 : count);
    removed = 0;
  }
  rows.push(...replaced(atBase, removed, atHead, 0));
  return rows;
}

function same(base: number, head: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({ base: base + index, head: head + index, kind: 'same' }));
}

function replaced(base: number, removed: number, head: number, added: number): Row[] {
  return Array.from({ length: Math.max(removed, added) }, (_, index): Row => {
    if (index >= added) return { base: base + index, head: null, kind: 'removed' };
    if (index >= removed) return { base: null, head: head + index, kind: 'added' };
    return { base: base + index, head: head + index, kind: 'changed' };
  });
}

/** A row to show, or a stretch of quiet rows in its place. */
export type Block =
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  | { readonly kind: 'fold'; readonly from: number; readonly to: number };

/** Rows of context that stay around one that matters. */
const CONTEXT = 3;
/** Shorter stretches are not worth a fold. */
const LEAST_FOLD = 6;

/** Splits `count` rows into shown and folded stretches, `to` exclusive. `matters` says which rows must be seen. */
export function foldQuiet(count: number, matters: (index: number) => boolean): Block[] {
  const shown = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    if (matters(index)) shown.fill(1, Math.max(0, index - CONTEXT), Math.min(count, index + CONTEXT + 1));
  }
  const blocks: Block[] = [];
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && shown[to] === shown[from]) to += 1;
    const foldable = shown[from] === 0 && to - from >= LEAST_FOLD;
    const last = blocks.at(-1);
    if (!foldable && last?.kind === 'rows') blocks[blocks.length - 1] = { ...last, to };
    else blocks.push({ kind: foldable ? 'fold' : 'rows', from, to });
    from = to;
  }
  return blocks;
}

/** A stretch of one line's text, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The words by which two lines differ, on each side; nothing where most of the line differs, for then the marks say nothing. */
export function changedWords(
  base: string,
  head: string,
): { readonly base: readonly Span[]; readonly head: readonly Span[] } {
  const spans = { base: [] as Span[], head: [] as Span[] };
  let [atBase, atHead, common] = [0, 0, 0];
  for (const { added, removed, value } of diffWordsWithSpace(base, head)) {
    if (added) spans.head.push({ from: atHead, to: atHead + value.length });
    else if (removed) spans.base.push({ from: atBase, to: atBase + value.length });
    else common += value.trim().length;
    if (!added) atBase += value.length;
    if (!removed) atHead += value.length;
  }
  return common * 2 < Math.max(base.trim().length, head.trim().length) ? { base: [], head: [] } : spans;
}
