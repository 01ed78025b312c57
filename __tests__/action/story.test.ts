import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/action/main.js';
import { tidyUp } from '../../src/action/post.js';
import { realRunner, type Runner } from '../../src/action/runner.js';
import { OUTPUTS } from '../../src/config/action.js';
import { nightlyZip, NIGHTLY_HEAD, unchanged } from '../support/fake-github/measured.js';
import { git, Origin } from '../support/fake-github/origin.js';
import { PrivateGit } from '../support/fake-github/private-git.js';
import { FakeGitHub, NAME, OWNER, pullJson } from '../support/fake-github/server.js';

/** The Action in this very process, on a runner that only notes what it is told. */
interface Told {
  readonly log: string[];
  readonly annotations: string[];
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  readonly masked: string[];
  summary: string;
  failure: string | null;
}

let github: FakeGitHub;
let home: string;
let origin: Origin;
const environment = { ...process.env };

beforeEach(async () => {
  // The artifact client writes to the log itself.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  github = await FakeGitHub.start();
  origin = new Origin();
  home = mkdtempSync(path.join(tmpdir(), 'story-'));
  process.env['ACTIONS_RUNTIME_TOKEN'] = github.runtimeToken;
  process.env['ACTIONS_RESULTS_URL'] = github.url;
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  rmSync(home, { recursive: true });
  origin.remove();
  await github.stop();
});

interface Job {
  readonly event: string;
  readonly payload: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  readonly state?: Readonly<Record<string, string>>;
}

