import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { judgeAcceptance, readLabel, type LabelReading } from '../../src/github/accept.js';
import { openGitHub, type GitHubApi } from '../../src/github/api.js';
import { belongsTo, pullOfRun } from '../../src/github/pulls.js';
import type { Acceptance } from '../../src/github/marker.js';
import type { TriggeringRun } from '../../src/github/event.js';
import { FakeGitHub, NAME, OWNER } from '../support/fake-github/server.js';

const LABEL = 'accept-regression';
const ONE = 'a1'.repeat(20);
const TWO = 'b2'.repeat(20);

let github: FakeGitHub;
let api: GitHubApi;

beforeEach(async () => {
  github = await FakeGitHub.start();
  const retry = { attempts: 1, firstWaitMs: 1, longestWaitMs: 1, attemptMs: 1000 };
  api = openGitHub({ token: 'token', apiUrl: github.url, repository: { owner: OWNER, name: NAME }, retry });
});
afterEach(() => github.stop());

describe('the label that accepts a regression', () => {
  beforeEach(() => {
    github.labels = ['bug', 'Accept-Regression'];
    github.permissions = { maintainer: 'write', owner: 'admin' };
    github.labelEvents = [
      { event: 'labeled', label: 'bug', actor: 'owner' },
      { event: 'labeled', label: LABEL, actor: 'stranger' },
      { event: 'unlabeled', label: LABEL, actor: 'stranger' },
      { event: 'labeled', label: LABEL, actor: 'maintainer', at: '2026-11-21T08:00:00Z' },
    ];
  });

  it('counts when whoever set it last may write', async () => {
    expect(await readLabel(api, 7, LABEL)).toEqual({
      kind: 'set',
      by: 'maintainer',
      at: '2026-11-21T08:00:00Z',
      event: 103,
    });
  });

  it('is found behind many other events, over all pages', async () => {
    const noise = Array.from({ length: 230 }, () => ({ event: 'labeled' as const, label: 'noise', actor: 'bot' }));
    github.labelEvents = [...noise, ...github.labelEvents, ...noise];
    expect(await readLabel(api, 7, LABEL)).toMatchObject({ kind: 'set', by: 'maintainer', event: 333 });
  });

  it('does not count when set by somebody who may not write, and says so', async () => {
    github.labelEvents.push({ event: 'labeled', label: LABEL, actor: 'stranger' });
    const reading = await readLabel(api, 7, LABEL);
    expect(reading).toEqual({ kind: 'void', reason: expect.stringContaining('set by stranger, who may not write') });
  });

  it('does not count when that cannot be checked', async () => {
    github.faults.push({ path: /permission/, does: 500 });
    expect(await readLabel(api, 7, LABEL)).toEqual({
      kind: 'void',
      reason: expect.stringContaining('could not be checked'),
    });
  });

  it('is absent when it was taken off again, whatever the events say', async () => {
    github.labels = ['bug'];
    expect(await readLabel(api, 7, LABEL)).toEqual({ kind: 'absent' });
  });
});

