import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtDist } from '../support/dist.js';
import { NUMBER, Scene } from '../support/fake-github/scene.js';
import type { StepResult } from '../support/fake-github/step.js';

const MINUTES = 60_000;
const PEM_LINES = Array.from({ length: 26 }, (_, at) =>
  Buffer.from(`pem line ${String(at)} ${'#'.repeat(36)}`).toString('base64'),
);
const SECRETS = {
  DEPLOY_KEY: ['-----BEGIN PRIVATE KEY-----', ...PEM_LINES, 'Zz9+Qw==', '-----END PRIVATE KEY-----', ''].join('\n'),
  DATABASE: `postgres://user:${'hunter2-'.repeat(6)}@db.example/production`,
  QUOTED: 'quo"ted\\secret\nand-its "second" line',
};
const PARTS = [
  ...PEM_LINES,
  'Zz9+Qw==',
  'hunter2-',
  'quo"ted',
  'and-its',
  'quo\\"ted',
  'second\\" line',
  'second" line',
];

const REPOSITORY_PROGRAM = (rounds: number, ending: string): string => `import os, sys
# The key was committed once: ${PEM_LINES[3] ?? ''}
LINE = 'and-its "second" line'
total = 0
for i in range(${String(rounds)}):
    total += sum(int(digit) for digit in str(i * 7919))
for name in ("DEPLOY_KEY", "QUOTED"):
    print(os.environ[name])
${ending}
`;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
}, 3 * MINUTES);
afterAll(() => scene.close());

/** Everything that goes into the artifact, unpacked: names, and texts as they stand. */
function keptText(folder: string): string {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
  const texts = files.map((name) => {
    const bytes = readFileSync(path.join(folder, name));
    return `${name}\n${(name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()}`;
  });
  return texts.join('\n');
}

async function run(name: string, base: string, head: string): Promise<{ result: StepResult; told: string }> {
  scene.github.run += 1;
  scene.github.comments = [];
  scene.origin.commit('main', `${name} base`, { 'leak.py': base });
  const sha = scene.origin.commit(name, 'head', { 'leak.py': head });
  scene.origin.testMerge(NUMBER, 'main', name);
  const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
  const inputs = {
    script: 'leak.py',
    args: `'${SECRETS.DATABASE}'`,
    env: Object.keys(SECRETS).join('\n'),
    'max-pairs': '2',
    'min-pairs': '2',
  };
  const result = await scene.step({ event: scene.pullRequestEvent(sha), workspace, inputs, env: SECRETS }).run();
  const kept = keptText(path.dirname(result.outputs['report'] ?? ''));
  return { result, told: [kept, result.summary, JSON.stringify([scene.github.comments, result.outputs])].join('\n') };
}

describe('a program that prints what env passes on to it', () => {
  it(
    'shows nothing of it when it fails',
    async () => {
      const fails = REPOSITORY_PROGRAM(1000, 'print("x" * 130, sys.argv[1]); sys.exit("failed on purpose")');
      const { result, told } = await run('fails', REPOSITORY_PROGRAM(1000, ''), fails);
      expect(result.log).toContain('::add-mask::');
      expect(told).toContain('failed on purpose');
      expect(told).toContain('***');
      expect(PARTS.filter((part) => told.includes(part))).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    'nor in measurement, comparison, profiles and pages when it ends well',
    async () => {
      const { result, told } = await run('ends-well', REPOSITORY_PROGRAM(60_000, ''), REPOSITORY_PROGRAM(240_000, ''));
      expect(result.outputs['pairs']).toBe('2');
      expect(told).toContain('profiles/head-');
      expect(told).toContain('LINE = ');
      expect(PARTS.filter((part) => told.includes(part))).toEqual([]);
    },
    5 * MINUTES,
  );
});