async function run({
  event,
  payload,
  inputs,
  workspace = home,
  env,
  platform = 'linux',
  state = {},
}: Job): Promise<Told> {
  const told: Told = { log: [], annotations: [], outputs: {}, state: {}, masked: [], summary: '', failure: null };
  writeFileSync(path.join(home, 'event.json'), JSON.stringify(payload));
  const runner: Runner = {
    platform,
    env: {
      ...process.env,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: `${OWNER}/${NAME}`,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: path.join(home, 'event.json'),
      GITHUB_WORKSPACE: workspace,
      GITHUB_RUN_ID: '1000',
      RUNNER_TEMP: home,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
    say: (text) => told.log.push(text),
    annotate: (level, message, place) => told.annotations.push(`${level} ${place?.file ?? ''}: ${message}`),
    grouped: (_, work) => work(),
    mask: (secret) => told.masked.push(secret),
    setOutput: (name, value) => {
      told.outputs[name] = value;
    },
    saveState: (name, value) => {
      told.state[name] = value;
    },
    state: (name) => state[name] ?? '',
    writeSummary: (markdown) => {
      told.summary = markdown;
      return Promise.resolve();
    },
    fail: (message) => {
      told.failure = message;
    },
  };
  await main(runner);
  return told;
}

const TOKEN = { 'github-token': 'the-secret-token' };
const PULL = {
  number: 7,
  head: { sha: NIGHTLY_HEAD, ref: 'feature', repo: 'octo/repo' },
  base: { sha: NIGHTLY_HEAD, ref: 'main' },
};
const PULL_EVENT = {
  event: 'pull_request',
  payload: { pull_request: pullJson(PULL), repository: { default_branch: 'main' } },
};

describe('the run as a story', () => {
  it('tells artifact, summary, comment, annotations and outputs, and then fails', async () => {
    github.addArtifact(1000, 'scalene-report', nightlyZip());
    const told = await run({ ...PULL_EVENT, inputs: { ...TOKEN, mode: 'report' } });
    expect(told.masked).toEqual(['the-secret-token']);
    expect(told.outputs).toMatchObject({ gate: 'fail', 'comment-status': 'created' });
    expect(told.annotations.some((line) => line.startsWith('error etl/rows.py: '))).toBe(true);
    expect(told.failure).toMatch(/^❌ \d regressions?: CPU time rose/);
    expect(told.log[0]).toBe(told.failure);
    const order = github.requests.map(({ method, path: asked }) => `${method} ${asked}`);
    const kept = order.findIndex((line) => line.includes('FinalizeArtifact'));
    expect(kept).toBeGreaterThan(0);
    expect(order.findIndex((line) => /^POST .*comments/.test(line))).toBeGreaterThan(kept);
  });

  it('passes quietly where nothing changed: no comment, no annotation', async () => {
    github.addArtifact(1000, 'scalene-report', nightlyZip(unchanged));
    const told = await run({ ...PULL_EVENT, inputs: { ...TOKEN, mode: 'report' } });
    expect(told.failure).toBeNull();
    expect(told.outputs).toMatchObject({ verdict: 'no-change', gate: 'pass', 'comment-status': 'not-wanted' });
    expect(github.comments).toEqual([]);
    expect(told.summary).toMatch(/^## ✅ no regression/);
  });

  it('does without a token: everything but the comment', async () => {
    origin.commit('main', 'first', { 'a.py': '' });
    const workspace = origin.checkout({ ref: 'main', depth: 1 });
    const told = await run({ event: 'workflow_dispatch', payload: {}, inputs: { script: 'a.py' }, workspace });
    expect(told.outputs).toMatchObject({ gate: 'pass', verdict: 'incomparable', 'comment-status': 'not-wanted' });
    expect(github.requests.filter(({ path: asked }) => asked.includes('/repos/'))).toEqual([]);
  });

  it('says so, and passes, where there is nothing to compare with', async () => {
    const first = origin.commit('main', 'first', { 'a.py': '' });
    const payload = {
      before: '0'.repeat(40),
      after: first,
      ref: 'refs/heads/main',
      repository: { default_branch: 'main' },
    };
    const workspace = origin.checkout({ ref: first, depth: 1 });
    const told = await run({ event: 'push', payload, inputs: { ...TOKEN, script: 'a.py' }, workspace });
    expect(told.failure).toBeNull();
    expect(told.summary).toMatch(
      /^## ⚪ nothing to compare yet\n\nNothing was measured, because it is the first commit\./,
    );
    expect(told.outputs).toMatchObject({ gate: 'pass', 'head-sha': first, 'base-sha': '' });
  });

  it('reports on the pull request also when it cannot measure, with the way out', async () => {
    origin.commit('main', 'first', { 'a.py': 'print(1)\n' });
    const head = origin.commit('feature', 'second', { 'a.py': 'print(2)\n' });
    origin.testMerge(7, 'main', 'feature');
    const workspace = origin.checkout({ ref: 'refs/pull/7/merge', depth: 1 });
    const pull = { ...PULL, head: { ...PULL.head, sha: head } };
    const payload = { pull_request: pullJson(pull), repository: { default_branch: 'main' } };
    const inputs = { ...TOKEN, script: 'a.py', python: 'no-such-python', comment: 'on-regression' };
    const told = await run({ event: 'pull_request', payload, inputs, workspace });
    expect(told.failure).toMatch(/^🛑 could not measure: The Python 'no-such-python' could not be started/);
    expect(github.comments[0]?.body).toMatch(/\n## 🛑 could not measure\n\nThe Python 'no-such-python'/);
    expect(told.outputs).toMatchObject({ gate: 'fail', 'comment-status': 'created' });
    expect(Object.keys(told.outputs)).toEqual(Object.keys(OUTPUTS));
  });

  describe('in a private repository, with a checkout of depth 1', () => {
    let server: PrivateGit;
    let base: string;
    let workspace: string;

    beforeEach(async () => {
      base = origin.commit('main', 'first', { 'a.py': 'print(1)\n' });
      const head = origin.commit('main', 'second', { 'a.py': 'print(2)\n' });
      workspace = origin.checkout({ ref: head, depth: 1 });
      server = await PrivateGit.start(origin.root, 'the-secret-token');
      git(workspace, 'remote', 'set-url', 'origin', `${server.url}/origin.git`);
    });
    afterEach(() => server.stop());

    /** Stops before anything is run, once the commits are there. */
    const choose = (inputs: Record<string, string>) =>
      run({
        event: 'schedule',
        payload: { repository: { default_branch: 'main' } },
        inputs: { script: 'a.py', python: 'no-such-python', ...inputs },
        workspace,
        env: { GITHUB_SERVER_URL: server.url },
      });
    const isThere = () => git(workspace, 'cat-file', '-t', `${base}^{tree}`) === 'tree';

    it('fetches what is missing with the credentials that the checkout left', async () => {
      git(workspace, 'config', `http.${server.url}/.extraheader`, server.header);
      expect((await choose(TOKEN)).outputs['base-sha']).toBe(base);
      expect(isThere()).toBe(true);
      expect(server.refused).toBe(0);
    });

    it('fetches with the token where the checkout left none, and writes it nowhere', async () => {
      expect((await choose(TOKEN)).outputs['base-sha']).toBe(base);
      expect(isThere()).toBe(true);
      expect(readFileSync(path.join(workspace, '.git', 'config'), 'utf8')).not.toContain('extraheader');
    });

    it('says what to do where there is neither', async () => {
      expect((await choose({})).failure).toMatch(/^The branch main .* could not be fetched.*persist-credentials/);
    });
  });

  it('refuses to measure on Windows, before anything is run, and reports there', async () => {
    const refused = await run({ ...PULL_EVENT, inputs: { ...TOKEN, script: 'a.py' }, platform: 'win32' });
    expect(refused.failure).toMatch(/Windows/);
    expect(Object.keys(refused.outputs)).toEqual(Object.keys(OUTPUTS));
    github.addArtifact(1000, 'scalene-report', nightlyZip(unchanged));
    const told = await run({ ...PULL_EVENT, inputs: { ...TOKEN, mode: 'report' }, platform: 'win32' });
    expect(told.failure).toBeNull();
  });

  it('needs a token to report', async () => {
    const told = await run({ ...PULL_EVENT, inputs: { mode: 'report' } });
    expect(told.failure).toMatch(/^Nothing can be reported without a token/);
  });

  it('asks for the configuration file that an input names', async () => {
    const told = await run({ ...PULL_EVENT, inputs: { ...TOKEN, script: 'a.py', config: 'perf.yml' } });
    expect(told.failure).toMatch(/^The configuration file perf\.yml is not there/);
  });

  it('does not judge by other rules where the configuration file cannot be read', async () => {
    github.faults.push({ path: /contents/, does: 403 });
    const told = await run({ ...PULL_EVENT, inputs: { ...TOKEN, mode: 'report' } });
    expect(told.failure).toMatch(/configuration file .* could not be read from the repository/);
  });

  it('says that a payload which is no JSON cannot be read', async () => {
    const told = await run({ ...PULL_EVENT, inputs: TOKEN, env: { GITHUB_EVENT_PATH: path.join(home, 'none.json') } });
    expect(told.failure).toMatch(/payload .* cannot be read/);
  });

  it('takes the values of variables that it passes on out of all it tells and keeps', async () => {
    origin.commit('main', 'first', { 'a.py': 'print(1)\n' });
    const head = origin.commit('main', 'second', { 'a.py': 'print(2)\n' });
    const workspace = origin.checkout({ ref: head, depth: 1 });
    const setup = 'echo "connecting to $DATABASE_URL"; exit 3';
    const told = await run({
      event: 'schedule',
      payload: { repository: { default_branch: 'main' } },
      inputs: { ...TOKEN, script: 'a.py', env: 'DATABASE_URL', setup },
      workspace,
      env: { DATABASE_URL: 'postgres-password-1' },
    });
    expect(told.failure).toMatch(/could not measure/);
    expect(told.summary).toContain('connecting to ***');
    const { masked, ...seen } = told;
    expect(masked).toContain('postgres-password-1');
    expect(JSON.stringify(seen)).not.toContain('postgres-password-1');
    expect(github.artifacts[0]?.zip.includes('postgres-password-1')).toBe(false);
  }, 120_000);
});

const quiet = { ...realRunner(), say: () => undefined };

describe('the post step', () => {
  it('removes what the step left, and nothing that a forged note names', async () => {
    const mine = path.join(home, 'scalene-report-abc');
    const other = path.join(home, 'precious');
    for (const folder of [mine, other]) mkdirSync(folder);
    for (const staging of [mine, other, `${mine}/../precious`]) {
      await tidyUp({ ...quiet, env: { RUNNER_TEMP: home }, state: () => staging });
    }
    expect([existsSync(mine), existsSync(other)]).toEqual([false, true]);
  });
});
