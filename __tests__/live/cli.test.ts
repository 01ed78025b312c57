/**
 * The command line as a user runs it: the real bundle in processes of its own, real git, real Scalene.
 */
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { ComparisonSchema, type Comparison } from '../../src/model/comparison.js';
import { builtDist } from '../support/dist.js';
import { processesWith, TEST_CACHE } from '../support/python.js';
import {
  contentOf,
  makeRepository,
  removeTestFolders,
  testFolder,
  type TestRepository,
} from '../support/repository.js';

const MINUTES = 60_000;

/** A third of a second; `digest` is what the slower commit makes three times as long. */
const program = (rounds: number, top = ''): string => `${top}import sys


def words(count):
    seen = {}
    for number in range(count):
        word = f"word{number % 97}"
        seen[word] = seen.get(word, 0) + 1
    return seen


def digest(rounds):
    value = 1
    for number in range(rounds):
        value = (value * 31 + number) % 1_000_003
    return value


def main():
    print(len(words(500_000)), digest(${String(rounds)}), sys.argv[1:])


main()
`;

interface Ran {
  readonly status: number | undefined;
  readonly out: string;
  readonly err: string;
}

let cli: string;
let temporary: string;
let repository: TestRepository;

function start(args: readonly string[], cwd = repository.path) {
  return execa(process.execPath, [cli, ...args], {
    cwd,
    reject: false,
    stdin: 'ignore',
    env: { TMPDIR: temporary, SCALENE_CACHE_DIR: TEST_CACHE },
  });
}

async function run(args: readonly string[], cwd?: string): Promise<Ran> {
  const { exitCode, stdout, stderr } = await start(args, cwd);
  return { status: exitCode, out: stdout, err: stderr };
}

async function gate(...args: string[]): Promise<{ ran: Ran; comparison: Comparison }> {
  const ran = await run(['gate', '--script', 'main.py', '--format', 'json', '--max-pairs', '5', ...args]);
  return { ran, comparison: ComparisonSchema.parse(JSON.parse(ran.out)) };
}

async function leftovers(): Promise<string[]> {
  return [...(await readdir(temporary)), ...(await processesWith(temporary))];
}

beforeAll(async () => {
  cli = path.join(builtDist(), 'cli', 'index.js');
  temporary = await testFolder('cli-tmp-');
  repository = await makeRepository('a repository');
  await repository.commit({ 'main.py': program(600_000) }, 'Start');
  await repository.git('tag', 'start');
  await repository.commit({ 'main.py': program(600_000, '# A comment.\n# And one more.\n') }, 'Comments');
  await repository.git('tag', 'comments');
  await repository.commit({ 'main.py': program(3_000_000, '# A comment.\n# And one more.\n') }, 'Slower');
}, 3 * MINUTES);

afterAll(removeTestFolders);

