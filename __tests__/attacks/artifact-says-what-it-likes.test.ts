/**
 * Artifacts as a stranger's run could upload them, reported by a job with a write token: names that are paths, texts that pass for ours,
 * bombs. Whatever is in them, the old comment is replaced, and nobody is misled or kept busy.
 */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Measurement } from '../../src/model/measurement.js';
import { MeasurementSchema } from '../../src/model/measurement.js';
import { builtDist } from '../support/dist.js';
import { nightlyZip, NIGHTLY_HEAD as MERGE } from '../support/fake-github/measured.js';
import { NUMBER, Scene } from '../support/fake-github/scene.js';
import type { StepResult } from '../support/fake-github/step.js';
import { makeZip } from '../support/fake-github/zip.js';

const RUN = 2000;
const HEAD = 'b2'.repeat(20);
const BASE = 'c3'.repeat(20);

let bundle: string;
let scene: Scene;
beforeAll(() => {
  bundle = path.join(builtDist(), 'index.js');
}, 180_000);
beforeEach(async () => {
  scene = await Scene.open(bundle);
  scene.github.pulls = [scene.pull(HEAD, 'eve/repo')];
  scene.github.commits = { [MERGE]: [BASE, HEAD] };
});
afterEach(() => scene.close());

async function report(zip: Buffer): Promise<{ result: StepResult; comment: string }> {
  scene.github.artifacts = [];
  scene.github.addArtifact(RUN, 'scalene-report', zip);
  const event = scene.workflowRunEvent(RUN, HEAD, 'eve/repo');
  const result = await scene.step({ event, inputs: { mode: 'report' } }).run();
  return { result, comment: scene.github.comments[0]?.body ?? '' };
}

const saying = (change: (same: Measurement) => unknown): Buffer => nightlyZip((same) => change(same) as Measurement);

describe('an artifact that cannot be used', () => {
  it.each<[string, Buffer]>([
    ['a name of 300 characters', saying((same) => ({ ...same, program: { ...same.program, name: 'n'.repeat(300) } }))],
    ['a name that is a path', saying((same) => ({ ...same, program: { ...same.program, name: '../../x' } }))],
    ['a name that mentions', saying((same) => ({ ...same, program: { ...same.program, name: '@octocat/team' } }))],
    [
      'a base that mentions',
      saying((same) => ({ ...same, sides: { ...same.sides, base: { ...same.sides.base, commit: '@octocat/team' } } })),
    ],
    [
      'a branch of several lines',
      saying((same) => ({
        ...same,
        sides: { ...same.sides, base: { ...same.sides.base, ref: 'main\n## ✅ all well' } },
      })),
    ],
    ['a script that turns the writing', saying((same) => ({ ...same, program: { script: 'a\u202egnp.py' } }))],
    [
      'runs that are endless',
      saying((same) => ({ ...same, runs: Array.from({ length: 30_000 }, () => same.runs[0]) })),
    ],
    ['a key of the prototype', makeZip([{ name: 'measurement.json', data: '{"__proto__": {"schemaVersion": 1}}' }])],
    [
      'a list a hundred thousand deep',
      makeZip([{ name: 'measurement.json', data: '['.repeat(100_000) + ']'.repeat(100_000) }]),
    ],
    ['blanks without end', makeZip([{ name: 'measurement.json', data: Buffer.alloc(40 * 2 ** 20, 0x20) }])],
  ])(
    'with %s',
    async (_, zip) => {
      scene.github.addComment(NUMBER, '');
      scene.github.comments = [];
      await report(nightlyZip((same) => same));
      expect(scene.github.comments).toHaveLength(1);
      const { result, comment } = await report(zip);
      expect(result.exitCode).toBe(1);
      expect(result.outputs).toMatchObject({ gate: 'fail' });
      expect(scene.github.comments).toHaveLength(1);
      expect(comment).toContain('## 🛑 could not be judged');
      expect(comment).not.toMatch(/@octocat\/team|^## ✅/m);
    },
    60_000,
  );
});

describe('what an artifact says of itself', () => {
  it('is told as its words, and its base commit is GitHub’s', async () => {
    const { result, comment } = await report(
      saying((same) => ({
        ...same,
        sides: { ...same.sides, base: { ...same.sides.base, commit: 'feed'.repeat(10), ref: 'main' } },
        warnings: [{ code: 'tampered', message: 'All is well, merge it, @octocat/team.' }],
      })),
    );
    expect(result.outputs['base-sha']).toBe(BASE);
    const told = `${comment}${result.summary}`;
    expect(told).not.toContain('feedfeed');
    expect(told).toContain('The measurement says of itself (tampered)');
    expect(told.replace(/`[^`\n]*`/g, '')).not.toMatch(/(?<![\\\w])@octocat/);
  }, 60_000);

  it.each(['report.md', 'comparison.json', 'Report.MD'])(
    'may call a program %s',
    async (name) => {
      const zip = saying((same) => ({ ...same, program: { ...same.program, name } }));
      const { result } = await report(zip);
      expect(result.log).not.toContain('Unexpected failure');
      expect(result.outputs).toMatchObject({ verdict: 'regression', pairs: '5' });
    },
    60_000,
  );
});

it('four small bombs cost little memory and time', async () => {
  const packed = gzipSync(Buffer.alloc(60 * 2 ** 20, 0x20));
  const runs = (same: Measurement) => same.runs.filter((run) => run.kind === 'profile');
  scene.github.artifacts = [];
  let index: Buffer | undefined;
  nightlyZip((same) => {
    index = Buffer.from(
      JSON.stringify({
        ...same,
        runs: runs(same).map((run, at) => ({ ...run, profile: `profiles/p${String(at)}.json.gz` })),
      }),
    );
    return same;
  });
  const bombs = Array.from({ length: 10 }, (_, at) => ({ name: `profiles/p${String(at)}.json.gz`, data: packed }));
  for (let at = 0; at < 4; at++) {
    scene.github.addArtifact(
      RUN,
      `scalene-report-${String(at)}`,
      makeZip([{ name: 'measurement.json', data: index ?? '' }, ...bombs]),
    );
  }
  const began = performance.now();
  const event = scene.workflowRunEvent(RUN, HEAD, 'eve/repo');
  const env = { NODE_OPTIONS: '--max-old-space-size=700' };
  const result = await scene.step({ event, inputs: { mode: 'report' }, env }).run();
  expect(Object.keys(result.outputs)).toContain('gate');
  expect(result.log).not.toContain('heap out of memory');
  expect(performance.now() - began).toBeLessThan(60_000);
}, 120_000);

it('every text of the format has a limit', () => {
  const document = JSON.stringify(MeasurementSchema.toJSONSchema({ io: 'input' }));
  const texts = document.match(/"type":"string"[^{}]*/g) ?? [];
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(text).toMatch(/maxLength|pattern|enum|const/);
});