describe('accepting', () => {
  const set: LabelReading = { kind: 'set', by: 'maintainer', at: '2026-11-21T08:00:00Z', event: 5 };
  const amount = (change: number | null, head = 10) => ({ change, head });
  const judge = (
    before: { measured: Record<string, ReturnType<typeof amount>>; accepted?: Acceptance; head?: string } | null,
    measured: Record<string, ReturnType<typeof amount>>,
  ) => judgeAcceptance(set, before && { head: ONE, ...before }, { head: TWO, measured }, () => 0.05);

  it('covers the first values measured under a label that was set before any report', () => {
    expect(judge(null, { cpu: amount(0.5) })).toMatchObject({
      kind: 'accepted',
      acceptance: { by: 'maintainer', head: TWO, values: { cpu: amount(0.5) } },
    });
  });

  it('covers the values that the comment showed when the label was set, and noise on them', () => {
    const before = { measured: { cpu: amount(0.2) } };
    expect(judge(before, { cpu: amount(0.2) }).kind).toBe('accepted');
    expect(judge(before, { cpu: amount(0.24) }).kind).toBe('accepted');
    expect(judge(before, { cpu: amount(0.1) }).kind).toBe('accepted');
    expect(judge(before, {}).kind).toBe('accepted');
  });

  it('asks again when a later push is worse, or worse in something else', () => {
    const before = { measured: { cpu: amount(0.2) } };
    expect(judge(before, { cpu: amount(0.3) })).toMatchObject({ kind: 'worse', worse: ['cpu'] });
    expect(judge(before, { cpu: amount(0.2), memory: amount(0.1) })).toMatchObject({ worse: ['memory'] });
  });

  const earlier = { by: 'maintainer', at: '', head: ONE, values: { cpu: amount(0.2) } };

  it('keeps asking: what was measured since does not become accepted by itself', () => {
    const before = { measured: { cpu: amount(0.5) }, accepted: { ...earlier, event: 5 } };
    expect(judge(before, { cpu: amount(0.5) }).kind).toBe('worse');
  });

  it('covers newer values once the label was set again', () => {
    const before = { measured: { cpu: amount(0.5) }, accepted: { ...earlier, event: 4 } };
    expect(judge(before, { cpu: amount(0.5) }).kind).toBe('accepted');
  });

  it('covers the same commit measured again, and remembers the larger values', () => {
    const before = { head: TWO, measured: { cpu: amount(0.2), memory: amount(0.3) } };
    expect(judge(before, { cpu: amount(0.3), memory: amount(0.2) })).toMatchObject({
      kind: 'accepted',
      acceptance: { head: TWO, values: { cpu: amount(0.3), memory: amount(0.3) } },
    });
  });

  it('compares values where the ratio is undefined', () => {
    const before = { measured: { gpu: amount(null, 2) } };
    expect(judge(before, { gpu: amount(null, 2) }).kind).toBe('accepted');
    expect(judge(before, { gpu: amount(null, 3) }).kind).toBe('worse');
  });

  it('needs the label', () => {
    expect(judgeAcceptance({ kind: 'absent' }, null, { head: ONE, measured: { cpu: amount(1) } }, () => 0)).toEqual({
      kind: 'not-accepted',
    });
    expect(judgeAcceptance({ kind: 'void', reason: '' }, null, { head: ONE, measured: {} }, () => 0)).toEqual({
      kind: 'not-accepted',
    });
  });
});

describe('the pull request of a run', () => {
  const run: TriggeringRun = {
    id: 5,
    attempt: 1,
    headSha: ONE,
    headBranch: 'feature',
    headRepository: 'eve/repo',
    event: 'pull_request',
    url: '',
    createdAt: null,
  };
  const pull = (number: number, sha: string, repo: string | null = 'eve/repo') => ({
    number,
    head: { sha, ref: 'feature', repo },
    base: { sha: TWO, ref: 'main' },
  });

  it('is the open one of that fork and branch whose head is the commit of the run', async () => {
    github.pulls = [pull(1, ONE, 'eve/another'), pull(2, ONE), { ...pull(3, ONE), state: 'closed' }];
    expect(await pullOfRun(api, run)).toMatchObject({ kind: 'found', pull: { number: 2 } });
    expect(github.asked('GET', /head=eve%3Afeature/)).toHaveLength(1);
  });

  it('is none when the branch has moved on, was closed or is gone', async () => {
    github.pulls = [pull(2, TWO)];
    expect(await pullOfRun(api, run)).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('#2 has moved on'),
    });
    github.pulls = [];
    expect(await pullOfRun(api, run)).toMatchObject({ reason: 'No pull request is open for eve:feature.' });
    expect(await pullOfRun(api, { ...run, headRepository: null })).toMatchObject({ kind: 'none' });
  });

  it('is none where two are open from one branch at one commit', async () => {
    github.pulls = [pull(2, ONE), pull(3, ONE)];
    expect(await pullOfRun(api, run)).toMatchObject({ kind: 'none', reason: expect.stringContaining('#2 and #3') });
  });

  it('owns its head and merges of it, and no other commit', async () => {
    github.commits = { [TWO]: ['c3'.repeat(20), ONE], ['d4'.repeat(20)]: [TWO] };
    expect(await belongsTo(api, ONE, ONE)).toBe(true);
    expect(await belongsTo(api, TWO, ONE)).toBe(true);
    expect(await belongsTo(api, 'd4'.repeat(20), ONE)).toBe(false);
  });
});
