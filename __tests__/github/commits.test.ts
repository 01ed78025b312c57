import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commitsForEvent, type ChosenCommits, type CommitWishes } from '../../src/github/commits.js';
import type { PullRequest, RepositoryEvent } from '../../src/github/event.js';
import { commitsGit } from '../../src/github/git.js';
import { gitIn } from '../../src/measure/git.js';
import { git, Origin } from '../support/fake-github/origin.js';

const ZEROS = '0'.repeat(40);
const MAIN: CommitWishes = { defaultBranch: 'main' };

/**
 * main:     first ─ second ─ third ─────┐
 *                     └─ feature ─ tip ─ merge (test merge of #7)
 */
let origin: Origin;
let first: string, second: string, third: string, feature: string, tip: string, merge: string;

beforeAll(() => {
  origin = new Origin();
  first = origin.commit('main', 'first', { 'a.py': 'print(1)\n' });
  second = origin.commit('main', 'second', { 'a.py': 'print(2)\n' });
  feature = origin.commit('feature', 'feature', { 'b.py': 'print(3)\n' });
  tip = origin.commit('feature', 'tip', { 'b.py': 'print(4)\n' });
  third = origin.commit('main', 'third', { 'c.py': 'print(5)\n' });
  merge = origin.testMerge(7, 'main', 'feature');
});
afterAll(() => {
  origin.remove();
});

function pull(overrides: Partial<PullRequest> = {}): RepositoryEvent {
  const base = { number: 7, headSha: tip, headRef: 'feature', headRepository: 'o/r', baseRef: 'main', mergeSha: null };
  return { kind: 'pull_request', rights: 'head', pushed: null, pull: { ...base, baseSha: second, ...overrides } };
}

function push(before: string, after: string, overrides: { forced?: boolean; ref?: string; deleted?: boolean } = {}) {
  const event = { kind: 'push', before, after, ref: 'refs/heads/main', forced: false, deleted: false } as const;
  return { ...event, ...overrides };
}

const gitOf = (folder: string) => commitsGit(gitIn(folder, process.env, new AbortController().signal));

const dispatch: RepositoryEvent = { kind: 'other', name: 'workflow_dispatch', onPullRequest: false };

async function choose(event: RepositoryEvent, checkout: { ref: string; depth: number }, wishes = MAIN) {
  const folder = origin.checkout(checkout);
  const chosen = await commitsForEvent(event, wishes, gitOf(folder));
  return { folder, chosen };
}

/** The two commits, and that a checkout of both would work. */
function expectPair({ folder, chosen }: { folder: string; chosen: ChosenCommits }, base: string, head: string): void {
  expect(chosen).toMatchObject({ kind: 'pair', base: { commit: base }, head: { commit: head } });
  for (const commit of [base, head]) git(folder, 'rev-list', '--objects', '--no-walk', `${commit}^{tree}`);
}

