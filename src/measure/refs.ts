/**
 * Which two commits are compared, from the names a person gives or from the shape of the repository.
 * The table of GitHub's events is left to `github`, checking out to `checkout.ts`.
 */
import { InputError, MeasureError } from '../model/errors.js';
import type { Git } from './git.js';
import type { NamedCommit, SidesWanted } from './plan.js';
import { remoteOf, settingOf, type Repository } from './repository.js';
import { snapshotWorkingTree, type Snapshot } from './snapshot.js';
import type { Store } from './store.js';

/** A side before it is checked out. */
export interface ChosenSide {
  /** The commit people know; for a working tree the one it is based on. */
  readonly commit: string;
  /** What is checked out: `commit`, or the snapshot of a working tree. */
  readonly checkout: string;
  readonly ref: string;
  readonly dirty: boolean;
}

export interface ChosenSides {
  readonly base: ChosenSide;
  readonly head: ChosenSide;
  /** One clause that says why these two. */
  readonly reason: string;
  /** Submodules whose uncommitted changes are not measured. */
  readonly dirtySubmodules: readonly string[];
}

export interface Places {
  readonly repository: Repository;
  /** Git at the top of the user's working tree (or in the bare repository). */
  readonly git: Git;
  readonly store: Store;
  /** Private folder for scratch files. */
  readonly scratch: string;
}

/** @throws InputError when a name means nothing here; MeasureError when a commit cannot be had */
export async function resolveCommits(wanted: SidesWanted, places: Places): Promise<ChosenSides> {
  if (wanted.kind === 'commits') {
    const [base, head] = [await available(wanted.base, places), await available(wanted.head, places)];
    return { base, head, reason: 'the commits that were asked for', dirtySubmodules: [] };
  }
  const { head, dirtySubmodules } = await chooseHead(wanted.head, places);
  const chosen = wanted.base === undefined ? await chooseBase(head, places) : await namedBase(wanted.base, places);
  return { base: chosen.base, head, reason: chosen.reason, dirtySubmodules };
}

async function available(named: NamedCommit, { store }: Places): Promise<ChosenSide> {
  if (!(await store.has(named.commit)) && !(await store.fetch(named.commit))) {
    throw new MeasureError(
      `The commit ${named.commit} (${named.ref}) is not in the clone and the remote does not give it: fetch it, or clone with more history (fetch-depth: 0 in actions/checkout).`,
    );
  }
  return { commit: named.commit, checkout: named.commit, ref: named.ref, dirty: false };
}

async function chooseHead(
  name: string | undefined,
  places: Places,
): Promise<{ head: ChosenSide; dirtySubmodules: readonly string[] }> {
  if (name !== undefined) return { head: await named(name, places), dirtySubmodules: [] };
  if (places.repository.top === null) {
    throw new InputError('The repository is bare and has no working tree: name the commit to measure with --head.');
  }
  const snapshot = await snapshotWorkingTree(places.git, places.store, places.scratch);
  return { head: await workingTreeSide(snapshot, places), dirtySubmodules: snapshot.dirtySubmodules };
}

async function workingTreeSide(snapshot: Snapshot, places: Places): Promise<ChosenSide> {
  const { head, commit, dirty } = snapshot;
  const ref = dirty ? 'working tree' : ((await currentBranch(places)) ?? 'HEAD');
  return { commit: head, checkout: commit, ref, dirty };
}

async function namedBase(name: string, places: Places): Promise<{ base: ChosenSide; reason: string }> {
  return { base: await named(name, places), reason: 'the base that was asked for' };
}

/** What head is naturally compared with: where it left the default branch, or on that branch the commit before. */
async function chooseBase(head: ChosenSide, places: Places): Promise<{ base: ChosenSide; reason: string }> {
  const trunk = await defaultBranch(places);
  const common = trunk === null ? head.commit : await places.store.mergeBase(head.commit, trunk.commit);
  if (common === null) {
    throw new InputError(
      `${head.ref} and ${trunk?.ref ?? 'the default branch'} share no history, so there is no natural base: name one with --base.`,
    );
  }
  if (common !== head.commit) {
    const ref = trunk?.ref ?? common;
    return { base: plain(common, ref), reason: `where ${head.ref} left ${ref}` };
  }
  if (head.dirty) {
    return { base: plain(head.commit, 'HEAD'), reason: 'the working tree against the commit it is based on' };
  }
  return commitBefore(head, places);
}

