/**
 * The user's working tree, uncommitted and untracked files included, as a commit in a private store.
 * The user's index, objects and refs stay as they are; checking the commit out is left to `checkout.ts`.
 */
import { copyFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, MeasureError } from '../model/errors.js';
import { lastLine, type Git } from './git.js';
import { settingOf } from './repository.js';
import type { Store } from './store.js';

export interface Snapshot {
  /** The commit that is checked out, on which the changes lie. */
  readonly head: string;
  /** What to check out: `head` itself where nothing is uncommitted. */
  readonly commit: string;
  readonly tree: string;
  readonly dirty: boolean;
  /** Submodules whose own uncommitted changes are not part of the snapshot, as repository paths. */
  readonly dirtySubmodules: readonly string[];
}

/** Fixed, so that equal content gives an equal commit. */
const IDENTITY = {
  GIT_AUTHOR_NAME: 'working tree',
  GIT_AUTHOR_EMAIL: 'working-tree@localhost',
  GIT_AUTHOR_DATE: '2000-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'working tree',
  GIT_COMMITTER_EMAIL: 'working-tree@localhost',
  GIT_COMMITTER_DATE: '2000-01-01T00:00:00Z',
};

/**
 * @param git git at the top of the user's working tree
 * @param scratch private folder for the copy of the index
 * @throws InputError when there is no commit yet or a merge is unfinished
 */
export async function snapshotWorkingTree(git: Git, store: Store, scratch: string): Promise<Snapshot> {
  const head = await git.ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (!head.ok) {
    throw new InputError(
      `The repository in ${git.folder} has no commit yet, so there is nothing to compare with: commit once, change something, and try again.`,
    );
  }
  await refuseConflicts(git);
  const tree = await treeOfWorkingTree(git, store, scratch);
  const committed = await git.must(['rev-parse', '--verify', 'HEAD^{tree}']);
  const dirtySubmodules = await changedSubmodules(git);
  if (tree === committed) return { head: head.text, commit: head.text, tree, dirty: false, dirtySubmodules };
  const commit = await store.git.must(['commit-tree', tree, '-p', head.text, '-m', 'The working tree'], {
    env: IDENTITY,
  });
  return { head: head.text, commit, tree, dirty: true, dirtySubmodules };
}

async function refuseConflicts(git: Git): Promise<void> {
  const unmerged = await git.must(['ls-files', '--unmerged', '-z']);
  if (unmerged === '') return;
  const path = unmerged.split('\0', 1)[0]?.split('\t')[1] ?? '';
  throw new InputError(
    `The working tree has an unfinished merge (${path} is in conflict), so it is no state that could be measured: finish or abort the merge, or name a head commit.`,
  );
}

async function treeOfWorkingTree(git: Git, store: Store, scratch: string): Promise<string> {
  const index = join(scratch, 'index');
  const own = join(store.source.gitDir, 'index');
  await copyIndex(own, index);
  const env = {
    ...store.env,
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: join(store.folder, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: store.source.objectStores.map(quotedForList).join(':'),
  };
  const sparse = settingOf(store.source, 'core.sparsecheckout') === 'true' ? ['--sparse'] : [];
  const added = await git.ask(['add', '--all', ...sparse, '--', '.'], { env });
  if (!added.ok) {
    throw new MeasureError(
      `The uncommitted files in ${git.folder} could not be read into a snapshot (${lastLine(added.stderr)}): mend that, or commit and name the commit with --head HEAD.`,
      { outputTail: added.stderr },
    );
  }
  return git.must(['write-tree'], { env });
}

/**
 * Git takes a file for unchanged by its size and time, unless it was written no earlier than the index: the copy must
 * not be younger than the original, else a change of the last moment is missed.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  if (found === null) return;
  await copyFile(from, to);
  const earlier = new Date(found.mtimeMs - 1000);
  await utimes(to, earlier, earlier);
}

/** Git separates the paths in this variable by colons and understands C-like quotes. */
function quotedForList(path: string): string {
  return /[":\n]/.test(path) ? JSON.stringify(path) : path;
}

/** Submodules with changed or new files of their own, which a commit of the outer repository cannot hold. */
async function changedSubmodules(git: Git): Promise<readonly string[]> {
  const { text } = await git.ask(['status', '--porcelain=v2', '-z', '--ignore-submodules=none']);
  return text.split('\0').flatMap((entry) => {
    const [, path] = /^1 \S+ S(?:.M.|..U) (?:\S+ ){5}(.*)$/s.exec(entry) ?? [];
    return path === undefined ? [] : [path];
  });
}
