import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { doctorChecks, readMeasurement } from '../../src/measure/index.js';
import { exists } from '../../src/measure/paths.js';
import { InputError, MeasureError } from '../../src/model/errors.js';
import type { Run } from '../../src/model/measurement.js';
import { bundleCode, buildFolder } from '../support/bundled.js';
import { open, programRepository, programs } from '../support/measuring.js';
import { SCALENE_VERSION, TEST_CACHE, processesWith } from '../support/python.js';
import {
  contentOf,
  makeRepository,
  removeTestFolders,
  testFolder,
  type TestRepository,
} from '../support/repository.js';

jest.setTimeout(180_000);

let repository: TestRepository;
beforeAll(async () => {
  repository = await programRepository();
});
afterAll(removeTestFolders);

const timings = (runs: readonly Run[]): readonly Run[] =>
  runs.filter(({ kind, pair }) => kind === 'timing' && pair >= 0);

describe('a measurement', () => {
  it('alternates sides, gives each pair a hash seed, profiles until it is told enough, and is kept whole after every run', async () => {
    const out = join(await testFolder(), 'kept');
    const program = { script: 'steady.py', args: [] };
    const { session, events } = await open(repository, { program, out, profileModes: () => ['cpu'] });
    try {
      expect(session.pairs).toBe(0);
      expect(session.secPerPair).toBeGreaterThan(0.5);
      await session.measurePairs(1);
      const { secPerPair } = session;
      session.stopProfiling();
      expect(session.secPerPair).toBeLessThan(secPerPair);
      await session.measurePairs(3);
      expect(session.pairs).toBe(3);
    } finally {
      await session.close();
    }
    const { measurement, profiles } = await readMeasurement(out);
    const order = timings(measurement.runs).map(({ side }) => side);
    expect(order).toEqual(
      order[0] === 'base'
        ? ['base', 'head', 'head', 'base', 'base', 'head']
        : ['head', 'base', 'base', 'head', 'head', 'base'],
    );
    const seeds = measurement.runs.map(({ pair, hashSeed }) => `${String(pair)}:${String(hashSeed)}`);
    expect(new Set(seeds).size).toBe(4);
    expect(new Set(measurement.runs.map(({ hashSeed }) => hashSeed)).size).toBe(4);
    expect([...profiles.keys()].sort()).toEqual(['profiles/base-cpu-00.json.gz', 'profiles/head-cpu-00.json.gz']);
    expect(measurement).toMatchObject({ program, environment: { scalene: SCALENE_VERSION, os: process.platform } });
    expect(session.loaded.measurement).toEqual(measurement);
    const starts = events.filter(({ kind }) => kind === 'run-started').length;
    expect(starts).toBe(measurement.runs.length);
    expect(events.filter(({ kind }) => kind === 'pair-done')).toHaveLength(3);
  });

  it('goes on where it was cut, and is refused for another program', async () => {
    const out = join(await testFolder(), 'kept');
    const program = { script: 'steady.py', args: [] };
    const first = await open(repository, { program, out });
    await first.session.measurePairs(1);
    await first.session.close();
    const cut = await readMeasurement(out);
    const half = { ...cut.measurement.runs.find(({ pair, kind }) => pair === 0 && kind === 'timing'), pair: 1 };
    await writeFile(
      join(out, 'measurement.json'),
      JSON.stringify({ ...cut.measurement, runs: [...cut.measurement.runs, half] }),
    );
    const second = await open(repository, { program, out });
    try {
      expect(second.session.pairs).toBe(1);
      await second.session.measurePairs(2);
      const { measurement, profiles } = await readMeasurement(out);
      expect(timings(measurement.runs)).toHaveLength(4);
      expect([...profiles.values()].map(({ files }) => files.map(({ path }) => path))).toEqual(
        Array.from({ length: 4 }, () => expect.arrayContaining(['work.py'])),
      );
      expect(
        new Set(
          timings(measurement.runs)
            .filter(({ order }) => order === 0)
            .map(({ side }) => side),
        ).size,
      ).toBe(2);
    } finally {
      await second.session.close();
    }
    const other = open(repository, { program: { script: 'short.py', args: [] }, out });
    await expect(other).rejects.toBeInstanceOf(InputError);
    await expect(other).rejects.toThrow(/because its program differs/);
  });

  it('of uncommitted changes tells both states apart, and leaves the repository untouched', async () => {
    const changed = await makeRepository('my project ü');
    await changed.commit({
      'pkg/core.py': 'from . import work\ndef go():\n    work.burn(0.3)\n',
      'pkg/__init__.py': '',
    });
    await changed.commit({
      'pkg/work.py': (await programs())['work.py'] ?? '',
      'bench/run it.py': 'import os, sys\nsys.path.insert(0, os.getcwd())\nimport pkg.core\npkg.core.go()\n',
    });
    await changed.write({ 'pkg/core.py': 'from . import work\ndef go():\n    work.burn(0.6)\n' });
    const before = await contentOf(changed.path);
    const { session } = await open(changed, {
      sides: { kind: 'refs' },
      program: { script: 'bench/run it.py', args: ['a b', '*'] },
    });
    try {
      await session.measurePairs(1);
      const cpu = (side: string): number =>
        timings(session.loaded.measurement.runs)
          .filter((run) => run.side === side)
          .reduce((sum, run) => sum + (run.userSec ?? 0) + (run.sysSec ?? 0), 0);
      expect(cpu('head') - cpu('base')).toBeGreaterThan(0.2);
      expect(session.sides.head).toMatchObject({ ref: 'working tree', dirty: true });
      expect(session.loaded.diff).toContain('+    work.burn(0.6)');
      const [profile] = session.loaded.profiles.values();
      expect(profile?.files.map(({ path }) => path)).toContain('pkg/work.py');
    } finally {
      await session.close();
    }
    expect(await contentOf(changed.path)).toBe(before);
    expect(await changed.git('worktree', 'list')).not.toContain('scalene-gate');
  });
});

