/**
 * A pull request whose configuration file names a program of its own as Python, more variables for it, and another label: nothing of
 * it counts before it is merged, and no tool that is started on the way sees what belongs to the job.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { builtDist } from '../support/dist.js';
import { NUMBER, program, Scene, SCRIPT } from '../support/fake-github/scene.js';
import type { StepResult } from '../support/fake-github/step.js';

const MINUTES = 60_000;

let scene: Scene;
let result: StepResult;
let witness: string;
let started: string;

/** Tools of the machine, each behind a script that writes down the environment it was started with. */
function watchedTools(folder: string, log: string): string {
  mkdirSync(folder, { recursive: true });
  for (const tool of ['git', 'python3', 'python', 'sh', 'c++']) {
    const { stdout: real } = execaSync('sh', ['-c', `command -v ${tool}`]);
    const script = path.join(folder, tool);
    writeFileSync(
      script,
      `#!${execaSync('sh', ['-c', 'command -v bash']).stdout}\n{ echo "${tool} $*"; env; } >> '${log}'\nexec '${real}' "$@"\n`,
    );
    chmodSync(script, 0o755);
  }
  return folder;
}

beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
  witness = path.join(scene.origin.root, 'witness');
  started = path.join(scene.origin.root, 'started');
  const base = scene.origin.commit('main', 'base', {
    [SCRIPT]: program(60_000),
    '.github/scalene.yml': `script: ${SCRIPT}\nenv: [HARMLESS]\nmin-pairs: 3\n`,
  });
  const head = scene.origin.commit('feature', 'names a python', {
    '.github/scalene.yml':
      `script: ${SCRIPT}\npython: ./tools/python\nenv: [DEPLOY_KEY, GH_TOKEN]\naccept-label: mine\ncomment: never\n` +
      'comment-key: other\nmin-pairs: 2\nmax-pairs: 2\n',
    'tools/python': `#!/bin/sh\nenv > '${witness}'\nexec python3 "$@"\n`,
    [SCRIPT]: `import os\nassert "DEPLOY_KEY" not in os.environ and "GH_TOKEN" not in os.environ\nassert os.environ["HARMLESS"] == "yes"\n${program(60_000)}`,
  });
  scene.origin.testMerge(NUMBER, 'main', 'feature');
  const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
  chmodSync(path.join(workspace, 'tools/python'), 0o755);
  const pull = { ...scene.pull(head), base: { sha: base, ref: 'main' } };
  scene.github.pulls = [pull];
  const event = scene.pullRequestEvent(head);
  const payload = event.payload as { pull_request: { base: { sha: string } } };
  payload.pull_request.base.sha = base;
  const tools = watchedTools(path.join(scene.origin.root, 'tools'), started);
  result = await scene
    .step({
      event,
      workspace,
      inputs: {},
      env: {
        DEPLOY_KEY: 'the-deploy-key',
        GH_TOKEN: 'the-other-token',
        HARMLESS: 'yes',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-identity-token',
        PATH: `${tools}${path.delimiter}${process.env['PATH'] ?? ''}`,
      },
    })
    .run();
}, 4 * MINUTES);
afterAll(() => scene.close());

describe('a pull request that names a Python of its own in its configuration file', () => {
  it('has it never started, neither to be asked what it is nor to run the program', () => {
    expect(existsSync(witness)).toBe(false);
  });

  it("is measured with the base commit's variables and with the rest of its own settings", () => {
    expect(result.log).not.toContain('AssertionError');
    expect(result.outputs).toMatchObject({ gate: 'pass', pairs: '2' });
  });

  it('is told once which settings do not count', () => {
    const told = result.log.split('\n').filter((line) => line.includes("otherwise than the base commit's"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('sets python, env, accept-label, comment, comment-key otherwise');
  });
});

describe('every tool that the Action starts', () => {
  it.each(['git', 'python3'])('%s is among those that were watched', (tool) => {
    expect(readFileSync(started, 'utf8')).toMatch(new RegExp(`^${tool} `, 'm'));
  });

  it.each([
    'the-secret-token',
    'the-deploy-key',
    'the-other-token',
    'the-identity-token',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_',
    'GITHUB_ENV',
    'GITHUB_OUTPUT',
    'GITHUB_STATE',
  ])('is started without %s', (word) => {
    expect(readFileSync(started, 'utf8')).not.toContain(word);
  });
});