async function commitBefore(head: ChosenSide, places: Places): Promise<{ base: ChosenSide; reason: string }> {
  const parent = await parentOf(head.commit, places);
  if (parent === null) {
    throw new InputError(
      `${head.ref} is the first commit and nothing is uncommitted, so there is nothing to compare it with: change something, or name a base with --base.`,
    );
  }
  return { base: plain(parent, `${head.ref}~1`), reason: 'the newest commit against the one before it' };
}

/** The first parent, which git names also where a shallow clone ends before it. */
async function parentOf(commit: string, { store }: Places): Promise<string | null> {
  const text = await store.git.must(['cat-file', 'commit', commit]);
  const parent = /^parent ([0-9a-f]+)$/m.exec(text.split('\n\n', 1)[0] ?? '')?.[1];
  if (parent === undefined) return null;
  if ((await store.has(parent)) || (await store.fetch(parent))) return parent;
  throw new MeasureError(
    `The clone is shallow and ends at ${commit.slice(0, 7)}, and its parent could not be fetched: clone with more history (fetch-depth: 2 or 0 in actions/checkout), or name a base.`,
  );
}

async function defaultBranch({ repository, git }: Places): Promise<NamedCommit | null> {
  const remote = remoteOf(repository);
  const advertised = await git.ask(['symbolic-ref', '--quiet', '--short', `refs/remotes/${remote ?? 'origin'}/HEAD`]);
  const initial = settingOf(repository, 'init.defaultbranch');
  const branches = [...new Set(['main', 'master', ...(initial === null ? [] : [initial])])];
  const candidates = [
    ...(advertised.ok ? [`refs/remotes/${advertised.text}`] : []),
    ...branches.map((name) => `refs/remotes/${remote ?? 'origin'}/${name}`),
    ...branches.map((name) => `refs/heads/${name}`),
  ];
  for (const ref of candidates) {
    const commit = await commitAt(git, ref);
    if (commit !== null) return { commit, ref: ref.replace(/^refs\/(remotes|heads)\//, '') };
  }
  return null;
}

async function currentBranch({ git }: Places): Promise<string | null> {
  const { ok, text } = await git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return ok ? text : null;
}

function plain(commit: string, ref: string): ChosenSide {
  return { commit, checkout: commit, ref, dirty: false };
}

async function commitAt(git: Git, name: string): Promise<string | null> {
  const { ok, text } = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  return ok ? text : null;
}

/** A name that a person gave: known here, known as a branch of the remote, or only to the remote. */
async function named(name: string, places: Places): Promise<ChosenSide> {
  refuseOddName(name);
  const remote = remoteOf(places.repository);
  const here =
    (await commitAt(places.git, name)) ?? (await commitAt(places.git, `refs/remotes/${remote ?? ''}/${name}`));
  if (here !== null) return plain(here, name);
  const commit = (await deepened(name, places)) ?? (await fetched(name, places));
  if (commit !== null) return plain(commit, name);
  throw new InputError(
    `'${name}' names no commit in ${places.git.folder}: give a branch, a tag or a commit that 'git rev-parse ${name}' knows, after 'git fetch' if it is new.`,
  );
}

function refuseOddName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (name !== '' && !name.startsWith('-') && !/[\u0000-\u001f\u007f]/.test(name)) return;
  throw new InputError(
    `${JSON.stringify(name)} is not a name of a commit: give a branch, a tag or a commit, such as main, v1.2 or HEAD~1.`,
  );
}

/** `HEAD~3` in a shallow clone: the commit is there, its history is not yet. */
async function deepened(name: string, places: Places): Promise<string | null> {
  const [, start, way] = /^([^~^:@]+)([~^][~^0-9]*)$/.exec(name) ?? [];
  if (start === undefined || way === undefined || !(await places.store.isShallow())) return null;
  const commit = await commitAt(places.git, start);
  if (commit === null) return null;
  await places.store.deepen([commit]);
  return commitAt(places.store.git, `${commit}${way}`);
}

async function fetched(name: string, { store }: Places): Promise<string | null> {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(name)) return (await store.fetch(name)) ? name : null;
  return /^[\w./-]+$/.test(name) ? store.fetchByName(name) : null;
}
