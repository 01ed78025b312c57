/**
 * Fills the submodules of a checkout from the user's own copies of them, borrowed as the outer repository is.
 * A submodule that the user has not initialised stays empty here too, and that is said.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import { addWorktree, type CheckoutContext } from './checkout.js';
import { exists, fingerprint, readIfThere } from './paths.js';
import { openGitDir, type GitSource } from './repository.js';
import { makeStore, type Store } from './store.js';

interface Parent {
  readonly root: string;
  readonly commit: string;
  readonly source: GitSource;
  /** The user's own checkout of it, where there is one. */
  readonly top?: string | null;
}

interface Submodule {
  readonly name: string;
  /** Path in its parent, with forward slashes. */
  readonly path: string;
  readonly commit: string;
}

/** @throws MeasureError when a submodule's commit is neither in the user's copy nor at its remote */
export async function fillSubmodules(parent: Parent, context: CheckoutContext): Promise<void> {
  if ((await readIfThere(join(parent.root, '.gitmodules'))) === null) return;
  for (const submodule of await submodulesOf(parent, context)) await fillSubmodule(submodule, parent, context);
}

async function fillSubmodule(submodule: Submodule, parent: Parent, context: CheckoutContext): Promise<void> {
  const target = join(parent.root, submodule.path);
  const listed = await readdir(target).catch(() => null);
  // Outside the sparse patterns, or filled already by the program's own means.
  if (listed === null || listed.length > 0) return;
  const gitDir = await usersCopy(submodule, parent, context);
  if (gitDir === null) {
    context.warn(
      'submodule-missing',
      `The submodule ${submodule.path} is not initialised in the repository, so it is empty in the checkouts too.`,
    );
    return;
  }
  const store = await storeFor(gitDir, context);
  if (!(await store.has(submodule.commit)) && !(await store.fetch(submodule.commit))) {
    throw new MeasureError(
      `The submodule ${submodule.path} needs its commit ${submodule.commit.slice(0, 12)}, which is neither in the clone nor given by its remote: run 'git submodule update --init --recursive' on that commit, and try again.`,
    );
  }
  await addWorktree(store, target, submodule.commit, context.git);
  await fillSubmodules({ root: target, commit: submodule.commit, source: store.source }, context);
}

async function submodulesOf(parent: Parent, context: CheckoutContext): Promise<readonly Submodule[]> {
  const git = context.git.in(parent.root);
  const { text } = await git.ask(['config', '--file', '.gitmodules', '-z', '--get-regexp', '^submodule\\..*\\.path$']);
  const found: Submodule[] = [];
  for (const entry of text.split('\0')) {
    const [, name, path] = /^submodule\.(.*)\.path\n(.*)$/s.exec(entry) ?? [];
    if (name === undefined || path === undefined || climbs(name) || climbs(path)) continue;
    const listed = await git.must(['ls-tree', '-z', parent.commit, '--', path]);
    const commit = /^160000 commit ([0-9a-f]+)\t/.exec(listed)?.[1];
    if (commit !== undefined) found.push({ name, path, commit });
  }
  return found;
}

/** Names and paths come from a file of the commit, which may be hostile. */
function climbs(path: string): boolean {
  return path.startsWith('/') || path.split(/[/\\]/).includes('..');
}

/** The git directory of the user's copy; null when there is none. */
async function usersCopy(submodule: Submodule, parent: Parent, context: CheckoutContext): Promise<string | null> {
  const { top } = context.repository;
  const candidates = [
    join(parent.source.gitDir, 'modules', submodule.name),
    join(parent.source.commonDir, 'modules', submodule.name),
    ...(top !== null && parent.source === context.store.source ? [join(top, submodule.path, '.git')] : []),
  ];
  for (const path of candidates) if (await exists(join(path, 'objects'))) return path;
  return null;
}

/** Both sides share the private store of a submodule. */
async function storeFor(gitDir: string, context: CheckoutContext): Promise<Store> {
  const folder = join(context.folder, 'modules', `${fingerprint(gitDir)}.git`);
  // Seen from its git directory: its recorded working tree may be anywhere.
  const git = context.git.in(gitDir);
  const known = context.moduleStores.get(gitDir);
  if (known !== undefined) return known;
  const store = await makeStore(await openGitDir(git), folder, git);
  context.moduleStores.set(gitDir, store);
  return store;
}
