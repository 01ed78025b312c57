/**
 * A program that rewrites every file of the Action that it can reach: nothing of it runs in the step's own process, which has read all it
 * needs before. In a sandbox it reaches none.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builtDist } from '../support/dist.js';
import { NUMBER, Scene, SCRIPT } from '../support/fake-github/scene.js';

const PROGRAM = `
import os, sys
total = sum(i * i % 7 for i in range(1_000_000))
folder, witness = sys.argv[1:]
poison = ('require("fs").write' + 'FileSync(%r, "ran");') % witness
for name in os.listdir(folder):
    path = os.path.join(folder, name)
    if name.endswith((".js", ".css")) and os.path.isfile(path):
        try:
            with open(path, "w") as file:
                file.write(poison)
        except OSError:
            pass
`;

let dist: string;
let scene: Scene;
beforeAll(async () => {
  dist = mkdtempSync(path.join(tmpdir(), 'action-'));
  cpSync(builtDist(), dist, { recursive: true });
  scene = await Scene.open(path.join(dist, 'index.js'));
}, 180_000);
afterAll(async () => {
  await scene.close();
  rmSync(dist, { recursive: true });
});

it.each(['true', 'false'])(
  'with sandbox: %s',
  async (sandbox) => {
    const witness = path.join(scene.origin.root, `witness-${sandbox}`);
    scene.github.run += 1;
    scene.origin.commit('main', `base ${sandbox}`, { [SCRIPT]: PROGRAM });
    const head = scene.origin.commit(`rewrites-${sandbox}`, 'head', { [SCRIPT]: `${PROGRAM}# changed\n` });
    scene.origin.testMerge(NUMBER, 'main', `rewrites-${sandbox}`);
    const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
    const before = readFileSync(path.join(dist, 'index.js'));
    const inputs = { script: SCRIPT, args: `${dist} ${witness}`, 'min-pairs': '2', 'max-pairs': '2', sandbox };
    const result = await scene.step({ event: scene.pullRequestEvent(head), workspace, inputs }).run();
    const isUntouched = before.equals(readFileSync(path.join(dist, 'index.js')));

    expect(existsSync(witness)).toBe(false);
    expect(result.log).not.toContain('Unexpected failure');
    expect(result.outputs).toMatchObject({ gate: 'pass', pairs: '2' });
    expect(result.outputs['artifact-id']).not.toBe('');
    const page = readdirSync(path.dirname(result.outputs['report'] ?? '')).find((name) => name.endsWith('.html'));
    expect(readFileSync(path.join(path.dirname(result.outputs['report'] ?? ''), page ?? ''), 'utf8')).not.toContain(
      'writeFileSync',
    );
    if (sandbox === 'true' && !result.log.includes('without a sandbox')) expect(isUntouched).toBe(true);
  },
  180_000,
);
