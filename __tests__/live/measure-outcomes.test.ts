import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { MeasurePlan } from '../../src/measure/plan.js';
import type { Failure } from '../../src/model/comparison.js';
import type { Run } from '../../src/model/measurement.js';
import { exists } from '../../src/measure/paths.js';
import { open, programRepository } from '../support/measuring.js';
import { processesWith } from '../support/python.js';
import { removeTestFolders, type TestRepository } from '../support/repository.js';

jest.setTimeout(180_000);

let repository: TestRepository;
const privateFolders: string[] = [];
const startedMs = Date.now();
beforeAll(async () => {
  repository = await programRepository();
});
afterAll(removeTestFolders);

interface Result {
  readonly runs: readonly Run[];
  readonly failure: Failure | null;
  readonly warnings: readonly string[];
  readonly retries: number;
  readonly profiles: number;
}

/** Pairs of a program against itself, with one CPU profile per side. */
async function measure(script: string, plan: Partial<MeasurePlan> = {}, pairs = 1): Promise<Result> {
  const { session, events } = await open(repository, { program: { script, args: [] }, ...plan });
  privateFolders.push(dirname(session.folder));
  try {
    await session.measurePairs(pairs);
    const { measurement, profiles } = session.loaded;
    return {
      runs: measurement.runs,
      failure: session.failure,
      warnings: (measurement.warnings ?? []).map(({ code }) => code),
      retries: events.filter(({ kind }) => kind === 'retry').length,
      profiles: profiles.size,
    };
  } finally {
    await session.close();
  }
}

const outcomes = (runs: readonly Run[], kind: Run['kind']): readonly string[] =>
  runs.filter((run) => run.kind === kind && run.pair >= 0).map(({ outcome }) => outcome);

const cpuSec = (run: Run | undefined): number => (run?.userSec ?? 0) + (run?.sysSec ?? 0);

