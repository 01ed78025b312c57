/**
 * Reads the bare profiles of two sides so that their paths match, wherever the two checkouts lay.
 * Comparing them is left to `compare`.
 */
import { readProfileFile } from '../measure/readProfileFile.js';
import type { Profile } from '../profile/model.js';
import { alignRoots } from '../profile/roots.js';

/** @throws InputError when one cannot be read */
export async function readSides(
  base: readonly string[],
  head: readonly string[],
): Promise<{ base: Profile[]; head: Profile[] }> {
  const asWritten = { base: await readAll(base), head: await readAll(head) };
  const roots = alignRoots(filesOf(asWritten.base), filesOf(asWritten.head));
  return { base: await readAll(base, roots.base), head: await readAll(head, roots.head) };
}

async function readAll(paths: readonly string[], root?: string): Promise<Profile[]> {
  return Promise.all(paths.map((path) => readProfileFile(path, root)));
}

function filesOf(profiles: readonly Profile[]): string[] {
  return [...new Set(profiles.flatMap(({ files }) => files.map(({ path }) => path)))];
}
