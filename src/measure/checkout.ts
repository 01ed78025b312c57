/**
 * Disposable checkouts of the two sides, as worktrees of the private store, at paths of equal length.
 * Which commits they show is decided in `refs.ts`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import type { Side } from '../model/measurement.js';
import { lastLine, type Git } from './git.js';
import { fillLfs } from './lfs.js';
import { settingOf, sharedFile, type GitSource, type Repository } from './repository.js';
import type { Store } from './store.js';
import { fillSubmodules } from './submodules.js';

export interface Checkout {
  readonly side: Side;
  /** Absolute path of its top. */
  readonly root: string;
  readonly tree: string;
}

export interface CheckoutContext {
  readonly repository: Repository;
  readonly store: Store;
  /** Git anywhere; each call names its folder. */
  readonly git: Git;
  /** The run's private folder. */
  readonly folder: string;
  /** Private stores of submodules, by the git directory they borrow from. */
  readonly moduleStores: Map<string, Store>;
  /** Takes what was noticed, for the measurement's warnings. */
  warn(code: string, message: string): void;
}

/**
 * In a folder of its own: whatever the repository is called, it meets nothing of ours, and no path of ours is the beginning of its.
 * @throws MeasureError with a reason when the files of this commit cannot be had
 */
export async function checkOut(side: Side, commit: string, context: CheckoutContext): Promise<Checkout> {
  const root = join(context.folder, side, 'tree', checkoutName(context.repository));
  await addWorktree(context.store, root, commit, context.git);
  await fillSubmodules({ root, commit, source: context.store.source }, context);
  await fillLfs(root, context);
  return { side, root, tree: await context.store.git.must(['rev-parse', `${commit}^{tree}`]) };
}

/**
 * The repository's own folder name, as programs may look at it, less what the tools on the way trip over: Scalene
 * puts paths between single quotes in scripts, PATH and PYTHONPATH are divided at colons, and Scalene never
 * profiles what lies in a folder named `scalene`.
 */
export function checkoutName(repository: Pick<Repository, 'top' | 'commonDir'>): string {
  const name = basename(repository.top ?? repository.commonDir)
    .replace(/\.git$/, '')
    .replace(/[^\p{L}\p{N} ._+@()-]/gu, '_');
  return name === '' || name === 'scalene' ? `${name}_` : name;
}

/** Makes a worktree of `store` at `root`, with the user's sparse patterns if there are any. */
export async function addWorktree(store: Store, root: string, commit: string, git: Git): Promise<void> {
  await mkdir(join(root, '..'), { recursive: true });
  // Large files are fetched afterwards, where that is wanted (lfs.ts).
  const env = { ...store.env, GIT_LFS_SKIP_SMUDGE: '1' };
  const added = await store.git.ask(
    ['worktree', 'add', '--quiet', '--force', '--detach', '--no-checkout', root, commit],
    { env },
  );
  if (!added.ok) throw cannotCheckOut(commit, added.stderr);
  const here = git.in(root);
  const sparse = await sparseOptions(store.source, here);
  const filled = await here.ask([...sparse, 'reset', '--quiet', '--hard', commit], { env });
  if (!filled.ok) throw cannotCheckOut(commit, filled.stderr);
}

async function sparseOptions(source: GitSource, worktree: Git): Promise<readonly string[]> {
  if (settingOf(source, 'core.sparsecheckout') !== 'true') return [];
  const patterns = await sharedFile({ ...source, commonDir: source.gitDir }, 'info/sparse-checkout');
  if (patterns === null) return [];
  const gitDir = await worktree.must(['rev-parse', '--absolute-git-dir']);
  await mkdir(join(gitDir, 'info'), { recursive: true });
  await writeFile(join(gitDir, 'info', 'sparse-checkout'), patterns);
  const cone = settingOf(source, 'core.sparsecheckoutcone') ?? 'false';
  return ['-c', 'core.sparseCheckout=true', '-c', `core.sparseCheckoutCone=${cone}`];
}

function cannotCheckOut(commit: string, complaint: string): MeasureError {
  const where = /No space left on device/.test(complaint)
    ? 'free some space, or set TMPDIR to a larger disk'
    : 'see that its files can be checked out by hand with git worktree add';
  return new MeasureError(
    `The files of commit ${commit.slice(0, 7)} could not be checked out (${lastLine(complaint)}): ${where}.`,
    {
      outputTail: complaint,
    },
  );
}