describe('a program that runs well', () => {
  it('has pairs of timing runs and profiles', async () => {
    const { runs, failure, profiles } = await measure('steady.py', { memory: true });
    expect(failure).toBeNull();
    expect(outcomes(runs, 'timing')).toEqual(['ok', 'ok']);
    expect(outcomes(runs, 'profile')).toEqual(['ok', 'ok']);
    expect(profiles).toBe(2);
    const first = runs.find((run) => run.kind === 'timing' && run.pair === 0);
    expect(cpuSec(first)).toBeGreaterThan(0.38);
    expect(first?.peakRssMb).toBeGreaterThan(25);
    expect(first?.loadAverage).toBeGreaterThanOrEqual(0);
  });

  it('may end with sys.exit(), of which Scalene by itself makes status 1', async () => {
    const { runs, profiles } = await measure('exits_none.py');
    expect(outcomes(runs, 'profile')).toEqual(['ok', 'ok']);
    expect(runs.filter((run) => run.kind === 'profile').map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(profiles).toBe(2);
  });

  it('may be too short for a profile; its timing runs count', async () => {
    const { runs, failure, retries } = await measure('short.py');
    expect(failure).toBeNull();
    expect(outcomes(runs, 'timing')).toEqual(['ok', 'ok']);
    expect(outcomes(runs, 'profile')).toEqual(['too-short', 'too-short']);
    expect(retries).toBe(0);
  });

  it('may print what it likes and change its folder', async () => {
    const { runs, profiles } = await measure('noisy.py');
    expect(outcomes(runs, 'timing')).toEqual(['ok', 'ok']);
    expect(profiles).toBe(2);
  });

  it('has the CPU time of its children counted', async () => {
    const { runs } = await measure('forks.py', { profileModes: () => [] });
    for (const run of runs) expect(cpuSec(run)).toBeGreaterThan(0.75);
  });

  it('has the CPU time of a pool of processes counted', async () => {
    const { runs } = await measure('pool.py', { profileModes: () => [] });
    for (const run of runs) {
      expect(run).toMatchObject({ outcome: 'ok' });
      expect(cpuSec(run)).toBeGreaterThan(0.6);
    }
  });

  it('has a daemon that it leaves behind ended, and that is noted', async () => {
    const { runs } = await measure('daemon.py', { profileModes: () => [] });
    for (const run of runs) expect(run).toMatchObject({ outcome: 'ok', notes: ['orphans-killed'] });
    expect(await processesWith('daemon.py')).toEqual([]);
  });
});

describe('a program that fails', () => {
  it('by its exit status: named with what it wrote, after a second try', async () => {
    const { failure, runs, retries } = await measure('exits_three.py');
    expect(failure).toMatchObject({
      side: 'base',
      outcome: 'program-failed',
      exitCode: 3,
      outputTail: 'about to give up',
    });
    expect(failure?.message).toBe('The script exits_three.py failed (exit status 3) on base and on head.');
    expect(retries).toBe(2);
    expect(runs.every((run) => run.pair === -1 && run.notes?.includes('retried'))).toBe(true);
  });

  it('killed as for want of memory', async () => {
    expect((await measure('killed.py')).failure).toMatchObject({
      outcome: 'program-failed',
      exitCode: null,
      signal: 'SIGKILL',
    });
  });

  it('interrupted', async () => {
    const { failure } = await measure('interrupted.py');
    expect(failure).toMatchObject({ outcome: 'program-failed', signal: 'SIGINT' });
    expect(failure?.outputTail).toContain('KeyboardInterrupt');
  });

  it('not ending: after its time limit, waited for once', async () => {
    const { failure, retries } = await measure('hangs.py', { timeoutSec: 1 });
    expect(failure).toMatchObject({ outcome: 'timed-out', outputTail: 'waiting for a server that never answers' });
    expect(retries).toBe(0);
    expect(await processesWith('hangs.py')).toEqual([]);
  });
});

describe('a profile run that goes wrong', () => {
  it('by an exception that plain Python does not raise is not taken for sys.exit()', async () => {
    const { runs, profiles, failure } = await measure('raises_when_profiled.py');
    expect(failure).toBeNull();
    expect(outcomes(runs, 'timing')).toEqual(['ok', 'ok']);
    expect(outcomes(runs, 'profile')).toEqual(['program-failed', 'program-failed']);
    expect(profiles).toBe(0);
    expect(runs.at(-1)?.outputTail).toContain('not with a profiler');
  });

  it('by an exception before there is anything to profile is told by that exception', async () => {
    const { runs } = await measure('raises_at_once_when_profiled.py');
    expect(outcomes(runs, 'profile')).toEqual(['program-failed', 'program-failed']);
    expect(runs.at(-1)?.outputTail).toMatch(/not with a profiler[^]*did not run for long enough/);
  });

  it('killed: is told by its status', async () => {
    const { runs, profiles } = await measure('killed_when_profiled.py');
    expect(outcomes(runs, 'profile')).toEqual(['program-failed', 'program-failed']);
    expect(runs.at(-1)?.exitCode).toBe(247);
    expect(profiles).toBe(0);
    let left = await filesOfDeadRuns();
    // Another test may have ended a run of its own just now, and be about to tidy up.
    for (let tries = 0; left.length > 0 && tries < 50; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      left = await filesOfDeadRuns();
    }
    expect(left).toEqual([]);
  });

  it('without a profile: the one of an earlier run is not taken for it', async () => {
    const { runs, profiles } = await measure('leaves_no_profile.py', {}, 2);
    expect(outcomes(runs, 'profile')).toEqual(['ok', 'ok', 'no-profile', 'no-profile']);
    expect(runs.at(-1)?.exitCode).toBe(0);
    expect(profiles).toBe(2);
  });

  it('by hanging once costs its time limit and is made again', async () => {
    const { runs, warnings, profiles, retries } = await measure('hangs_once_when_profiled.py', { timeoutSec: 20 });
    expect(outcomes(runs, 'profile')).toEqual(['ok', 'ok']);
    expect(profiles).toBe(2);
    expect(retries).toBe(1);
    expect(warnings).toContain('run-retried');
    expect(runs.find((run) => run.kind === 'profile' && run.side === 'base')?.notes).toContain('retried');
    expect(await processesWith('hangs_once_when_profiled.py')).toEqual([]);
  });
});

it('nothing temporary is left', async () => {
  expect(privateFolders.length).toBeGreaterThan(10);
  for (const folder of privateFolders) expect(await exists(folder)).toBe(false);
});

/** What Scalene keeps in /tmp, named after its process, of processes that are no more; what was there before these tests does not count. */
async function filesOfDeadRuns(): Promise<string[]> {
  const processes = new Set(await readdir('/proc'));
  const left: string[] = [];
  for (const name of await readdir('/tmp')) {
    const pid = /^scalene-m\w+-[a-z]+(\d+)$/.exec(name)?.[1];
    if (pid === undefined || processes.has(pid)) continue;
    const found = await stat(join('/tmp', name)).catch(() => null);
    if (found !== null && found.mtimeMs >= startedMs) left.push(name);
  }
  return left;
}
