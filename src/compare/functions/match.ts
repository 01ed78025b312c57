/**
 * The same function on both sides, whatever happened to its file, its place or its name.
 * Work that went from one function into another is left to `moved-work.ts`.
 */
import type { MATCHED_BY } from '../../model/comparison.js';
import { renames, touches, type SourceDiff } from '../diff.js';
import { leafName, MODULE_LEVEL, once, type Inventory, type SideFunction } from './inventory.js';
import { identical, likeness, sameCode, significantLines } from './text.js';

export type MatchedBy = (typeof MATCHED_BY)[number];

/** A function of the comparison: on both sides, or on one only. */
export interface MatchedFunction {
  readonly base: SideFunction | null;
  readonly head: SideFunction | null;
  readonly matchedBy: MatchedBy;
  /** Its code differs between the sides (comments and layout aside); also true for one that is new or gone. */
  readonly codeChanged: boolean;
  /** Its lines are touched by the difference of the sides; null when that is unknown. */
  readonly inDiff: boolean | null;
  /** Whether it exists on the side where no profile shows it: Scalene leaves small files out. */
  readonly presence: 'both' | 'added' | 'removed';
}

/** From this likeness on, a function of the same name elsewhere is the same function. */
const MOVED = 0.7;
/** From this likeness of its body on, a function of another name is the same function. */
const RENAMED = 0.9;
/** Bodies shorter than this many lines are too common to tell a renamed function by. */
const LEAST_BODY = 2;
/** More candidates than this are compared by equal bodies only. */
const MOST_COMPARISONS = 40_000;

type Pairing = { readonly base: SideFunction; readonly head: SideFunction; readonly by: MatchedBy };

/** All functions of both sides, matched. */
export function matchFunctions(base: Inventory, head: Inventory, diff: SourceDiff | null): MatchedFunction[] {
  const left = new Map(base.functions);
  const right = new Map(head.functions);
  const pairs: Pairing[] = [];
  const take = (found: readonly Pairing[]): void => {
    for (const pair of found) {
      if (!left.has(pair.base.key) || !right.has(pair.head.key)) continue;
      left.delete(pair.base.key);
      right.delete(pair.head.key);
      pairs.push(pair);
    }
  };
  take(byKey(left, right, renames(diff)));
  take(byKey(left, right, new Map()));
  take(bySameName(left, right));
  take(byBody(left, right));
  return [
    ...pairs.map((pair) => new OnBothSides(pair, diff)),
    ...[...right.values()].map((entry) => oneSided(entry, 'head', base, diff)),
    ...[...left.values()].map((entry) => oneSided(entry, 'base', head, diff)),
  ];
}

type Side = ReadonlyMap<string, SideFunction>;

/** Same file (or its new path) and same qualified name. */
function byKey(base: Side, head: Side, renamed: ReadonlyMap<string, string>): Pairing[] {
  return [...base.values()].flatMap((entry) => {
    const file = renamed.get(entry.file) ?? entry.file;
    const other = head.get(file + entry.key.slice(entry.file.length));
    return other ? [{ base: entry, head: other, by: file === entry.file ? 'name' : 'renamed-file' }] : [];
  });
}

/** Same name in another file or class, and much the same text; the likest first. */
function bySameName(base: Side, head: Side): Pairing[] {
  const candidates = groupBy(head.values(), ({ name }) => leafName(name));
  const found = [...base.values()].flatMap((entry) => {
    if (entry.name === MODULE_LEVEL) return [];
    const body = significantLines(entry.text);
    return (candidates.get(leafName(entry.name)) ?? []).map((other) => ({
      base: entry,
      head: other,
      score: likeness(body, significantLines(other.text)),
    }));
  });
  return likestFirst(found, MOVED).map(({ base, head }) => ({
    base,
    head,
    by: 'moved',
  }));
}

/** Another name and nearly the same body. */
function byBody(base: Side, head: Side): Pairing[] {
  const left = withBodies(base);
  const right = withBodies(head);
  const few = left.length * right.length <= MOST_COMPARISONS;
  const byText = groupBy(right, ({ joined }) => joined);
  const found = left.flatMap((a) =>
    (few ? right : (byText.get(a.joined) ?? [])).map((b) => ({
      base: a.entry,
      head: b.entry,
      score: a.joined === b.joined ? 1 : likeness(a.body, b.body),
    })),
  );
  return likestFirst(found, RENAMED).map(({ base, head }) => ({ base, head, by: 'renamed' }));
}

function withBodies(side: Side): { entry: SideFunction; body: string[]; joined: string }[] {
  return [...side.values()].flatMap((entry) => {
    if (entry.name === MODULE_LEVEL) return [];
    const body = significantLines(entry.text).filter((line) => !/^(async\s+)?def\s|^@/.test(line));
    return body.length < LEAST_BODY ? [] : [{ entry, body, joined: body.join('\n') }];
  });
}

type Scored = { readonly base: SideFunction; readonly head: SideFunction; readonly score: number };

function likestFirst(candidates: readonly Scored[], least: number): Scored[] {
  return candidates
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || compareText(a.base.key, b.base.key) || compareText(a.head.key, b.head.key));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the code differs is worked out when it is asked for. */
class OnBothSides implements MatchedFunction {
  readonly base: SideFunction;
  readonly head: SideFunction;
  readonly matchedBy: MatchedBy;
  readonly presence = 'both';
  readonly #codeChanged: () => boolean;
  readonly #inDiff: () => boolean;

  constructor({ base, head, by }: Pairing, diff: SourceDiff | null) {
    this.base = base;
    this.head = head;
    this.matchedBy = by;
    this.#codeChanged = once(() => !sameCode(base.text, head.text));
    this.#inDiff = once(() => (diff ? isTouched(base, head, diff) : !sameText(base.text, head.text)));
  }

  get codeChanged(): boolean {
    return this.#codeChanged();
  }

  get inDiff(): boolean {
    return this.#inDiff();
  }
}

function isTouched(base: SideFunction, head: SideFunction, diff: SourceDiff): boolean {
  const after = diff.byHead.get(head.file);
  const before = diff.byBase.get(base.file);
  return (
    (after !== undefined && head.ownLines.some((line) => touches(after.added, line, line))) ||
    (before !== undefined && base.ownLines.some((line) => touches(before.removed, line, line)))
  );
}

function sameText(a: readonly string[], b: readonly string[]): boolean {
  if (identical(a, b)) return true;
  const left = a.map((line) => line.trimEnd()).filter((line) => line !== '');
  const right = b.map((line) => line.trimEnd()).filter((line) => line !== '');
  return left.length === right.length && left.every((line, i) => line === right[i]);
}

/** A function that only one side's profiles show: new, gone, or too small on the other side for Scalene to keep its file. */
function oneSided(
  entry: SideFunction,
  side: 'base' | 'head',
  other: Inventory,
  diff: SourceDiff | null,
): MatchedFunction {
  const sides = side === 'head' ? { base: null, head: entry } : { base: entry, head: null };
  const fileDiff = side === 'head' ? diff?.byHead.get(entry.file) : diff?.byBase.get(entry.file);
  const untouched = diff !== null && fileDiff === undefined && !other.files.has(entry.file);
  if (untouched) return { ...sides, matchedBy: 'name', codeChanged: false, inDiff: false, presence: 'both' };
  return {
    ...sides,
    matchedBy: 'none',
    codeChanged: true,
    inDiff: true,
    presence: side === 'head' ? 'added' : 'removed',
  };
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