describe('gate', () => {
  it(
    'fails on a slower commit, names the function, prints one JSON document, and leaves the repository and the machine as they were',
    async () => {
      const before = await contentOf(repository.path);
      const { ran, comparison } = await gate('--base', 'HEAD~1', '--head', 'HEAD');
      expect(ran.status).toBe(1);
      expect(comparison).toMatchObject({ verdict: 'regression', gate: 'fail' });
      expect(comparison.functions[0]).toMatchObject({
        name: 'digest',
        file: 'main.py',
        verdict: 'regression',
        // The change is where it is called.
        inDiff: false,
        via: 'main',
      });
      expect(await contentOf(repository.path)).toBe(before);
      expect(await leftovers()).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    'passes on a commit that only adds comments',
    async () => {
      const { ran, comparison } = await gate('--base', 'start', '--head', 'comments');
      expect(ran.status).toBe(0);
      expect(comparison.gate).toBe('pass');
      expect(comparison.functions.filter(({ verdict }) => verdict === 'regression')).toEqual([]);
    },
    3 * MINUTES,
  );

  it(
    'measures uncommitted changes as the head, by default',
    async () => {
      await repository.write({ 'main.py': program(600_000), 'notes.txt': 'untracked' });
      try {
        const status = await repository.git('status', '--porcelain');
        const { ran, comparison } = await gate('--base', 'HEAD', '--no-memory');
        expect(ran.status).toBe(0);
        expect(comparison.verdict).toBe('improvement');
        expect(comparison.sides?.head.dirty).toBe(true);
        expect(await repository.git('status', '--porcelain')).toBe(status);
      } finally {
        await repository.git('checkout', '--quiet', '--', '.');
        await repository.write({ 'notes.txt': null });
      }
    },
    3 * MINUTES,
  );

  it(
    'fails when the head does not run where the base did, and passes when the base does not have the program yet',
    async () => {
      const broken = await repository.commit({
        'main.py': 'raise SystemExit("out of order")\n',
        'new.py': program(600_000),
      });
      try {
        const head = await gate('--base', 'HEAD~1', '--head', broken);
        expect(head.ran.status).toBe(1);
        expect(head.comparison.failures).toMatchObject([{ side: 'head', outcome: 'program-failed', exitCode: 1 }]);
        expect(head.comparison.failures?.[0]?.outputTail).toContain('out of order');
        const base = await run(['gate', '--script', 'new.py', '--base', 'HEAD~1', '--head', broken]);
        expect(base.status).toBe(0);
        expect(base.out).toMatch(/nothing to compare/);
      } finally {
        await repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      }
    },
    3 * MINUTES,
  );

  it('says what is wrong with what it was asked, in one sentence', async () => {
    const script = await run(['gate', '--script', 'missing.py', '--base', 'HEAD~1']);
    expect(script.status).toBe(2);
    expect(script.err).toMatch(/missing\.py/);
    const ref = await run(['gate', '--script', 'main.py', '--base', 'no-such-branch']);
    expect(ref.status).toBe(2);
    expect(ref.err).toMatch(/no-such-branch/);
    const python = await run(['gate', '--script', 'main.py', '--base', 'HEAD~1', '--python', 'no-such-python']);
    expect(python.status).toBe(2);
    expect(python.err).toMatch(/no-such-python/);
    expect(await leftovers()).toEqual([]);
  });

  it(
    'measures every program of the configuration file, and fails when one of them does',
    async () => {
      await mkdir(path.join(repository.path, '.github'), { recursive: true });
      await repository.write({
        '.github/scalene.yml': [
          'max-pairs: 3',
          'memory: false',
          'programs:',
          '  slower: { script: main.py }',
          '  same: { script: same.py }',
          '',
        ].join('\n'),
        'same.py': program(600_000),
      });
      await repository.git('add', '--all');
      await repository.git('commit', '--quiet', '--message', 'Configuration');
      try {
        const ran = await run(['gate', '--base', 'comments', '--head', 'HEAD', '--format', 'json']);
        const { gate: whole, programs } = JSON.parse(ran.out) as {
          gate: string;
          programs: { name: string; comparison: Comparison }[];
        };
        const of = (wanted: string) => programs.find(({ name }) => name === wanted)?.comparison;
        expect(ran.status).toBe(1);
        expect(whole).toBe('fail');
        expect(of('slower')?.verdict).toBe('regression');
        // The base does not have it yet.
        expect(of('same')).toMatchObject({ verdict: 'incomparable', gate: 'pass' });
      } finally {
        await repository.git('reset', '--quiet', '--hard', 'HEAD~1');
      }
    },
    3 * MINUTES,
  );
});

describe('an interrupted gate', () => {
  async function interruptedBy(signal: NodeJS.Signals): Promise<Ran> {
    const child = start(['gate', '--script', 'main.py', '--base', 'HEAD~1', '--head', 'HEAD']);
    const measuring = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('Pair 1 measured')) resolve();
      });
    });
    await Promise.race([measuring, child]);
    child.kill(signal);
    const { exitCode, stdout, stderr } = await child;
    return { status: exitCode, out: stdout, err: stderr };
  }

  it(
    'ends at once and leaves nothing: no process, no folder, no trace in the repository',
    async () => {
      const before = await contentOf(repository.path);
      const { status, out, err } = await interruptedBy('SIGINT');
      expect(status).toBe(130);
      expect(out).toBe('');
      expect(err).toContain('Stopped by SIGINT');
      expect(await leftovers()).toEqual([]);
      expect(await contentOf(repository.path)).toBe(before);
    },
    2 * MINUTES,
  );

  it(
    'that was killed leaves no process, and its folder goes with the next run',
    async () => {
      const before = await contentOf(repository.path);
      await interruptedBy('SIGKILL');
      for (let tries = 0; tries < 40 && (await processesWith(temporary)).length > 0; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(await processesWith(temporary)).toEqual([]);
      expect(await contentOf(repository.path)).toBe(before);
      await run([
        'gate',
        '--script',
        'main.py',
        '--base',
        'HEAD~1',
        '--head',
        'HEAD',
        '--max-pairs',
        '1',
        '--no-memory',
      ]);
      expect(await leftovers()).toEqual([]);
    },
    2 * MINUTES,
  );
});

describe('measure', () => {
  it(
    'goes on with a measurement that is there, and compare judges it',
    async () => {
      const out = path.join(await testFolder('kept-'), 'measurement');
      const measure = (pairs: number) =>
        run([
          'measure',
          '--script',
          'main.py',
          '--base',
          'HEAD~1',
          '--head',
          'HEAD',
          '--no-memory',
          '--out',
          out,
          '--max-pairs',
          String(pairs),
        ]);
      expect(await measure(1)).toMatchObject({ status: 0, out });
      expect((await measure(3)).err).toContain('3 pairs measured');
      const compared = await run(['compare', out, '--format', 'json']);
      expect(ComparisonSchema.parse(JSON.parse(compared.out))).toMatchObject({ pairs: 3, gate: 'fail' });
      expect(compared.status).toBe(1);
    },
    3 * MINUTES,
  );
});

describe('gate --self-check', () => {
  it(
    'tells how far to trust this program and machine',
    async () => {
      const ran = await run([
        'gate',
        '--script',
        'main.py',
        '--self-check',
        '2',
        '--max-pairs',
        '3',
        '--no-memory',
        '--format',
        'json',
      ]);
      expect(ran.status).toBe(0);
      const { repeated, resampled } = JSON.parse(ran.out) as Record<
        string,
        { how: string; comparisons: number; pairs: number; metrics: { noise: number }[] }
      >;
      expect(repeated).toMatchObject({ how: 'repeated', comparisons: 2, pairs: 6 });
      expect(resampled).toMatchObject({ how: 'resampled', pairs: 6 });
      expect(repeated?.metrics[0]?.noise).toBeGreaterThan(0);
    },
    3 * MINUTES,
  );
});

describe('demo', () => {
  it(
    'finds the slower function of its own slower commit, and leaves only what it says it keeps',
    async () => {
      const ran = await run(['demo'], temporary);
      expect(ran.status).toBe(0);
      expect(ran.out).toMatch(/^.*1 regression in report\.py/);
      expect(ran.out).toContain('unique_orders');
      const kept = await readdir(temporary);
      expect(kept).toEqual([expect.stringMatching(/^scalene-demo-/)]);
      expect(ran.err).toContain(path.join(temporary, kept[0] ?? ''));
      expect(await processesWith(temporary)).toEqual([]);
    },
    3 * MINUTES,
  );
});
