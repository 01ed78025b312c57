/**
 * Git LFS in a checkout: pointers are replaced by the files that the user has, or the reason is told why not.
 * Downloading is left to git-lfs itself.
 */
import { join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import type { CheckoutContext } from './checkout.js';
import type { Git } from './git.js';
import { readPlain } from './paths.js';

const POINTER = 'version https://git-lfs.github.com/spec/v1';
/** In bytes; git-lfs takes no larger file for a pointer. */
const LARGEST_POINTER = 1024;

/**
 * Fills large files from the user's store, then from the remote, as far as the user has them in their own tree.
 * @throws MeasureError when a pointer stays where the user's own tree has the file
 */
export async function fillLfs(root: string, context: CheckoutContext): Promise<void> {
  const git = context.git.in(root);
  if (!(await usesLfs(git))) return;
  const tracked = await lfsPaths(git);
  if ((await pointersAmong(root, tracked)).length === 0) return;
  const { env } = context.store;
  await git.ask(['lfs', 'checkout'], { env });
  const needed = await neededPointers(root, tracked, context);
  if (needed.length === 0) return;
  const pulled = await git.ask(['lfs', 'pull', `--include=${needed.join(',')}`], { env });
  const left = await pointersAmong(root, needed);
  if (left.length === 0) return;
  const mend = /is not a git command/.test(pulled.stderr)
    ? "install git-lfs and run 'git lfs pull'"
    : "run 'git lfs fetch --all', and see that the LFS server can be reached";
  throw new MeasureError(
    `${left[0] ?? ''} is kept with Git LFS and only its pointer could be checked out${left.length > 1 ? ` (as ${String(left.length - 1)} more)` : ''}: ${mend}.`,
    { outputTail: pulled.stderr },
  );
}

async function usesLfs(git: Git): Promise<boolean> {
  const found = await git.ask(['grep', '-q', '-I', '-e', 'filter=lfs', '--', '.gitattributes', '**/.gitattributes']);
  return found.ok;
}

async function lfsPaths(git: Git): Promise<readonly string[]> {
  const files = await git.must(['ls-files', '-z']);
  const attributes = await git.must(['check-attr', '-z', '--stdin', 'filter'], { input: files });
  const fields = attributes.split('\0');
  const paths: string[] = [];
  for (let at = 0; at + 2 < fields.length; at += 3) {
    if (fields[at + 2] === 'lfs') paths.push(fields[at] ?? '');
  }
  return paths;
}

/** Pointers whose file the user has; those that are pointers there too are nobody's loss, and are said. */
async function neededPointers(
  root: string,
  tracked: readonly string[],
  context: CheckoutContext,
): Promise<readonly string[]> {
  const pointers = await pointersAmong(root, tracked);
  const { top } = context.repository;
  const alsoThere = new Set(top === null ? pointers : await pointersAmong(top, pointers));
  if (alsoThere.size > 0) {
    context.warn(
      'lfs-pointers',
      `${String(alsoThere.size)} files are Git LFS pointers in the repository and so in the checkouts too; run 'git lfs pull' first if the program reads them.`,
    );
  }
  return pointers.filter((path) => !alsoThere.has(path));
}

async function pointersAmong(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if (await isPointer(join(root, path))) found.push(path);
  return found;
}

async function isPointer(path: string): Promise<boolean> {
  const bytes = await readPlain(path, LARGEST_POINTER).catch(() => null);
  return bytes?.toString('latin1').startsWith(POINTER) === true;
}
