import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGitHub, type GitHubApi } from '../../src/github/api.js';
import {
  COMMENT_LIMIT,
  findComment,
  publishComment,
  type CommentOutcome,
  type CommentPolicy,
  type Draft,
  type News,
} from '../../src/github/comments.js';
import { readMarker, withMarker, type Stamp } from '../../src/github/marker.js';
import { FakeGitHub, NAME, OWNER } from '../support/fake-github/server.js';

const BOT = 'github-actions[bot]';
const STAMP: Stamp = { head: 'a'.repeat(40), run: 10, heading: '❌ 1 regression', measured: {} };
const COMMENTS = /\/comments/;

let github: FakeGitHub;
let api: GitHubApi;

beforeEach(async () => {
  github = await FakeGitHub.start();
  api = openGitHub({
    token: 'token',
    apiUrl: github.url,
    repository: { owner: OWNER, name: NAME },
    retry: { attempts: 3, firstWaitMs: 5, longestWaitMs: 2000, attemptMs: 300 },
  });
});
afterEach(() => github.stop());

function draft(overrides: Partial<Draft> = {}): Draft {
  const render = () => 'The report';
  return { issue: 7, key: 'default', policy: 'always', news: 'worse', stamp: STAMP, render, ...overrides };
}

async function publish(overrides: Partial<Draft> = {}): Promise<CommentOutcome> {
  const wanted = draft(overrides);
  return publishComment(api, wanted, await findComment(api, 7, wanted.key));
}

