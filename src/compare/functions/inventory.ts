/**
 * Every function that the profiles of one side know, with its own source text. Finding the same function on the other
 * side is left to `match.ts`, its time and memory to `shares.ts` and `memory.ts`.
 */
import type { Profile, ProfileFile, ProfileFunction } from '../../profile/model.js';

/** A function of one side. */
export interface SideFunction {
  /** Identity on its side: file, qualified name, and a number where the file defines that name more than once. */
  readonly key: string;
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** Its own source lines, without those of functions inside it; with their numbers in `ownLines`. */
  readonly text: readonly string[];
  readonly ownLines: readonly number[];
}

/** What one profile measured of a function. */
export type Activity = ReadonlyMap<string, ProfileFunction>;

/** The functions of one side, by key. */
export interface Inventory {
  readonly functions: ReadonlyMap<string, SideFunction>;
  readonly files: ReadonlySet<string>;
}

/** All functions in any of the profiles. Scalene leaves small files out of some profiles, so all of them are asked. */
export function inventory(profiles: readonly Profile[]): Inventory {
  const functions = new Map<string, SideFunction>();
  const files = new Set<string>();
  for (const file of profiles.flatMap((profile) => profile.files)) {
    if (files.has(file.path)) continue;
    files.add(file.path);
    for (const entry of functionsOf(file)) functions.set(entry.key, entry);
  }
  return { functions, files };
}

/** One profile's functions under the same keys as in the inventory. */
export function activity(profile: Profile): Activity {
  const found = new Map<string, ProfileFunction>();
  for (const file of profile.files) {
    const keys = keysOf(file);
    file.functions.forEach((entry, i) => found.set(keys[i] ?? '', entry));
  }
  return found;
}

/** The last part of a qualified name. */
export function leafName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

export const MODULE_LEVEL = '<module>';

/** Keys of a file's functions, in order. The nth function of a name is the nth on the other side too. */
function keysOf({ path, functions }: ProfileFile): string[] {
  const seen = new Map<string, number>();
  return functions.map(({ name }) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? `${path}\0${name}` : `${path}\0${name}\0${count}`;
  });
}

function functionsOf(file: ProfileFile): SideFunction[] {
  const owner = ownersOfLines(file);
  const keys = keysOf(file);
  const own = file.functions.map((): number[] => []);
  owner.forEach((index, i) => own[index]?.push(i + 1));
  return file.functions.map(({ name, line, endLine }, i) => {
    const ownLines = own[i] ?? [];
    return {
      key: keys[i] ?? '',
      file: file.path,
      name,
      line,
      endLine,
      ownLines,
      text: ownLines.map((number) => file.sources[number - 1] ?? ''),
    };
  });
}

/** For every line of the file, the index of the innermost function around it; −1 where there is none. */
function ownersOfLines({ functions, sources }: ProfileFile): Int32Array {
  const owner = new Int32Array(sources.length).fill(-1);
  const bySize = functions
    .map(({ line, endLine, name }, index) => ({
      line,
      endLine,
      index,
      size: name === MODULE_LEVEL ? Infinity : endLine - line,
    }))
    .sort((a, b) => b.size - a.size);
  for (const { line, endLine, index, size } of bySize) {
    const from = size === Infinity ? 0 : line - 1;
    const to = size === Infinity ? sources.length : Math.min(endLine, sources.length);
    owner.fill(index, Math.max(0, from), Math.max(0, to));
  }
  return owner;
}
