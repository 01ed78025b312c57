import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OUTPUTS } from '../../src/config/action.js';
import type { Measurement } from '../../src/model/measurement.js';
import { builtDist } from '../support/dist.js';
import { nightlyZip, NIGHTLY_HEAD, slower, unchanged } from '../support/fake-github/measured.js';
import { namesIn, NUMBER, Scene } from '../support/fake-github/scene.js';
import type { Fault } from '../support/fake-github/server.js';
import { commandsIn, type StepOptions, type StepResult } from '../support/fake-github/step.js';
import { makeZip } from '../support/fake-github/zip.js';

const SHA = NIGHTLY_HEAD;
const OTHER = 'b2'.repeat(20);
const GOLDENS = fileURLToPath(new URL('./goldens', import.meta.url));

let bundle: string;
let scene: Scene;

beforeAll(() => {
  bundle = path.join(builtDist(), 'index.js');
}, 180_000);
beforeEach(async () => {
  scene = await Scene.open(bundle);
  scene.github.addArtifact(1000, 'scalene-report', nightlyZip());
});
afterEach(() => scene.close());

/** Reports what this run's other jobs measured. */
function report(options: Partial<StepOptions> = {}): Promise<StepResult> {
  const { inputs = {}, ...others } = options;
  return scene.step({ event: scene.pullRequestEvent(SHA), ...others, inputs: { mode: 'report', ...inputs } }).run();
}

