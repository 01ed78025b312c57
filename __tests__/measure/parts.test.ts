import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { openCache } from '../../src/measure/cache.js';
import { checkNames, programVariables, setupVariables } from '../../src/measure/environment.js';
import { orderOf, nextSeed, pairSeconds, runLimit, startingSide } from '../../src/measure/pairs.js';
import { exists } from '../../src/measure/paths.js';
import { refuseWindows } from '../../src/measure/prepare.js';
import { locateProgram } from '../../src/measure/program.js';
import { makeRunFolder, removeLeftovers } from '../../src/measure/runFolder.js';
import { profileArguments, programArguments, refuseMistakable } from '../../src/measure/scaleneCommand.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

afterAll(removeTestFolders);

describe('the variables that a program sees', () => {
  const env = {
    PATH: '/bin',
    HOME: '/home/u',
    LC_ALL: 'C',
    GITHUB_TOKEN: 'secret',
    GH_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    INPUT_SCRIPT: 'a.py',
    GITHUB_ENV: '/tmp/env',
    GITHUB_OUTPUT: '/tmp/out',
    PYTHONPATH: '/home/u/project',
    PIP_INDEX_URL: 'https://user:secret@index',
    RUNNER_TRACKING_ID: 'id',
    DATABASE_URL: 'db',
  };

  it('are an allow-list and what the user names', () => {
    expect(programVariables(env, [])).toEqual({ PATH: '/bin', HOME: '/home/u', LC_ALL: 'C', RUNNER_TRACKING_ID: 'id' });
    expect(programVariables(env, ['DATABASE_URL', 'NOT_THERE'])).toHaveProperty('DATABASE_URL', 'db');
  });

  it('are more for setup, which installs packages', () => {
    expect(setupVariables(env, [])).toHaveProperty('PIP_INDEX_URL');
    expect(JSON.stringify(setupVariables(env, []))).not.toContain('runtime');
  });

  it.each(['ACTIONS_RUNTIME_TOKEN', 'INPUT_SCRIPT', 'GITHUB_ENV', 'github_output', 'A=B', ''])(
    'never are the runner’s own, even by name: %j',
    (name) => {
      expect(() => checkNames([name])).toThrow(/env/);
    },
  );
});

describe('pairs', () => {
  it('alternate who goes first, from the side that starts', () => {
    const firsts = [0, 1, 2, 3].map((pair) => orderOf(pair, 'head')[0]);
    expect(firsts).toEqual(['head', 'base', 'head', 'base']);
  });

  it('start by lot, or as the earlier part of the measurement did', () => {
    expect(startingSide([], () => 0.1)).toBe('base');
    expect(startingSide([], () => 0.9)).toBe('head');
    const earlier = [{ kind: 'timing', side: 'head', pair: 0, order: 0, outcome: 'ok' }] as const;
    expect(startingSide(earlier, () => 0.1)).toBe('head');
  });

  it('get seeds that PYTHONHASHSEED takes, each another one', () => {
    const lots = [0, 0, 0.999999999999];
    const random = (): number => lots.shift() ?? 0.5;
    const first = nextSeed(new Set(), random);
    const second = nextSeed(new Set([first]), random);
    expect([first, second]).toEqual([1, 4294967295]);
  });

  it('take about what the warm-up says, then what they took', () => {
    expect(pairSeconds([], 2, ['full'])).toBeCloseTo(7);
    expect(pairSeconds([10, 9, 30], 2, ['full'])).toBe(10);
  });

  it('wait for a hung run no longer than its warm-up makes likely', () => {
    expect(runLimit(600, undefined)).toBe(600);
    expect(runLimit(600, 1)).toBe(50);
    expect(runLimit(20, 1)).toBe(20);
  });
});

describe('command lines', () => {
  const program = { script: 'bench/etl.py', args: ['--cpu-only', '-o', 'x'] };
  const options = {
    mode: 'full' as const,
    gpu: false,
    memory: true,
    samplingSec: 0.002,
    scaleneVersion: '2.4.0',
    outFile: '/private/out.json',
    programPath: '/private/base/repo',
  };

  it('of the program are its own', () => {
    expect(programArguments(program)).toEqual(['bench/etl.py', '--cpu-only', '-o', 'x']);
    expect(programArguments({ module: 'pytest', args: ['-q'] })).toEqual(['-m', 'pytest', '-q']);
    expect(programArguments({ script: '-odd.py', args: [] })).toEqual(['./-odd.py']);
  });

  it('of Scalene 2 keep the program’s arguments behind three dashes', () => {
    const args = profileArguments(program, options).join(' ');
    expect(args).toBe(
      '-m scalene run -o /private/out.json --cpu-sampling-rate 0.002 --program-path /private/base/repo --memory --- bench/etl.py --cpu-only -o x',
    );
  });

  it('of Scalene 1.5 put the program before the dashes', () => {
    const args = profileArguments(
      { module: 'pytest', args: ['-q'] },
      { ...options, scaleneVersion: '1.5.55', mode: 'cpu' },
    );
    expect(args.join(' ')).toBe(
      '-m scalene --json --no-browser --stacks --outfile /private/out.json --cpu-sampling-rate 0.002 --program-path /private/base/repo --cpu -m pytest --- -q',
    );
  });

  it.each([
    ['cpu', false, true, '--cpu-only'],
    ['cpu', true, false, '--gpu'],
    ['full', false, true, '--memory'],
    ['full', true, true, '--memory --gpu'],
  ] as const)('ask for what is wanted: mode %s, gpu %s, memory %s', (mode, gpu, memory, expected) => {
    expect(profileArguments(program, { ...options, mode, gpu, memory }).join(' ')).toContain(` ${expected} --- `);
  });

  it('refuse a script that Scalene would mistake for another', () => {
    expect(() => refuseMistakable({ script: 'bin/run', args: ['conf.py'] })).toThrow(
      /would profile the argument conf\.py/,
    );
    expect(() => refuseMistakable({ script: 'bin/run.py', args: ['conf.py'] })).not.toThrow();
  });
});

