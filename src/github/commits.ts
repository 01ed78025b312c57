/**
 * Which two commits an event asks to compare, as one table over the facts that git and the event's payload give.
 * It acts only through the narrow git port it is given; checking the commits out is left to `measure`.
 */
import { InputError } from '../model/errors.js';
import type { PullRequest, RepositoryEvent } from './event.js';

/** What must be asked of the repository. Every commit is a full SHA. */
export interface CommitsGit {
  /** The commit that is checked out. */
  head(): Promise<string>;
  /** The commit a revision means here (branch, tag, SHA, `HEAD~2`); null when there is none. */
  resolve(revision: string): Promise<string | null>;
  /** The commit at the tip of a branch of the remote, made available; null when there is none. */
  branchTip(branch: string): Promise<string | null>;
  /** All parents, also those that a shallow clone does not have. */
  parents(commit: string): Promise<readonly string[]>;
  /** Makes a commit and its files available, from the remote where it must; false when it cannot be had. */
  obtain(commit: string): Promise<boolean>;
  /** The best common ancestor, deepening a shallow clone as far as needed; null when there is none. */
  mergeBase(one: string, other: string): Promise<string | null>;
}

export interface ChosenCommit {
  readonly commit: string;
  /** The name people know it by, for reports. */
  readonly ref: string;
}

export type ChosenCommits =
  /** `reason`: one clause that says why these two, such as "the test merge against its first parent". */
  | { readonly kind: 'pair'; readonly base: ChosenCommit; readonly head: ChosenCommit; readonly reason: string }
  /** There is nothing to compare head with. */
  | { readonly kind: 'head-only'; readonly head: ChosenCommit; readonly reason: string }
  /** There is no head either: the event removed it. */
  | { readonly kind: 'none'; readonly reason: string };

export interface CommitWishes {
  /** Revisions given as settings; they win over the event. */
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly defaultBranch: string | null;
}

/**
 * Chooses base and head for an event.
 * @throws InputError when a commit cannot be had, or the checkout is not of the event's commit.
 */
export async function commitsForEvent(
  event: RepositoryEvent,
  wishes: CommitWishes,
  git: CommitsGit,
): Promise<ChosenCommits> {
  if (wishes.base === undefined && wishes.head === undefined) return byEvent(event, wishes, git);
  const head = await wantedHead(event, wishes.head, git);
  if (wishes.base === undefined) return againstMergeBase(head, mainBranch(event, wishes), git);
  const base = await wanted(wishes.base, 'base', git);
  return { kind: 'pair', base, head, reason: 'the commits named by the settings' };
}

async function byEvent(event: RepositoryEvent, wishes: CommitWishes, git: CommitsGit): Promise<ChosenCommits> {
  switch (event.kind) {
    case 'pull_request':
      return forPullRequest(event.pull, git);
    case 'merge_group':
      return {
        kind: 'pair',
        base: await obtained({ commit: event.baseSha, ref: 'the queue before it' }, git),
        head: await obtained({ commit: event.headSha, ref: 'the merge group' }, git),
        reason: 'the merge group against what the queue puts it on',
      };
    case 'push':
      return forPush(event, wishes, git);
    case 'workflow_run':
    case 'other':
      return againstMergeBase({ commit: await git.head(), ref: 'HEAD' }, wishes.defaultBranch, git);
  }
}

/** The test merge is compared with its first parent, the exact effect of merging: the event's base goes stale. */
async function forPullRequest(pull: PullRequest, git: CommitsGit): Promise<ChosenCommits> {
  const head = await git.head();
  if (head === pull.headSha) {
    return againstMergeBase({ commit: head, ref: pull.headRef }, { commit: pull.baseSha, ref: pull.baseRef }, git);
  }
  const [first, second, ...more] = await git.parents(head);
  if (first === undefined || second !== pull.headSha || more.length > 0) {
    throw new InputError(
      `The checkout (${short(head)}) is neither the head of pull request #${String(pull.number)} (${short(pull.headSha)}) nor its test merge, so a comparison would tell of another change: let actions/checkout take its default, or name the commits with the inputs base and head.`,
    );
  }
  return {
    kind: 'pair',
    base: await obtained({ commit: first, ref: pull.baseRef }, git),
    head: { commit: head, ref: `refs/pull/${String(pull.number)}/merge` },
    reason: 'the test merge against its first parent, the exact effect of merging',
  };
}