describe('the commits that an event compares', () => {
  describe.each([{ depth: 1 }, { depth: 0 }])('in a clone of depth $depth (0: all)', ({ depth }) => {
    it('takes the test merge against its first parent, though the event names an older base', async () => {
      expectPair(await choose(pull(), { ref: 'refs/pull/7/merge', depth }), third, merge);
    });

    it('takes a head that was checked out against the merge base', async () => {
      expectPair(await choose(pull({ baseSha: third }), { ref: tip, depth }), second, tip);
    });

    it('takes a merge group against the commit the queue puts it on', async () => {
      const group = { kind: 'merge_group', headSha: merge, baseSha: third, pullNumber: 7 } as const;
      expectPair(await choose(group, { ref: merge, depth }), third, merge);
    });

    it('takes a push against the branch before it', async () => {
      expectPair(await choose(push(first, third), { ref: third, depth }), first, third);
    });

    it('takes a new branch, pushed with zeros, against where it left the default branch', async () => {
      const event = push(ZEROS, tip, { ref: 'refs/heads/feature' });
      expectPair(await choose(event, { ref: tip, depth }), second, tip);
    });

    it('takes a forced push against where the branch left the default branch', async () => {
      const event = push(first, tip, { ref: 'refs/heads/feature', forced: true });
      expectPair(await choose(event, { ref: tip, depth }), second, tip);
    });

    it('takes a push whose old commit is gone against where it left the default branch', async () => {
      const event = push('ab'.repeat(20), tip, { ref: 'refs/heads/feature' });
      expectPair(await choose(event, { ref: tip, depth }), second, tip);
    });

    it('takes a manual run of a branch against where it left the default branch', async () => {
      expectPair(await choose(dispatch, { ref: tip, depth }), second, tip);
    });

    it('takes a scheduled run of the default branch against the commit before', async () => {
      expectPair(await choose({ ...dispatch, name: 'schedule' }, { ref: third, depth }), second, third);
    });

    it('takes a base named by a setting, as a branch, a SHA or a revision', async () => {
      expectPair(await choose(dispatch, { ref: tip, depth }, { ...MAIN, base: 'main' }), third, tip);
      expectPair(await choose(dispatch, { ref: tip, depth }, { ...MAIN, base: first }), first, tip);
      const named = await choose(dispatch, { ref: tip, depth: 0 }, { ...MAIN, base: 'HEAD~1' });
      expectPair(named, feature, tip);
    });

    it('takes a head named by a setting against the merge base', async () => {
      expectPair(await choose(dispatch, { ref: third, depth }, { ...MAIN, head: 'feature' }), second, tip);
    });
  });

  it('leaves refs, index, configuration and working tree of the checkout as they were', async () => {
    const folder = origin.checkout({ ref: tip, depth: 1 });
    const state = () => [
      git(folder, 'for-each-ref'),
      git(folder, 'config', '--list', '--local'),
      git(folder, 'status'),
    ];
    const before = state();
    expectPair({ folder, chosen: await commitsForEvent(dispatch, MAIN, gitOf(folder)) }, second, tip);
    expect(state()).toEqual(before);
  });

  it('keeps a full clone full when it fetches a commit that is missing', async () => {
    const folder = origin.checkout({ ref: third, depth: 0 });
    const gone = origin.commit('other', 'another branch', { 'd.py': '' });
    expect(await gitOf(folder).obtain(gone)).toBe(true);
    expect(git(folder, 'rev-parse', '--is-shallow-repository')).toBe('false');
  });

  it('works in a folder with spaces', async () => {
    const folder = origin.checkout({ ref: 'refs/pull/7/merge', depth: 1, folder: 'a folder with spaces' });
    expectPair({ folder, chosen: await commitsForEvent(pull(), MAIN, gitOf(folder)) }, third, merge);
  });

  it('refuses a merge whose second parent is not the head of the pull request', async () => {
    const stale = choose(pull({ headSha: feature }), { ref: 'refs/pull/7/merge', depth: 1 });
    await expect(stale).rejects.toThrow(/neither the head of pull request #7 .* nor its test merge/);
  });

  it('says what to do about a base that cannot be had', async () => {
    const unknown = choose(dispatch, { ref: tip, depth: 1 }, { ...MAIN, base: 'no-such-branch' });
    await expect(unknown).rejects.toThrow(/The input base is 'no-such-branch', .* fetch-depth: 0/);
    const gone = choose(dispatch, { ref: tip, depth: 1 }, { ...MAIN, base: 'ab'.repeat(20) });
    await expect(gone).rejects.toThrow(/Commit abababa .* could not be fetched/);
  });

  it('has no base for the first commit, for another history, and without a default branch', async () => {
    const start = await choose(push(ZEROS, first), { ref: first, depth: 1 });
    expect(start.chosen).toMatchObject({
      kind: 'head-only',
      head: { commit: first },
      reason: 'it is the first commit',
    });
    const island = origin.commit('island', 'another root', { 'e.py': '' }, 'nowhere');
    const apart = await choose(dispatch, { ref: island, depth: 1 });
    expect(apart.chosen).toMatchObject({ kind: 'head-only', reason: 'it shares no commit with main' });
    const unknown = await choose(dispatch, { ref: tip, depth: 1 }, { defaultBranch: null });
    expect(unknown.chosen).toMatchObject({ kind: 'head-only', reason: 'the default branch is unknown' });
  });

  it('has no head when the branch was deleted', async () => {
    const event = push(tip, ZEROS, { ref: 'refs/heads/feature', deleted: true });
    const { chosen } = await choose(event, { ref: third, depth: 1 });
    expect(chosen).toEqual({ kind: 'none', reason: 'feature was deleted' });
  });

  it('asks for actions/checkout where nothing is checked out', async () => {
    await expect(commitsForEvent(dispatch, MAIN, gitOf(origin.root))).rejects.toThrow(/put actions\/checkout before/);
  });
});