describe('the program', () => {
  it('sees nothing but what it should, the same on both sides', async () => {
    const told = join(await testFolder(), 'told.jsonl');
    const env = {
      TELL_INTO: told,
      GITHUB_TOKEN: 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      INPUT_SCRIPT: 'x',
      GITHUB_OUTPUT: '/tmp/x',
      PYTHONPATH: repository.path,
    };
    const program = { script: 'tells.py', args: ['a b', '$HOME', '*'] };
    const { session } = await open(repository, { program, envNames: ['TELL_INTO'] }, { env });
    await session.measurePairs(1).finally(() => session.close());
    const lines = (await readFile(told, 'utf8')).trim().split('\n');
    const seen = lines.map(
      (line) => JSON.parse(line) as { environ: Record<string, string>; argv: string[]; cwd: string; tmp: string[] },
    );
    expect(seen).toHaveLength(6);
    for (const { environ, argv, tmp, cwd } of seen) {
      expect(argv.slice(1)).toEqual(['a b', '$HOME', '*']);
      expect(tmp.filter((name) => name === 'left over')).toEqual([]);
      expect(Object.keys(environ).filter((name) => /TOKEN|^ACTIONS_|^INPUT_|^GITHUB_|^PYTHONPATH/.test(name))).toEqual(
        [],
      );
      expect(environ['VIRTUAL_ENV']).toContain(dirname(dirname(cwd)));
    }
    const names = seen.slice(0, 4).map(({ environ }) =>
      Object.entries(environ)
        .map(([name, value]) => `${name}:${String(value.length)}`)
        .filter((entry) => !entry.startsWith('PYTHONHASHSEED'))
        .sort()
        .join(),
    );
    expect(new Set(names).size).toBe(1);
  });

  it('may be a module such as pytest, installed by setup, whose environment is kept for the next time', async () => {
    const tested = await makeRepository();
    await tested.commit({
      'work.py': (await programs())['work.py'] ?? '',
      'tests/test_work.py': 'import work\ndef test_work():\n    work.burn(0.4)\n',
    });
    const plan = {
      program: { module: 'pytest', args: ['-q', '-p', 'no:cacheprovider', 'tests'] },
      setup: 'pip install --quiet "pytest==8.4.2"',
    };
    const cacheDir = await testFolder();
    const shared = join(TEST_CACHE, 'envs');
    await mkdir(join(cacheDir, 'envs'));
    for (const name of await readdir(shared))
      if (name.startsWith('scalene-')) await execa('cp', ['-a', join(shared, name), join(cacheDir, 'envs')]);
    const first = await open(tested, { ...plan, cacheDir });
    await first.session.measurePairs(1).finally(() => first.session.close());
    expect(first.session.failure).toBeNull();
    const [profile] = first.session.loaded.profiles.values();
    expect(profile?.files.map(({ path }) => path)).toContain('work.py');
    const second = await open(tested, { ...plan, cacheDir });
    await second.session.close();
    const cached = second.events.flatMap((event) => (event.kind === 'setup' ? [event.cached] : []));
    expect(cached).toEqual([true, true]);
  });

  it('that base does not have yet leaves nothing to compare', async () => {
    const grown = await makeRepository();
    await grown.commit({ 'other.py': '' });
    await grown.commit({ 'new.py': 'print(1)\n' });
    const program = { script: 'new.py', args: [] };
    const setup = 'test -e new.py || exit 1 # fails on base';
    const { session } = await open(grown, { sides: { kind: 'refs' }, program, setup });
    await session.measurePairs(1).finally(() => session.close());
    expect(session.failure).toMatchObject({ side: 'base', outcome: 'no-program' });
    expect(session.sides).toMatchObject({ base: { hasProgram: false } });
    expect(session.loaded.measurement.runs).toEqual([]);
    await expect(open(grown, { program: { script: 'nowhere.py', args: [] } })).rejects.toThrow(
      /^Neither base nor head has nowhere\.py in .*: check the path/,
    );
    await expect(open(grown, { program: { module: 'no_such_module', args: [] } })).rejects.toThrow(
      /has the module no_such_module/,
    );
  });
});