describe('where the program lies', () => {
  const repository = { top: '/home/u/repo', prefix: '' };

  it('is told inside the repository', () => {
    expect(locateProgram({ script: './bench//etl.py', args: [] }, repository)).toEqual({
      script: 'bench/etl.py',
      args: [],
    });
    expect(locateProgram({ script: '/home/u/repo/bench/etl.py', args: [] }, repository).script).toBe('bench/etl.py');
    expect(locateProgram({ module: 'pytest', args: ['a'], workingDirectory: 'svc/' }, repository)).toEqual({
      module: 'pytest',
      args: ['a'],
      workingDirectory: 'svc',
    });
  });

  it('is the folder in which the question is asked, by default', () => {
    const below = { ...repository, prefix: 'svc' };
    expect(locateProgram({ script: 'run.py', args: [] }, below)).toEqual({
      script: 'run.py',
      args: [],
      workingDirectory: 'svc',
    });
    expect(locateProgram({ script: '../tools/run.py', args: [] }, below).script).toBe('../tools/run.py');
  });

  it.each(['../run.py', '/etc/run.py', 'a/../../run.py'])('is refused outside: %s', (script) => {
    expect(() => locateProgram({ script, args: [] }, repository)).toThrow(/lies outside the repository/);
  });

  it('must be one script or one module', () => {
    expect(() => locateProgram({ args: [] }, repository)).toThrow(/Exactly one/);
    expect(() => locateProgram({ script: 'a.py', module: 'a', args: [] }, repository)).toThrow(/Exactly one/);
  });
});

describe('the private folder', () => {
  it('is for this user alone, and removed with what a program made unwritable', async () => {
    const parent = await testFolder();
    const folder = await makeRunFolder(parent);
    await mkdir(join(folder.path, 'locked'));
    await writeFile(join(folder.path, 'locked', 'file'), '');
    await execa('chmod', ['-R', 'a-w', join(folder.path, 'locked')]);
    expect(((await stat(folder.path)).mode & 0o777).toString(8)).toBe('700');
    await folder.remove();
    expect(await readdir(parent)).toEqual([]);
  });

  it('of a run that was killed is removed by the next one; that of a living one stays', async () => {
    const parent = await testFolder();
    const living = await makeRunFolder(parent);
    const dead = join(parent, 'scalene-gate-dead01');
    await mkdir(dead);
    await writeFile(join(dead, 'owner.json'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'never' }));
    const recycled = join(parent, 'scalene-gate-recycl');
    await mkdir(recycled);
    await writeFile(join(recycled, 'owner.json'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
    const unsigned = join(parent, 'scalene-gate-unsign');
    await mkdir(unsigned);
    const old = join(parent, 'scalene-gate-old001');
    await mkdir(old);
    await utimes(old, new Date(0), new Date(0));
    await removeLeftovers(parent);
    expect((await readdir(parent)).sort()).toEqual([living.path.split('/').at(-1), 'scalene-gate-unsign'].sort());
    await living.remove();
  });

  it('is refused with the way out where it cannot be made', async () => {
    await expect(makeRunFolder('/nowhere/at/all')).rejects.toThrow(/set TMPDIR/);
  });
});

describe('the cache', () => {
  it('finds what was kept, and not what was only begun', async () => {
    const cache = await openCache(await testFolder());
    const folder = await cache.begin('thing');
    expect(await cache.find('thing')).toBeNull();
    await cache.keep('thing', folder);
    expect(await cache.find('thing')).toBe(folder);
    await cache.drop('thing', folder);
    expect(await cache.find('thing')).toBeNull();
    expect(await exists(folder)).toBe(false);
  });

  it('forgets what nobody used for long, and half-made things of the dead', async () => {
    const root = await testFolder();
    const cache = await openCache(root);
    const unused = await cache.begin('unused');
    await cache.keep('unused', unused);
    const half = await cache.begin('half');
    const dead = JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'never' });
    for (const folder of [unused, half]) {
      await writeFile(join(folder, 'owner.json'), dead);
      await utimes(folder, new Date(0), new Date(0));
    }
    await utimes(join(cache.folder, 'unused.json'), new Date(0), new Date(0));
    await openCache(root);
    expect(await readdir(cache.folder)).toEqual([]);
  });

  it('is refused with the way out where it cannot be made', async () => {
    const file = join(await testFolder(), 'file');
    await writeFile(file, '');
    await expect(openCache(join(file, 'cache'))).rejects.toThrow(/set SCALENE_CACHE_DIR/);
  });
});

it('Windows is refused before anything is done', () => {
  expect(() => refuseWindows('win32')).toThrow(/does not work on Windows.*WSL/);
  expect(() => refuseWindows('linux')).not.toThrow();
});
