/**
 * Work that went from one function into another: a helper taken out, a helper inlined, lines carried over. Such functions
 * are judged together, because one's growth is the other's shrinking. Judging itself is left to `blame.ts` and `detect.ts`.
 */
import { leafName, type SideFunction } from './inventory.js';
import type { MatchedFunction } from './match.js';
import { countMentions, inCommon, significantLines, without } from './text.js';

/** A function's change in one quantity, with its standard error, in the quantity's unit. */
export interface Change {
  readonly difference: number;
  readonly standardError: number;
}

/** Functions smaller or steadier than this many standard errors have nothing to pass on. */
const NOTICEABLE = 1.5;
/** This many lines in common, and half of those that left or arrived, make "carried over". */
const LEAST_CARRIED = 2;

/**
 * Groups of functions that share work, as lists of indices; a function that shares with no other is a group of its own.
 * @param relevant smallest difference that is looked at, in the quantity's unit
 */
export function shareWork(
  functions: readonly MatchedFunction[],
  changes: readonly Change[],
  relevant: number,
): readonly (readonly number[])[] {
  const groups = new Groups(functions.length);
  const moves = changes.map(({ difference, standardError }) =>
    Math.abs(difference) > Math.max(relevant, NOTICEABLE * standardError) ? Math.sign(difference) : 0,
  );
  const giving = indicesWhere(moves, (sign) => sign < 0);
  const taking = indicesWhere(moves, (sign) => sign > 0);
  for (const from of giving) {
    for (const to of taking) {
      const giver = functions[from];
      const taker = functions[to];
      if (giver && taker && sharesWork(giver, taker)) groups.join(from, to);
    }
  }
  return groups.lists();
}

function sharesWork(giver: MatchedFunction, taker: MatchedFunction): boolean {
  if (!giver.codeChanged && !taker.codeChanged) return false;
  return callsAnew(giver, taker) || stoppedCalling(taker, giver) || carriedOver(giver, taker);
}

/** The giver names a taker that it did not name before, or less often. */
function callsAnew(giver: MatchedFunction, taker: MatchedFunction): boolean {
  if (!taker.head || !giver.head) return false;
  const name = leafName(taker.head.name);
  return mentionsMore(giver.head.text, textOf(giver.base), name);
}

/** The taker named the giver on base, and no longer does: it was inlined. */
function stoppedCalling(taker: MatchedFunction, giver: MatchedFunction): boolean {
  if (!giver.base || !taker.base) return false;
  const name = leafName(giver.base.name);
  return mentionsMore(taker.base.text, textOf(taker.head), name);
}

function mentionsMore(text: readonly string[], than: readonly string[], name: string): boolean {
  const more = countMentions(text, name);
  const less = countMentions(than, name);
  return more.bare > less.bare || more.attribute > less.attribute;
}

function carriedOver(giver: MatchedFunction, taker: MatchedFunction): boolean {
  const left = without(significantLines(textOf(giver.base)), significantLines(textOf(giver.head)));
  const arrived = without(significantLines(textOf(taker.head)), significantLines(textOf(taker.base)));
  return inCommon(left, arrived) >= Math.max(LEAST_CARRIED, Math.min(left.length, arrived.length) / 2);
}

function textOf(side: SideFunction | null): readonly string[] {
  return side?.text ?? [];
}

function indicesWhere(signs: readonly number[], wanted: (sign: number) => boolean): number[] {
  return signs.flatMap((sign, index) => (wanted(sign) ? [index] : []));
}

/** Disjoint sets of indices. */
class Groups {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index);
  }

  join(a: number, b: number): void {
    this.#parent[this.#root(b)] = this.#root(a);
  }

  lists(): number[][] {
    const byRoot = new Map<number, number[]>();
    this.#parent.forEach((_, index) => {
      const root = this.#root(index);
      byRoot.set(root, [...(byRoot.get(root) ?? []), index]);
    });
    return [...byRoot.values()];
  }

  #root(index: number): number {
    let at = index;
    while (this.#parent[at] !== at) at = this.#parent[at] ?? at;
    this.#parent[index] = at;
    return at;
  }
}