/** What must hold whatever GitHub does: verdict, check, summary, artifact, outputs. */
function expectVerdictStands(result: StepResult): void {
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toMatchObject({ verdict: 'regression', gate: 'fail', pairs: '5' });
  expect(Object.keys(result.outputs)).toEqual(Object.keys(OUTPUTS));
  expect(result.summary).toMatch(/^## ❌ \d regressions? in `nightly\.py`/);
  expect(commandsIn(result.log).at(-1)).toMatch(/^::error::❌ \d regression/);
}

function replaceMeasurement(zip: Buffer): void {
  scene.github.artifacts = scene.github.artifacts.filter(({ name }) => name !== 'scalene-report');
  scene.github.addArtifact(1000, 'scalene-report', zip);
}

/** The file beside this test; written anew with UPDATE_GOLDENS=1, for a person to read before it is committed. */
function expectGolden(name: string, text: string): void {
  const file = path.join(GOLDENS, name);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('the report of a run', () => {
  it('says in comment, annotations and outputs what the golden files hold', async () => {
    const result = await report();
    expectVerdictStands(result);
    expectGolden('comment.md', scene.github.comments[0]?.body ?? '');
    const annotations = commandsIn(result.log).filter((line) => /^::(error|warning|notice)/.test(line));
    expectGolden('annotations.txt', `${annotations.join('\n')}\n`);
    const { comparison = '', report: page = '', ...outputs } = result.outputs;
    expectGolden('outputs.json', `${JSON.stringify(outputs, null, 2)}\n`);
    for (const file of [comparison, page]) expect(existsSync(file)).toBe(true);
  });

  it('keeps Comparison, Markdown and page as an artifact of its own name', async () => {
    await report();
    const kept = scene.github.artifacts.find(({ name }) => name === 'scalene-report.report');
    expect(await namesIn(kept?.zip ?? Buffer.alloc(0))).toEqual(['comparison.json', 'report.html', 'report.md']);
  });

  it('leaves nothing on the machine when the job has ended', async () => {
    const step = scene.step({ event: scene.pullRequestEvent(SHA), inputs: { mode: 'report' } });
    const { temp } = await step.run();
    expect(readdirSync(temp).some((name) => name.startsWith('scalene-'))).toBe(true);
    expect((await step.post()).exitCode).toBe(0);
    expect(readdirSync(temp).filter((name) => name.startsWith('scalene-'))).toEqual([]);
  });

  it('turns green in the same comment when the next push is good', async () => {
    await report();
    replaceMeasurement(nightlyZip(unchanged));
    const result = await report({ event: scene.pullRequestEvent(OTHER), runId: 1000 });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ verdict: 'no-change', gate: 'pass', 'comment-status': 'updated' });
    expect(scene.github.comments).toHaveLength(1);
    expect(scene.github.comments[0]?.body).toMatch(/previous push: ❌ \d regression/);
  });

  it('finds its comment behind 250 others', async () => {
    for (let index = 0; index < 250; index += 1) scene.github.addComment(NUMBER, `Comment ${String(index)}`);
    await report();
    replaceMeasurement(nightlyZip(unchanged));
    expect((await report()).outputs['comment-status']).toBe('updated');
    expect(scene.github.comments).toHaveLength(251);
  });

  it('makes its comment again when it was deleted', async () => {
    await report();
    scene.github.comments = [];
    expect((await report()).outputs['comment-status']).toBe('created');
  });

  it('says once that the token may only read, and tells everything elsewhere', async () => {
    scene.github.readOnly = true;
    const result = await report({ event: scene.pullRequestEvent(SHA, 'eve/repo') });
    expectVerdictStands(result);
    expect(result.outputs['comment-status']).toBe('read-only');
    expect(result.log.match(/^::notice/gm)).toHaveLength(1);
    expect(result.summary).toContain('may not write to the pull request');
    expect(result.outputs['artifact-id']).not.toBe('');
  });

  it("does not say so in the summary where the fork's token may write", async () => {
    const result = await report({ event: scene.pullRequestEvent(SHA, 'eve/repo') });
    expect(result.outputs['comment-status']).toBe('created');
    expect(result.summary).not.toContain('may not write to the pull request');
  });

  const faults: [string, Omit<Fault, 'path'>, string][] = [
    ['a 403', { does: 403, message: 'Resource not accessible by integration' }, 'read-only'],
    ['a 404', { does: 404 }, 'failed'],
    ['a 422', { does: 422 }, 'failed'],
    ['a 500 that stays', { does: 500 }, 'failed'],
    ['a connection that hangs', { does: 'hang' }, 'failed'],
    ['a connection that breaks', { does: 'cut' }, 'failed'],
  ];
  it.each(faults)(
    'keeps its verdict through %s on the comment',
    async (_, fault, status) => {
      scene.github.faults.push({ path: /\/comments/, ...fault });
      const result = await report({ env: { SCALENE_API_TIMEOUT: '0.3' } });
      expectVerdictStands(result);
      expect(result.outputs['comment-status']).toBe(status);
      expect(result.outputs['artifact-id']).not.toBe('');
    },
    60_000,
  );

  it.each([
    ['a 500 that stays', { does: 500 }],
    ['a connection that hangs', { does: 'hang' }],
  ] as const)('keeps its verdict through %s on the artifact', async (_, fault) => {
    scene.github.faults.push({ path: /CreateArtifact/, ...fault });
    const result = await report({ env: { SCALENE_API_TIMEOUT: '0.3' } });
    expectVerdictStands(result);
    expect(result.outputs).toMatchObject({ 'artifact-id': '', 'comment-status': 'created' });
    expect(result.log).toMatch(/^::warning::The artifact scalene-report\.report was not kept/m);
  });

  it("takes another name where the artifact's is taken", async () => {
    scene.github.addArtifact(1000, 'scalene-report.report', makeZip([]));
    const result = await report();
    expect(result.outputs['artifact-id']).not.toBe('');
    expect(scene.github.artifacts.at(-1)?.name).toMatch(/^scalene-report\.report-[0-9a-f]{6}$/);
  });

  it('keeps its verdict on GitHub Enterprise Server, which has no such artifacts', async () => {
    const result = await report({ env: { GITHUB_SERVER_URL: 'https://git.example.org' } });
    expectVerdictStands(result);
    expect(result.log).toMatch(/^::warning::.*Enterprise Server has no artifacts/m);
    expect(scene.github.comments[0]?.body).toContain('https://git.example.org/octo/repo/blob/');
  });

  it('writes no comment where the policy wants none, and no annotations where nobody wants them', async () => {
    const result = await report({ inputs: { comment: 'never', annotations: 'false' } });
    expectVerdictStands(result);
    expect(result.outputs['comment-status']).toBe('not-wanted');
    expect(result.log).not.toMatch(/^::error file=/m);
  });

  it('judges by the configuration file of the checkout', async () => {
    const workspace = scene.origin.root;
    scene.origin.commit('main', 'configured', { '.github/scalene.yml': 'fail-on: none\n' });
    const result = await report({ workspace: scene.origin.checkout({ ref: 'main', depth: 1 }) });
    expect(workspace).not.toBe('');
    expect(result.outputs).toMatchObject({ verdict: 'regression', gate: 'pass' });
    expect(result.exitCode).toBe(0);
  });
});

