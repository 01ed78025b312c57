/**
 * An earlier step of the job writes the state by which the gate once told its post step from itself: the gate runs all the same.
 */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { builtDist } from '../support/dist.js';
import { Scene } from '../support/fake-github/scene.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
}, 180_000);
afterAll(() => scene.close());

it.each(['started', 'staging', 'isPost', 'post'])(
  'with STATE_%s set, the step still does its work',
  async (name) => {
    const head = scene.origin.commit('main', 'only commit', { 'readme.md': 'nothing to run' });
    const workspace = scene.origin.checkout({ ref: 'main', depth: 1 });
    const step = scene.step({
      event: scene.pullRequestEvent(head),
      workspace,
      inputs: {},
      env: { [`STATE_${name}`]: 'yes' },
    });
    const result = await step.run();
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('Nothing says what to run');
  },
  60_000,
);
