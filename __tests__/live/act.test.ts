import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { REPOSITORY } from '../support/bundled.js';
import { builtDist } from '../support/dist.js';
import { git } from '../support/fake-github/origin.js';
import { NUMBER, program, Scene, SCRIPT } from '../support/fake-github/scene.js';
import { pullJson } from '../support/fake-github/server.js';
import { goTool, type Tool } from '../support/tools.js';

const MINUTES = 60_000;
const ADDRESS = 'https://github.com/octo/repo.git';

const WORKFLOW = `name: Performance
on: pull_request
permissions: {}
jobs:
  performance:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - id: gate
        uses: ./
        with:
          script: ${SCRIPT}
          max-pairs: '3'
          comment: always
      - if: always()
        run: echo "later steps read \${{ steps.gate.outputs.verdict }} and \${{ steps.gate.outputs.gate }}"
`;

let act: Tool;
let scene: Scene;
let folder: string;

beforeAll(async () => {
  act = goTool('github.com/nektos/act@v0.2.89');
  if ('missing' in act) console.warn(`Skipped: ${act.missing}`);
  const dist = builtDist();
  scene = await Scene.open(path.join(dist, 'index.js'));
  const start = scene.origin.commit('main', 'start', {
    [SCRIPT]: program(100_000),
    '.github/workflows/performance.yml': WORKFLOW,
    'action.yml': readFileSync(path.join(REPOSITORY, 'action.yml'), 'utf8'),
  });
  folder = scene.origin.checkout({ ref: start, depth: 0 });
  // act takes the repository's name from the address of its remote, which is never to be asked.
  git(folder, 'config', 'http.proxy', 'http://127.0.0.1:9');
  git(folder, 'remote', 'set-url', 'origin', ADDRESS);
  cpSync(dist, path.join(folder, 'dist'), { recursive: true });
}, 10 * MINUTES);
afterAll(() => scene.close());

/** Runs the workflow as GitHub would for a pull request with this change. */
async function pullRequest(file: string, runId: string): Promise<{ exitCode: number | undefined; log: string }> {
  if ('missing' in act) return { exitCode: undefined, log: '' };
  const base = git(folder, 'rev-parse', 'HEAD');
  writeFileSync(path.join(folder, SCRIPT), file);
  git(folder, 'commit', '--quiet', '--all', '--message', 'change');
  const head = { sha: git(folder, 'rev-parse', 'HEAD'), ref: 'feature', repo: 'octo/repo' };
  const pull_request = pullJson({ number: NUMBER, head, base: { sha: base, ref: 'main' } });
  const event = path.join(scene.origin.root, 'event.json');
  writeFileSync(event, JSON.stringify({ pull_request, repository: { default_branch: 'main' } }));
  const variables = {
    GITHUB_API_URL: scene.github.url,
    ACTIONS_RESULTS_URL: scene.github.url,
    ACTIONS_RUNTIME_TOKEN: scene.github.runtimeToken,
    GITHUB_RUN_ID: runId,
  };
  const result = await execa(
    act.command,
    [
      ...['pull_request', '--eventpath', event, '--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server'],
      ...['--secret', 'GITHUB_TOKEN=the-secret-token'],
      ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ],
    {
      cwd: folder,
      reject: false,
      all: true,
      env: { PATH: `${path.join(REPOSITORY, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` },
    },
  );
  return { exitCode: result.exitCode, log: result.all };
}

describe('a workflow with `uses: ./`, run by act', () => {
  it(
    'goes through red and green',
    async () => {
      const red = await pullRequest(program(400_000), '1');
      if ('missing' in act) return;
      expect(red.log).toContain('later steps read regression and fail');
      expect(red.exitCode).toBe(1);
      expect(scene.github.comments).toHaveLength(1);
      expect(scene.github.comments[0]?.body).toContain('## ❌ 1 regression');

      const green = await pullRequest(`# Nothing but a comment.\n${program(400_000)}`, '2');
      expect(green.log).toContain('and pass');
      expect(green.exitCode).toBe(0);
      expect(scene.github.comments).toHaveLength(1);
      expect(scene.github.comments[0]?.edits).toBe(1);
      expect(scene.github.artifacts).not.toEqual([]);
      expect(green.log).toMatch(/Success - Post \.\//);
    },
    10 * MINUTES,
  );
});