async function forPush(
  push: Extract<RepositoryEvent, { kind: 'push' }>,
  wishes: CommitWishes,
  git: CommitsGit,
): Promise<ChosenCommits> {
  const branch = push.ref.replace(/^refs\/(heads|tags)\//, '');
  if (push.deleted) return { kind: 'none', reason: `${branch} was deleted` };
  const head = await obtained({ commit: push.after, ref: branch }, git);
  // A forced push leaves `before` outside the history: what it changed is not what this branch adds.
  if (push.forced || isZeros(push.before) || !(await git.obtain(push.before))) {
    return againstMergeBase(head, wishes.defaultBranch, git);
  }
  return {
    kind: 'pair',
    base: { commit: push.before, ref: `${branch} before the push` },
    head,
    reason: 'the pushed commits against the branch before them',
  };
}

/** `onto`: the branch whose history head left, by name or as a commit. */
async function againstMergeBase(
  head: ChosenCommit,
  onto: string | ChosenCommit | null,
  git: CommitsGit,
): Promise<ChosenCommits> {
  const trunk = typeof onto === 'string' ? await tipOf(onto, git) : onto;
  if (trunk === null) return { kind: 'head-only', head, reason: 'the default branch is unknown' };
  if (trunk.commit !== head.commit && !(await git.obtain(trunk.commit))) {
    throw missing(trunk.commit, `the tip of ${trunk.ref}`);
  }
  const common = await git.mergeBase(head.commit, trunk.commit);
  if (common === null) return { kind: 'head-only', head, reason: `it shares no commit with ${trunk.ref}` };
  if (common === head.commit) return againstFirstParent(head, git);
  return {
    kind: 'pair',
    base: await obtained({ commit: common, ref: trunk.ref }, git),
    head,
    reason: `${head.ref} against where it left ${trunk.ref}`,
  };
}

/** On the default branch itself the merge base is head: the last step of the history is what can be judged. */
async function againstFirstParent(head: ChosenCommit, git: CommitsGit): Promise<ChosenCommits> {
  const [first] = await git.parents(head.commit);
  if (first === undefined) return { kind: 'head-only', head, reason: 'it is the first commit' };
  return {
    kind: 'pair',
    base: await obtained({ commit: first, ref: `${head.ref}~1` }, git),
    head,
    reason: 'the newest commit against the one before it',
  };
}

async function wantedHead(event: RepositoryEvent, head: string | undefined, git: CommitsGit): Promise<ChosenCommit> {
  if (head !== undefined) return wanted(head, 'head', git);
  if (event.kind === 'merge_group') return obtained({ commit: event.headSha, ref: 'the merge group' }, git);
  return { commit: await git.head(), ref: 'HEAD' };
}

const FULL_SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** A revision from the settings: known here, a branch of the remote, or a commit the remote has. */
async function wanted(revision: string, setting: 'base' | 'head', git: CommitsGit): Promise<ChosenCommit> {
  if (FULL_SHA.test(revision)) return obtained({ commit: revision, ref: short(revision) }, git);
  const commit = (await git.branchTip(revision)) ?? (await git.resolve(revision));
  if (commit !== null) return { commit, ref: revision };
  throw new InputError(
    `The input ${setting} is '${revision}', which is neither a branch of the remote nor a revision in this checkout: name a branch or a full commit SHA, or give actions/checkout fetch-depth: 0.`,
  );
}

/** The branch that the event's code is meant for. */
function mainBranch(event: RepositoryEvent, wishes: CommitWishes): string | null {
  return event.kind === 'pull_request' ? event.pull.baseRef : wishes.defaultBranch;
}

/** A remote that cannot be asked is an error: a gate that passes for it would pass unseen for ever. */
async function tipOf(branch: string, git: CommitsGit): Promise<ChosenCommit> {
  const commit = await git.branchTip(branch);
  if (commit !== null) return { commit, ref: branch };
  throw new InputError(
    `The branch ${branch} is not in this checkout and could not be fetched, so there is nothing to compare with: ${WAY_TO_HISTORY}.`,
  );
}

async function obtained(chosen: ChosenCommit, git: CommitsGit): Promise<ChosenCommit> {
  if (await git.obtain(chosen.commit)) return chosen;
  throw missing(chosen.commit, chosen.ref);
}

const WAY_TO_HISTORY =
  'give actions/checkout fetch-depth: 0, and in a private repository leave its persist-credentials, or the input github-token, at its default';

function missing(commit: string, what: string): InputError {
  return new InputError(
    `Commit ${short(commit)} (${what}) is not in this checkout and could not be fetched: ${WAY_TO_HISTORY}.`,
  );
}

function isZeros(sha: string): boolean {
  return /^0+$/.test(sha);
}

function short(sha: string): string {
  return sha.slice(0, 7);
}
