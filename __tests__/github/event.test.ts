import { describe, expect, it } from '@jest/globals';
import { readContext, isEnterpriseServer } from '../../src/github/context.js';
import { readEvent, type RepositoryEvent } from '../../src/github/event.js';
import { refuseForeignCode } from '../../src/github/refusal.js';
import { pullJson, type FakePull } from '../support/fake-github/server.js';

const SHA = 'ab'.repeat(20);
const PULL: FakePull = {
  number: 7,
  head: { sha: SHA, ref: 'feature', repo: 'octo/repo' },
  base: { sha: SHA, ref: 'main' },
};
const fork = (repo: string | null): FakePull => ({ ...PULL, head: { ...PULL.head, repo } });

const RUN = {
  id: 5,
  run_attempt: 2,
  head_sha: SHA,
  head_branch: 'feature',
  head_repository: { full_name: 'octo/repo' },
  event: 'pull_request',
  html_url: 'https://github.com/octo/repo/actions/runs/5',
};

describe('an event', () => {
  it('of a merge queue names the pull request in its branch', () => {
    const group = { head_sha: SHA, base_sha: SHA, head_ref: `refs/heads/gh-readonly-queue/main/pr-12-${SHA}` };
    expect(readEvent('merge_group', { merge_group: group })).toMatchObject({ kind: 'merge_group', pullNumber: 12 });
  });

  it('of a pull request survives a fork that was deleted', () => {
    const event = readEvent('pull_request', { pull_request: pullJson(fork(null)) });
    expect(event).toMatchObject({ pull: { number: 7, headRepository: null } });
  });

  it('that GitHub adds some day is read as one that says nothing', () => {
    expect(readEvent('constructor', {})).toEqual({ kind: 'other', name: 'constructor', onPullRequest: false });
  });

  it('with a payload that is not as documented is refused, with the place', () => {
    const broken = { pull_request: { ...PULL, head: { sha: '--upload-pack=evil', ref: 'x', repo: null } } };
    expect(() => readEvent('pull_request', broken)).toThrow(
      /payload of the pull_request event .*pull_request\.head\.sha/,
    );
  });
});

describe('running code', () => {
  const events: [string, RepositoryEvent, boolean][] = [
    ['pull_request from a fork', readEvent('pull_request', { pull_request: pullJson(fork('eve/repo')) }), true],
    [
      'pull_request_target from the repository',
      readEvent('pull_request_target', { pull_request: pullJson(fork('Octo/Repo')) }),
      true,
    ],
    [
      'pull_request_target from a fork',
      readEvent('pull_request_target', { pull_request: pullJson(fork('eve/repo')) }),
      false,
    ],
    [
      'pull_request_target from a deleted fork',
      readEvent('pull_request_target', { pull_request: pullJson(fork(null)) }),
      false,
    ],
    ['workflow_run of the repository', readEvent('workflow_run', { workflow_run: RUN }), true],
    [
      'workflow_run of a fork',
      readEvent('workflow_run', { workflow_run: { ...RUN, head_repository: { full_name: 'eve/repo' } } }),
      false,
    ],
    ['issue_comment on a pull request', readEvent('issue_comment', { issue: { pull_request: {} } }), false],
    ['issue_comment on an issue', readEvent('issue_comment', { issue: {} }), true],
    ['workflow_dispatch', readEvent('workflow_dispatch', {}), true],
  ];

  it.each(events)('on %s', (_, event, allowed) => {
    for (const mode of ['gate', 'measure'] as const) {
      const ask = () => {
        refuseForeignCode(event, mode, 'octo/repo');
      };
      if (allowed) expect(ask).not.toThrow();
      else expect(ask).toThrow(/^Nothing was run, because .*: measure on pull_request .* mode: report on workflow_run/);
    }
    expect(() => {
      refuseForeignCode(event, 'report', 'octo/repo');
    }).not.toThrow();
  });
});

describe('the context', () => {
  const env = {
    GITHUB_REPOSITORY: 'octo/repo',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_SERVER_URL: 'https://github.com/',
    GITHUB_RUN_ID: '123',
    GITHUB_WORKSPACE: '/somewhere',
  };
  const push = { before: SHA, after: SHA, ref: 'refs/heads/main', repository: { default_branch: 'trunk' } };

  it('is read from what the runner sets', () => {
    expect(readContext(env, push)).toMatchObject({
      repository: { owner: 'octo', name: 'repo' },
      defaultBranch: 'trunk',
      runId: 123,
      runAttempt: 1,
      serverUrl: 'https://github.com',
      event: { kind: 'push', forced: false },
    });
  });

  it('is refused outside a runner, with the way out', () => {
    expect(() => readContext({}, {})).toThrow(/GITHUB_REPOSITORY, .* command line/);
  });

  it.each([
    ['https://github.com', false],
    ['https://acme.ghe.com', false],
    ['https://git.acme.example', true],
    ['https://notghe.com.example', true],
  ])('knows whether %s is an Enterprise Server', (serverUrl, expected) => {
    expect(isEnterpriseServer({ serverUrl })).toBe(expected);
  });
});