describe('environments', () => {
  it('import the checkout where the chosen Python has the working tree installed for editing', async () => {
    const edited = await makeRepository();
    const elsewhere = JSON.stringify(edited.path);
    await edited.commit({
      'src/mine/__init__.py': '',
      'run.py': `import mine\nassert not mine.__file__.startswith(${elsewhere}), mine.__file__\n`,
    });
    const venv = join(await testFolder(), 'venv');
    await execa('python3', ['-m', 'venv', '--without-pip', venv]);
    const site = (await execa(join(venv, 'bin', 'python'), ['-c', 'import site; print(site.getsitepackages()[0])']))
      .stdout;
    await writeFile(join(site, '__editable__.mine.pth'), `${join(edited.path, 'src')}\n`);
    const { session } = await open(edited, {
      python: join(venv, 'bin', 'python'),
      program: { script: 'run.py', args: [] },
    });
    await session.close();
    expect(session.failure).toBeNull();
  });

  it('whose setup fails say on which side, and keep what it wrote', async () => {
    const failure = open(repository, {
      program: { script: 'steady.py', args: [] },
      setup: 'echo cannot find the thing; exit 7',
    });
    await expect(failure).rejects.toBeInstanceOf(MeasureError);
    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(/^The setup of base ended with status 7: run 'echo /) as unknown,
      outputTail: 'cannot find the thing',
    });
  });

  it('that leave files in the checkout are made anew each time', async () => {
    const program = { script: 'steady.py', args: [] };
    const setup = `touch made-by-setup && echo ${String(Date.now())}`;
    for (let time = 0; time < 2; time += 1) {
      const { session, events } = await open(repository, { program, setup, profileModes: () => [] });
      await session.close();
      expect(events.flatMap((event) => (event.kind === 'setup' ? [event.cached] : []))).toEqual([false, false]);
    }
  });

  it('cannot be had for a Scalene that does not exist, or a Python that is none', async () => {
    const program = { script: 'steady.py', args: [] };
    await expect(open(repository, { program, scaleneVersion: '9.9.9' })).rejects.toThrow(
      /^Scalene 9\.9\.9 could not be installed .*\(there is no such version\)/,
    );
    await expect(open(repository, { program, scaleneVersion: 'newest' })).rejects.toThrow(/is no exact version/);
    await expect(open(repository, { program, python: '/nowhere/python' })).rejects.toThrow(/could not be started/);
  });
});

