import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OUTPUTS } from '../../src/config/action.js';
import { ComparisonSchema } from '../../src/model/comparison.js';
import { builtDist } from '../support/dist.js';
import { measurementIn, namesIn, NUMBER, program, Scene, SCRIPT } from '../support/fake-github/scene.js';
import { commandsIn, type StepResult } from '../support/fake-github/step.js';
import { makeZip } from '../support/fake-github/zip.js';

const MINUTES = 60_000;

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
}, 3 * MINUTES);
afterAll(() => scene.close());

describe('a pull request that makes the program slower, then a push that mends it', () => {
  let base: string;
  let red: StepResult;
  let green: StepResult;
  let afterRed: { body: string; id: number };

  const run = (headSha: string, runId: number, env: Record<string, string> = {}) => {
    scene.origin.testMerge(NUMBER, 'main', 'feature');
    const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
    scene.github.run = runId;
    const inputs = { script: SCRIPT, 'max-pairs': '5' };
    return scene.step({ event: scene.pullRequestEvent(headSha), workspace, inputs, env }).run();
  };

  /** What may happen on the way of one report, all at once. */
  const troubles = (runId: number) => {
    for (let index = 0; index < 250; index += 1) scene.github.addComment(NUMBER, `Comment ${String(index)}`);
    scene.github.addArtifact(runId, 'scalene-report', makeZip([]));
    scene.github.faults.push(
      { path: /\/comments/, does: 500, times: 1 },
      { path: /\/comments/, does: 'hang', times: 1 },
    );
  };

  beforeAll(async () => {
    base = scene.origin.commit('main', 'start', { [SCRIPT]: program(150_000) });
    const slower = scene.origin.commit('feature', 'slower', { [SCRIPT]: program(400_000) });
    red = await run(slower, 1000);
    afterRed = { body: scene.github.comments[0]?.body ?? '', id: scene.github.comments[0]?.id ?? 0 };
    const mended = scene.origin.commit('feature', 'mended', { [SCRIPT]: `# Tidied.\n${program(150_000)}` });
    troubles(1001);
    green = await run(mended, 1001, { SCALENE_API_TIMEOUT: '2' });
  }, 5 * MINUTES);

  it('fails the step, and says why in the check', () => {
    expect(red.exitCode).toBe(1);
    const commands = commandsIn(red.log);
    const errors = commands.filter((line) => line.startsWith('::error'));
    expect(errors.at(-1)).toMatch(/^::error::❌ .*regression.*CPU time rose/);
  });

  it('sets every output, last', () => {
    expect(Object.keys(red.outputs)).toEqual(Object.keys(OUTPUTS));
    expect(red.outputs).toMatchObject({
      verdict: 'regression',
      gate: 'fail',
      'base-sha': base,
      'comment-status': 'created',
    });
    expect(Number(red.outputs['cpu-time-change'])).toBeGreaterThan(0.5);
    expect(Number(red.outputs['pairs'])).toBeGreaterThanOrEqual(3);
  });

  it('comments with the verdict, the numbers and both commits', () => {
    expect(afterRed.body).toMatch(
      /^<!-- scalene-mcp-action key=default v=1 data=\S+ -->\n## ❌ \d regressions? in `bench\/work\.py`/,
    );
    expect(afterRed.body).toMatch(/\| CPU time \| .* \| \*\*\+\d[\d.]*\s%\*\* .* \| ❌ regressed \|/);
    expect(afterRed.body).toContain(`against \`${base.slice(0, 7)}\``);
  });

  it('unfolds everything in the job summary, with charts', () => {
    expect(red.summary).toContain('xychart-beta');
    expect(red.summary).not.toContain('<details>');
  });

  it('keeps an artifact that unzips to a valid measurement, the Comparison and the report', async () => {
    const kept = scene.github.artifacts[0];
    expect(String(kept?.id)).toBe(red.outputs['artifact-id']);
    const zip = kept?.zip ?? Buffer.alloc(0);
    expect(await namesIn(zip)).toEqual(
      expect.arrayContaining(['comparison.json', 'diff.patch', 'measurement.json', 'report.html', 'report.md']),
    );
    const [{ measurement, profiles }] = (await measurementIn(zip)) as [
      Awaited<ReturnType<typeof measurementIn>>[number],
    ];
    expect(measurement.sides.base.commit).toBe(base);
    expect(measurement.environment.runner).toBe('test runner');
    expect(profiles.size).toBeGreaterThanOrEqual(6);
    const comparison = ComparisonSchema.parse(JSON.parse(readFileSync(red.outputs['comparison'] ?? '', 'utf8')));
    expect(comparison.verdict).toBe('regression');
  });

  it('passes after the push that mends it, and edits the same comment', () => {
    expect(green.exitCode).toBe(0);
    expect(green.outputs).toMatchObject({ gate: 'pass', 'comment-status': 'updated' });
    expect(scene.github.comments).toHaveLength(251);
    const comment = scene.github.comments.find(({ id }) => id === afterRed.id);
    expect(comment?.body).toMatch(/^<!-- .*-->\n## ✅ no regression/);
    expect(comment?.body).toContain('previous push: ❌');
  });

  it('goes on through a failing and a hanging connection, and keeps its artifact where the name is taken', () => {
    expect(scene.github.faults.every(({ times }) => times === 0)).toBe(true);
    expect(scene.github.artifacts.at(-1)?.name).toMatch(/^scalene-report-[0-9a-f]{6}$/);
    expect(green.outputs['artifact-id']).toBe(String(scene.github.artifacts.at(-1)?.id));
  });

  it('never shows the token', () => {
    const shown =
      red.log.replace('::add-mask::the-secret-token', '') + red.summary + JSON.stringify(scene.github.comments);
    expect(shown).not.toContain('the-secret-token');
  });
});

describe('two shards that measure, and a job that reports', () => {
  it(
    'keep a measurement each, without a verdict, and are judged together',
    async () => {
      scene.github.run = 3000;
      scene.github.comments = [];
      scene.origin.commit('main', 'start of shards', { 'shard.py': program(100_000) });
      const head = scene.origin.commit('shards', 'slower', { 'shard.py': program(300_000) });
      scene.origin.testMerge(NUMBER, 'main', 'shards');
      const event = scene.pullRequestEvent(head);
      for (const shard of ['1', '2']) {
        const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
        const inputs = { mode: 'measure', script: 'shard.py', shard, 'min-pairs': '2', memory: 'false' };
        const result = await scene.step({ event, workspace, inputs }).run();
        expect(result.exitCode).toBe(0);
        expect(result.outputs).toMatchObject({ verdict: '', gate: 'pass', pairs: '2', 'comment-status': 'not-wanted' });
      }
      expect(scene.github.artifacts.slice(-2).map(({ name }) => name)).toEqual([
        'scalene-report-1',
        'scalene-report-2',
      ]);
      expect(scene.github.comments).toEqual([]);

      const report = await scene.step({ event, inputs: { mode: 'report', memory: 'false' } }).run();
      expect(report.outputs).toMatchObject({ verdict: 'regression', gate: 'fail', pairs: '4' });
      expect(scene.github.comments).toHaveLength(1);
    },
    5 * MINUTES,
  );
});
