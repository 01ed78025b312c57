/**
 * Finds the two checkouts that two sets of bare profiles were made in, from the paths they name: nothing else says it.
 * Stripping a root from paths is left to `paths.ts`.
 */

/** Folder to strip from the paths of each side; undefined where the paths need none, or do not tell. */
export interface Roots {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/**
 * The pair of folders under which most files of both sides have the same path. Files vote by the folders that remain
 * when their common end is taken away: `/a/base/etl/x.py` and `/b/head/etl/x.py` vote for `/a/base` and `/b/head`.
 */
export function alignRoots(base: readonly string[], head: readonly string[]): Roots {
  const votes = new Map<string, { roots: Roots; count: number }>();
  for (const one of base.filter(isAbsolute)) {
    for (const other of head.filter(isAbsolute)) {
      const roots = remainders(one, other);
      if (!roots) continue;
      const key = `${roots.base ?? ''}\0${roots.head ?? ''}`;
      const vote = votes.get(key) ?? { roots, count: 0 };
      votes.set(key, { roots, count: vote.count + 1 });
    }
  }
  const best = [...votes.values()].sort((a, b) => b.count - a.count)[0];
  return best?.roots ?? { base: undefined, head: undefined };
}

/** What stands before the longest common end of two paths, in whole steps; null when not even the names are equal. */
function remainders(base: string, head: string): Roots | null {
  const one = base.split(SEPARATOR);
  const other = head.split(SEPARATOR);
  let common = 0;
  while (common < Math.min(one.length, other.length) && one.at(-1 - common) === other.at(-1 - common)) common += 1;
  if (common === 0) return null;
  // Equal paths were made in the same folder: that of the file is root enough to make it short.
  const steps = common === one.length && common === other.length ? 1 : common;
  return { base: front(base, one.length - steps), head: front(head, other.length - steps) };
}

const SEPARATOR = /[\\/]/;

/** The first `steps` steps of a path, with its own separators. */
function front(path: string, steps: number): string {
  const rest = path.split(SEPARATOR).slice(steps).join('/').length;
  return path.slice(0, path.length - rest - 1);
}

function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}
