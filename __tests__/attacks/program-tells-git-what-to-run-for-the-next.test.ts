/**
 * The first of two programs writes into the checkout's configuration and attributes what git should start: the second one is prepared
 * without it, and the gate says what was done.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builtDist } from '../support/dist.js';
import { NUMBER, program, Scene } from '../support/fake-github/scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
}, 180_000);
afterAll(() => scene.close());

it('starts nothing of it, and says so', async () => {
  const witness = path.join(scene.origin.root, 'witness');
  const config =
    'programs:\n  first: { script: first.py }\n  second: { script: second.py }\nmin-pairs: 2\nmax-pairs: 2\nmemory: false\n';
  const first = (folder: string): string => `
import os
folder = os.path.join(${JSON.stringify(folder)}, ".git")
if os.path.isdir(folder):
    with open(os.path.join(folder, "config"), "a") as file:
        file.write('\\n[filter "x"]\\n\\tsmudge = "sh -c \\'touch ${witness}; cat\\'"\\n\\tclean = cat\\n')
    os.makedirs(os.path.join(folder, "info"), exist_ok=True)
    with open(os.path.join(folder, "info", "attributes"), "w") as file:
        file.write("* filter=x\\n")
${program(20_000)}`;
  const workspace = path.join(scene.origin.root, 'two-programs');
  scene.origin.commit('main', 'base', {
    '.github/scalene.yml': config,
    'first.py': first(workspace),
    'second.py': program(20_000),
  });
  const head = scene.origin.commit('feature', 'head', { 'second.py': `${program(20_000)}# changed\n` });
  scene.origin.testMerge(NUMBER, 'main', 'feature');
  const made = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1, folder: 'two-programs' });
  expect(made).toBe(workspace);
  const result = await scene
    .step({ event: scene.pullRequestEvent(head), workspace, inputs: { sandbox: 'false' } })
    .run();

  expect(existsSync(witness)).toBe(false);
  expect(readFileSync(path.join(workspace, '.git', 'config'), 'utf8')).not.toContain('smudge');
  expect(existsSync(path.join(workspace, '.git', 'info', 'attributes'))).toBe(false);
  expect(result.outputs['gate']).toBe('fail');
  expect(result.summary).toContain("git's config");
}, 180_000);