describe('the comment', () => {
  it('is created once and then edited in place', async () => {
    expect(await publish()).toMatchObject({ status: 'created' });
    expect(await publish({ render: () => 'Fixed' })).toMatchObject({ status: 'updated' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body.split('\n').slice(1)).toEqual(['Fixed']);
  });

  it('is not edited when nothing changed', async () => {
    await publish();
    expect(await publish()).toMatchObject({ status: 'unchanged', url: expect.stringContaining('#issuecomment-') });
    expect(github.comments[0]?.edits).toBe(0);
  });

  it('is found behind 250 others, over all pages', async () => {
    for (let index = 0; index < 250; index += 1) github.addComment(7, `Comment ${String(index)}`);
    await publish();
    for (let index = 0; index < 250; index += 1) github.addComment(7, `Later ${String(index)}`);
    expect(await publish({ render: () => 'Again' })).toMatchObject({ status: 'updated' });
    expect(github.comments).toHaveLength(501);
  });

  it('is not mistaken for a comment of somebody else that carries its marker', async () => {
    const forged = github.addComment(7, withMarker('default', STAMP, 'Forged'), 'mallory');
    expect(await publish()).toMatchObject({ status: 'created' });
    expect(forged.body).toContain('Forged');
  });

  it('is not mistaken for a comment of the same author that repeats its marker further down', async () => {
    github.addComment(7, `Title: ${withMarker('default', STAMP, 'Forged')}`, BOT, 'Bot');
    expect(await publish()).toMatchObject({ status: 'created' });
  });

  it('is kept apart by key', async () => {
    await publish({ key: 'py311' });
    await publish({ key: 'py312', render: () => 'Another' });
    await publish({ key: 'py3', render: () => 'A prefix of both' });
    expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual([
      'The report',
      'Another',
      'A prefix of both',
    ]);
  });

  it('belongs to whoever owns the token', async () => {
    github.viewer = 'release-app[bot]';
    await publish();
    github.viewer = 'release-app';
    expect(await publish({ render: () => 'Again' })).toMatchObject({ status: 'updated' });
    github.faults.push({ path: /graphql/, does: 403 });
    expect(await publish()).toMatchObject({ status: 'created' });
    expect(github.comments).toHaveLength(2);
  });

  const POLICIES: [CommentPolicy, readonly News[]][] = [
    ['always', ['worse', 'better', 'none']],
    ['on-change', ['worse', 'better']],
    ['on-regression', ['worse']],
    ['never', []],
  ];
  it.each(POLICIES)('is started under the policy %s only for %j', async (policy, wanted) => {
    for (const news of ['worse', 'better', 'none'] as const) {
      const outcome = await publish({ policy, news, key: news });
      expect(outcome.status).toBe(wanted.includes(news) ? 'created' : 'not-wanted');
    }
    expect(github.comments).toHaveLength(wanted.length);
  });

  it.each(POLICIES)('is kept true under the policy %s once it is there', async (policy) => {
    await publish();
    const outcome = await publish({ policy, news: 'none', render: () => 'All well' });
    expect(outcome.status).toBe('updated');
    expect(github.comments[0]?.body).toContain('All well');
  });

  it('of a newer push is not overwritten by an older run', async () => {
    await publish({ stamp: { ...STAMP, run: 12, head: 'b'.repeat(40) }, render: () => 'Newer' });
    expect(await publish({ stamp: { ...STAMP, run: 11 } })).toMatchObject({ status: 'outdated' });
    expect(github.comments[0]?.body).toContain('Newer');
  });

  it('of the same push is overwritten by any run', async () => {
    await publish({ stamp: { ...STAMP, run: 12 } });
    expect(await publish({ stamp: { ...STAMP, run: 11 } })).toMatchObject({ status: 'updated' });
  });

  it('is made again when it was deleted in between', async () => {
    await publish();
    const found = await findComment(api, 7, 'default');
    github.comments = [];
    const again = draft({ render: () => 'Again' });
    expect(await publishComment(api, again, found)).toMatchObject({ status: 'created' });
    expect(github.comments.map(({ body }) => body.split('\n')[1])).toEqual(['Again']);
  });

  it('is made once when two runs start it at the same moment', async () => {
    const outcomes = await Promise.all([
      publishComment(api, draft({ stamp: { ...STAMP, run: 11 }, render: () => 'One' }), null),
      publishComment(api, draft({ stamp: { ...STAMP, run: 12, head: 'b'.repeat(40) }, render: () => 'Two' }), null),
    ]);
    expect(outcomes.map(({ status }) => status)).not.toContain('failed');
    expect(github.comments).toHaveLength(1);
  });

  it('is made once when the answer to its creation was lost', async () => {
    github.faults.push({ method: 'POST', path: COMMENTS, does: 'after', times: 1 });
    expect(await publish()).toMatchObject({ status: 'unchanged' });
    expect(github.comments).toHaveLength(1);
  });

  it('is rendered again with less where GitHub finds it too long', async () => {
    const limits: number[] = [];
    // Two UTF-16 units each: within the limit as we count, at first beyond it for this fake.
    const render = (limit: number) => {
      limits.push(limit);
      return 'x'.repeat(limits.length === 1 ? COMMENT_LIMIT : limit);
    };
    expect(await publish({ render })).toMatchObject({ status: 'created' });
    expect(limits[0]).toBeLessThan(COMMENT_LIMIT);
    expect(limits[1]).toBeLessThan(COMMENT_LIMIT / 4);
  });

  it('tells of a token that may only read', async () => {
    github.readOnly = true;
    expect(await publish()).toEqual({ status: 'read-only' });
  });

  it.each([500, 502, 503])('survives two answers with status %d', async (status) => {
    github.faults.push({ method: 'GET', path: COMMENTS, does: status, times: 2 });
    expect(await publish()).toMatchObject({ status: 'created' });
  });

  it('survives a broken and a hanging connection', async () => {
    github.faults.push({ method: 'GET', path: COMMENTS, does: 'cut', times: 1 });
    github.faults.push({ method: 'GET', path: COMMENTS, does: 'hang', times: 1 });
    expect(await publish()).toMatchObject({ status: 'created' });
  });

  it('waits as long as a secondary rate limit asks', async () => {
    const limited = {
      does: 403,
      times: 1,
      headers: { 'retry-after': '1' },
      message: 'You have exceeded a secondary rate limit',
    };
    github.faults.push({ method: 'POST', path: COMMENTS, ...limited });
    const start = Date.now();
    expect(await publish()).toMatchObject({ status: 'created' });
    expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
    expect(github.comments).toHaveLength(1);
  });

  it.each([
    ['a rate limit of an hour', { does: 429, headers: { 'retry-after': '3600' }, message: 'slow down' }, /slow down/],
    [
      'an exhausted quota',
      {
        does: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' },
        message: 'API rate limit exceeded',
      },
      /rate limit/,
    ],
    ['a 500 that stays', { does: 500 }, /fault/],
    ['a 404', { does: 404, message: 'Not Found' }, /Not Found/],
    ['a 422', { does: 422, message: 'Validation Failed' }, /Validation Failed/],
    ['a connection that hangs', { does: 'hang' }, /no answer in time/],
  ] as const)('gives up in time on %s, with the reason', async (_, fault, reason) => {
    github.faults.push({ method: 'POST', path: COMMENTS, ...fault });
    const outcome = await publish();
    expect(outcome).toEqual({ status: 'failed', reason: expect.stringMatching(reason) });
  });
});

describe('the hidden line', () => {
  it('remembers what was measured and accepted, the largest changes first', () => {
    const measured = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`f${String(index)}`, { change: index / 100, head: index }]),
    );
    const body = withMarker('default', { ...STAMP, measured }, 'text');
    const reading = readMarker('default', body);
    const kept = Object.keys(reading.kind === 'ours' ? (reading.stamp?.measured ?? {}) : {});
    expect(kept).toHaveLength(40);
    expect(kept[0]).toBe('f59');
  });

  it('cannot be ended from inside, whatever the heading says', () => {
    const heading = 'a --> <script> --!> b';
    const body = withMarker('default', { ...STAMP, heading }, 'text');
    expect(body.split('\n')[0]?.match(/-->/g)).toHaveLength(1);
    expect(readMarker('default', body)).toEqual({ kind: 'ours', stamp: { ...STAMP, heading } });
  });

  it.each([
    ['damaged data', '<!-- scalene-mcp-action key=default v=1 data=AAAA -->'],
    ['no data', '<!-- scalene-mcp-action key=default v=1 -->'],
  ])('is still known as ours with %s', (_, line) => {
    expect(readMarker('default', `${line}\ntext`)).toEqual({ kind: 'ours', stamp: null });
  });
});