describe('the bundle', () => {
  it('holds the artifact client in a file of its own, which is loaded only when it is used', () => {
    const files = readdirSync(path.dirname(bundle)).filter(
      (name) => name.endsWith('.js') && name !== 'report-client.js',
    );
    const withClient = files.filter((name) =>
      readFileSync(path.join(path.dirname(bundle), name), 'utf8').includes('class BlobClient '),
    );
    expect(withClient).toHaveLength(1);
    expect(withClient).not.toContain('index.js');
  });
});

describe('a matrix of shards', () => {
  it('is combined: every block counts', async () => {
    scene.github.artifacts = [];
    for (const shard of ['1', '2', '3']) scene.github.addArtifact(1000, `scalene-report-${shard}`, nightlyZip());
    const result = await report();
    expect(result.outputs).toMatchObject({ verdict: 'regression', pairs: '15' });
  });

  it('has a section for each program and Python version, under one comment', async () => {
    const program =
      (name: string, python: string) =>
      (measurement: Measurement): Measurement => ({
        ...measurement,
        program: { ...measurement.program, name },
        environment: { ...measurement.environment, python },
      });
    scene.github.artifacts = [];
    scene.github.addArtifact(1000, 'scalene-report-a', nightlyZip(program('etl', '3.11.7')));
    scene.github.addArtifact(1000, 'scalene-report-b', nightlyZip(program('etl', '3.12.1')));
    scene.github.addArtifact(
      1000,
      'scalene-report-c',
      nightlyZip((same) => unchanged(program('api', '3.12.1')(same))),
    );
    const result = await report();
    expect(result.outputs).toMatchObject({ verdict: 'regression', gate: 'fail' });
    expect(scene.github.comments).toHaveLength(1);
    const { body } = scene.github.comments[0] ?? { body: '' };
    for (const name of ['etl (Python 3.11)', 'etl (Python 3.12)', 'api (Python 3.12)']) expect(body).toContain(name);
    expect(JSON.parse(readFileSync(result.outputs['comparison'] ?? '', 'utf8'))).toMatchObject({
      programs: [{ name: 'api (Python 3.12)' }, { name: 'etl (Python 3.11)' }, { name: 'etl (Python 3.12)' }],
    });
  });

  it('of different commits is refused', async () => {
    const of =
      (commit: string) =>
      (measurement: Measurement): Measurement => ({
        ...measurement,
        sides: { ...measurement.sides, head: { ...measurement.sides.head, commit } },
      });
    scene.github.addArtifact(1000, 'scalene-report-2', nightlyZip(of(OTHER)));
    const result = await report();
    expect(result.exitCode).toBe(1);
    expect(result.summary).toContain('2 different pairs of commits');
  });
});

describe('the report of another run, for a fork', () => {
  const RUN = 2000;
  const MERGE = SHA;
  const HEAD = OTHER;

  beforeEach(() => {
    scene.github.artifacts = [];
    scene.github.addArtifact(RUN, 'scalene-report', nightlyZip());
    scene.github.pulls = [scene.pull(HEAD, 'eve/repo')];
    scene.github.commits = { [MERGE]: ['c3'.repeat(20), HEAD] };
  });
  const reportFork = (options: Partial<StepOptions> = {}) =>
    report({ event: scene.workflowRunEvent(RUN, HEAD, 'eve/repo'), ...options });

  it('is posted on the pull request that GitHub names, and says where the numbers come from', async () => {
    const result = await reportFork();
    expectVerdictStands(result);
    expect(scene.github.comments).toMatchObject([{ issue: NUMBER, author: 'github-actions[bot]' }]);
    expect(scene.github.comments[0]?.body).toContain('Measured in a run of the fork');
  });

  it('needs no checkout: the rules are those of the default branch', async () => {
    scene.github.files = { '.github/scalene.yml': 'fail-on: none\n' };
    expect((await reportFork()).outputs).toMatchObject({ verdict: 'regression', gate: 'pass' });
    expect(scene.github.asked('GET', /contents/)[0]?.path).toContain('ref=main');
  });

  it('is not posted when the pull request has moved on', async () => {
    scene.github.pulls = [scene.pull('d4'.repeat(20), 'eve/repo')];
    const result = await reportFork();
    expect(scene.github.comments).toEqual([]);
    expect(result.log).toContain('has moved on');
  });

  it('does not believe a measurement of another commit', async () => {
    scene.github.commits = { [MERGE]: ['c3'.repeat(20), 'd4'.repeat(20)] };
    const result = await reportFork();
    expect(result.exitCode).toBe(1);
    expect(scene.github.comments[0]?.body).toMatch(
      /## 🛑 could not be judged\n\nThis could not be judged, because of this: The measurement says it is of commit/,
    );
  });

  it.each([
    [
      'a path outside',
      makeZip([
        { name: '../../evil', data: '' },
        { name: 'measurement.json', data: '{}' },
      ]),
      /invalid relative path/,
    ],
    ['no measurement', makeZip([{ name: 'readme.md', data: '' }]), /has no artifact/],
    ['nonsense', makeZip([{ name: 'measurement.json', data: '[]' }]), /is not a measurement/],
    [
      'absurd numbers',
      nightlyZip((same) => ({ ...same, runs: same.runs.map((run) => ({ ...run, userSec: -1 })) })),
      /is not a measurement/,
    ],
    ['no zip', Buffer.from('PK nonsense'), /cannot be used/],
  ])('refuses an artifact with %s', async (_, zip, reason) => {
    scene.github.artifacts = [];
    scene.github.addArtifact(RUN, 'scalene-report', zip);
    const result = await reportFork();
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ gate: 'fail', verdict: 'incomparable' });
    expect(result.summary).toMatch(reason);
  });
});

