/**
 * A pull request without a comment (of a fork, or by setting), whose regression somebody accepted once: what is pushed afterwards is not
 * accepted with it.
 */
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { builtDist } from '../support/dist.js';
import { nightlyZip, NIGHTLY_HEAD as SHA, slower } from '../support/fake-github/measured.js';
import { Scene } from '../support/fake-github/scene.js';
import type { StepResult } from '../support/fake-github/step.js';

const LABELLED = '2026-11-21T08:00:00Z';
const BEFORE = '2026-11-21T07:00:00Z';
const AFTER = '2026-11-21T09:00:00Z';

let bundle: string;
let scene: Scene;
beforeAll(() => {
  bundle = path.join(builtDist(), 'index.js');
}, 180_000);
beforeEach(async () => {
  scene = await Scene.open(bundle);
  scene.github.labels = ['accept-regression'];
  scene.github.permissions = { maintainer: 'write' };
  scene.github.labelEvents.push({ event: 'labeled', label: 'accept-regression', actor: 'maintainer', at: LABELLED });
  scene.github.addArtifact(1000, 'scalene-report', nightlyZip(slower(1.5)));
});
afterEach(() => scene.close());

interface Push {
  readonly action: string;
  readonly pushedAt?: string;
  readonly label?: string;
  readonly repo?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

function report({ action, pushedAt, label, repo = 'stranger/repo', inputs = {} }: Push): Promise<StepResult> {
  const { payload } = scene.pullRequestEvent(SHA, repo);
  const { pull_request, ...rest } = payload as { pull_request: object };
  const event = {
    name: 'pull_request',
    payload: {
      ...rest,
      action,
      ...(label !== undefined && { label: { name: label } }),
      pull_request: { ...pull_request, ...(pushedAt !== undefined && { updated_at: pushedAt }) },
    },
  };
  scene.github.readOnly = repo !== 'octo/repo';
  return scene.step({ event, inputs: { mode: 'report', ...inputs } }).run();
}

describe.each<[string, Omit<Push, 'action'>]>([
  ["a fork's pull request", {}],
  ['comment: never', { repo: 'octo/repo', inputs: { comment: 'never' } }],
  ['a new comment-key', { repo: 'octo/repo', inputs: { 'comment-key': 'fresh' } }],
])('%s', (_, circumstances) => {
  it('is accepted for the push that the label was set on, and the values are named', async () => {
    const result = await report({ ...circumstances, action: 'synchronize', pushedAt: BEFORE });
    expect(result.outputs).toMatchObject({ verdict: 'regression', gate: 'pass' });
    for (const place of [result.log, result.summary])
      expect(place).toMatch(/Accepted by @?.*maintainer.*cpu-time \+\d+/);
  });

  it('is not accepted for a later push', async () => {
    const result = await report({ ...circumstances, action: 'synchronize', pushedAt: AFTER });
    expect(result.outputs).toMatchObject({ verdict: 'regression', gate: 'fail' });
    expect(result.log).toContain('before this was pushed');
  });
});

it.each<Push>([
  { action: 'edited', pushedAt: BEFORE },
  { action: 'synchronize' },
  { action: 'labeled', label: 'documentation', pushedAt: BEFORE },
])('does not count where the event does not tell when the head was pushed: %j', async (push) => {
  expect((await report(push)).outputs['gate']).toBe('fail');
});

it('counts in the run that setting it has started', async () => {
  expect((await report({ action: 'labeled', label: 'Accept-Regression', pushedAt: AFTER })).outputs['gate']).toBe(
    'pass',
  );
});
