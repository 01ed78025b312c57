/**
 * The difference between the two sides as git tells it, with renames: the report's "in this diff".
 * Reading it is left to `compare`.
 */
import type { Store } from './store.js';

/** Larger differences are cut at a file's end, in characters: nobody reads them, and they are kept in an artifact. */
const LIMIT = 5_000_000;

export interface SidesDiff {
  readonly text: string;
  /** Files that are in `text`, of all that differ. */
  readonly files: number;
  readonly allFiles: number;
}

const OPTIONS = [
  '-c', 'diff.noprefix=false',
  '-c', 'diff.mnemonicPrefix=false',
  'diff', '--find-renames', '--unified=3', '--no-color', '--no-ext-diff', '--no-textconv',
  '--src-prefix=a/', '--dst-prefix=b/', '--ignore-submodules=none', '--submodule=short',
]; // prettier-ignore

/** Null when git cannot make it: a report without it is still a report. @param base and @param head commits in the store */
export async function diffSides(store: Store, base: string, head: string): Promise<SidesDiff | null> {
  const { ok, text: whole } = await store.git.ask([...OPTIONS, base, head]);
  if (!ok) return null;
  const files = whole === '' ? [] : whole.split(/^(?=diff --git )/m);
  const kept: string[] = [];
  let length = 0;
  for (const file of files) {
    length += file.length;
    if (length > LIMIT) break;
    kept.push(file);
  }
  const text = kept.join('');
  return { text: text === '' || text.endsWith('\n') ? text : `${text}\n`, files: kept.length, allFiles: files.length };
}