describe('a label that accepts the regression', () => {
  const label = (actor: string) => {
    scene.github.labels = ['accept-regression'];
    scene.github.permissions = { maintainer: 'write' };
    scene.github.labelEvents.push({ event: 'labeled', label: 'accept-regression', actor, at: '2026-11-21T08:00:00Z' });
  };

  it('turns the gate green, names who and when, and asks again when a later push is worse', async () => {
    await report();
    label('maintainer');
    const accepted = await report();
    expect(accepted.exitCode).toBe(0);
    expect(accepted.outputs).toMatchObject({ verdict: 'regression', gate: 'pass' });
    expect(scene.github.comments[0]?.body).toMatch(/## ☑️ \d regressions?, accepted by @/);
    expect(scene.github.comments[0]?.body).toContain('2026-11-21');

    replaceMeasurement(nightlyZip(slower(1.5)));
    const worse = await report({ event: scene.pullRequestEvent(OTHER) });
    expect(worse.exitCode).toBe(1);
    expect(scene.github.comments[0]?.body).toContain('take the label off and set it again');

    label('maintainer');
    expect((await report({ event: scene.pullRequestEvent(OTHER) })).exitCode).toBe(0);
  });

  it('does not count when set by somebody who may not write', async () => {
    label('stranger');
    const result = await report();
    expectVerdictStands(result);
    expect(result.log).toMatch(/^::warning::The label 'accept-regression' was set by stranger, who may not write/m);
  });

  it('counts in the merge queue too', async () => {
    await report();
    label('maintainer');
    await report();
    const merge_group = { head_sha: SHA, base_sha: OTHER, head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}` };
    const queued = await report({ event: { name: 'merge_group', payload: { merge_group } } });
    expect(queued.exitCode).toBe(0);
    expect(queued.outputs['comment-status']).toBe('not-wanted');
  });
});

describe('what cannot be done', () => {
  it('is told for all settings at once, before anything is run', async () => {
    const inputs = { mode: 'gate', script: 'a.py', 'max-pairs': 'many', comment: 'sometimes' };
    const result = await scene.step({ event: scene.pullRequestEvent(SHA), inputs }).run();
    expect(result.exitCode).toBe(1);
    expect(result.log).toMatch(/2 settings cannot be used/);
    expect(result.log).toMatch(/Input `max-pairs` is "many".*Input `comment` is "sometimes"/s);
    expect(result.outputs['gate']).toBe('fail');
    expect(Object.keys(result.outputs)).toEqual(Object.keys(OUTPUTS));
  });

  it('is running code of a fork with the rights of the repository', async () => {
    const { payload } = scene.pullRequestEvent(SHA, 'eve/repo');
    const step = scene.step({ event: { name: 'pull_request_target', payload }, inputs: { script: 'a.py' } });
    const result = await step.run();
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('pull_request_target would run the code of the fork eve/repo');
    expect(result.summary).toContain('workflow\\_run');
  });

  it('is measuring without a checkout', async () => {
    const step = scene.step({ event: scene.pullRequestEvent(SHA), inputs: { script: 'a.py' } });
    expect((await step.run()).log).toContain('put actions/checkout before this step');
  });
});
