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

/** One profile's functions under the same keys as in the inventory; those that did nothing are left out. */
export function activity(profile: Profile, keys: KeysOfFiles = new KeysOfFiles()): Activity {
  const found = new Map<string, ProfileFunction>();
  for (const file of profile.files) {
    const names = keys.of(file);
    for (const [i, entry] of file.functions.entries()) if (isActive(entry)) found.set(names[i] ?? '', entry);
  }
  return found;
}

function isActive(entry: ProfileFunction): boolean {
  return (
    entry.cpuPythonPercent > 0 ||
    entry.cpuNativePercent > 0 ||
    entry.cpuSystemPercent > 0 ||
    entry.allocatedMb > 0 ||
    entry.peakMb > 0
  );
}

/** Keys of each file's functions, made once for all profiles in which the file has the same functions. */
export class KeysOfFiles {
  readonly #known = new Map<
    string,
    { readonly functions: readonly ProfileFunction[]; readonly keys: readonly string[] }
  >();

  of(file: ProfileFile): readonly string[] {
    const known = this.#known.get(file.path);
    if (known && sameNames(known.functions, file.functions)) return known.keys;
    const keys = keysOf(file);
    this.#known.set(file.path, { functions: file.functions, keys });
    return keys;
  }
}

function sameNames(a: readonly ProfileFunction[], b: readonly ProfileFunction[]): boolean {
  return a.length === b.length && a.every(({ name }, i) => name === b[i]?.name);
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
  const keys = keysOf(file);
  const owned = once(() => linesByFunction(file));
  return file.functions.map((entry, i) => new KnownFunction(file, entry, keys[i] ?? '', () => owned()[i] ?? []));
}

/** Text is worked out when it is asked for: of thousands of functions, few are looked at closely. */
class KnownFunction implements SideFunction {
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly #lines: () => readonly number[];
  readonly #text: () => readonly string[];

  constructor(
    file: ProfileFile,
    { name, line, endLine }: ProfileFunction,
    readonly key: string,
    lines: () => readonly number[],
  ) {
    this.file = file.path;
    this.name = name;
    this.line = line;
    this.endLine = endLine;
    this.#lines = lines;
    this.#text = once(() => lines().map((number) => file.sources[number - 1] ?? ''));
  }

  get ownLines(): readonly number[] {
    return this.#lines();
  }

  get text(): readonly string[] {
    return this.#text();
  }
}

/** Calls a function at most once. */
export function once<T>(compute: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => (found ??= { value: compute() }).value;
}

/** For every function of the file, its own lines: those of which it is the innermost function. */
function linesByFunction({ functions, sources }: ProfileFile): number[][] {
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
  const own = functions.map((): number[] => []);
  owner.forEach((index, i) => own[index]?.push(i + 1));
  return own;
}