describe('the doctor', () => {
  const question = { scaleneVersion: SCALENE_VERSION, folder: '/', cacheDir: TEST_CACHE, env: process.env };

  it('finds what is there', async () => {
    const checks = await doctorChecks(question, new AbortController().signal);
    expect(checks.map(({ name, ok }) => `${name} ${String(ok)}`)).toEqual(
      ['system', 'git', 'python', 'venv', 'scalene', 'space'].map((name) => `${name} true`),
    );
    expect(checks.find(({ name }) => name === 'scalene')?.found).toContain(TEST_CACHE);
  });

  it('says how to mend what is not', async () => {
    const python = '/nowhere/python';
    const path = join(await testFolder(), 'empty');
    const asked = { ...question, python, env: { PATH: path } };
    const checks = await doctorChecks(asked, new AbortController().signal);
    expect(checks.filter(({ ok }) => !ok).map(({ name, mend }) => [name, mend])).toEqual([
      ['git', expect.stringContaining('install git')],
      ['python', expect.stringContaining('install Python')],
    ]);
  });
});

describe('an interrupted measurement', () => {
  it('ends at once, with nothing left', async () => {
    const controller = new AbortController();
    const { session } = await open(
      repository,
      { program: { script: 'steady.py', args: [] } },
      { signal: controller.signal },
    );
    const going = session.measurePairs(50);
    const reason = new Error('Stopped by a test.');
    setTimeout(() => controller.abort(reason), 1500);
    const begin = Date.now();
    await expect(going).rejects.toBe(reason);
    expect(Date.now() - begin).toBeLessThan(6000);
    await session.close();
    expect(await exists(dirname(session.folder))).toBe(false);
    expect(await processesWith(dirname(session.folder))).toEqual([]);
  });

  it('ends during setup too', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('Stopped by a test.')), 3000);
    const going = open(
      repository,
      { program: { script: 'steady.py', args: [] }, setup: 'sleep 61.75' },
      { signal: controller.signal },
    );
    await expect(going).rejects.toThrow('Stopped by a test.');
    expect(await processesWith('sleep 61.75')).toEqual([]);
  });

  it('killed hard leaves no process, and its folder goes with the next run', async () => {
    const build = buildFolder('killed');
    const temporary = await testFolder();
    const plan = {
      repository: repository.path,
      sides: { kind: 'refs', base: 'HEAD', head: 'HEAD' },
      program: { script: 'hangs.py', args: [] },
      envNames: [],
      scaleneVersion: SCALENE_VERSION,
      timeoutSec: 100,
      memory: false,
      gpu: false,
      cacheDir: TEST_CACHE,
    };
    const main = await bundleCode(
      `import { openMeasurement } from './measure/session.ts';
const onProgress = (event) => { if (event.kind === 'run-started') setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500); };
await openMeasurement(${JSON.stringify(plan)}, { onProgress, signal: new AbortController().signal });`,
      build,
    );
    const before = await contentOf(repository.path);
    await execa('node', [main], { reject: false, env: { TMPDIR: temporary } });
    expect(await contentOf(repository.path)).toBe(before);
    const left = (await readdir(temporary)).filter((name) => name.startsWith('scalene-gate-'));
    expect(left).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await processesWith(join(temporary, left[0] ?? ''))).toEqual([]);
    const { removeLeftovers } = await import('../../src/measure/runFolder.js');
    await removeLeftovers(temporary);
    expect(await exists(join(temporary, left[0] ?? ''))).toBe(false);
  });
});
