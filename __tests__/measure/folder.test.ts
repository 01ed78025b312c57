import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readMeasurement } from '../../src/measure/readFolder.js';
import {
  completePairs,
  continuedRuns,
  unprofiledSince,
  openFolder,
  writeDiff,
  writeMeasurement,
  writeProfile,
} from '../../src/measure/writeFolder.js';
import { InputError, MeasureError } from '../../src/model/errors.js';
import type { Measurement, Run, Side } from '../../src/model/measurement.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

/** Written by Scalene; the command that made it stands beside it. */
const PROFILE = new URL('../fixtures/scalene/2.4.0/shop-full.json.gz', import.meta.url);
const profileBytes = async (): Promise<Buffer> => gunzipSync(await readFile(PROFILE));

let folder: string;
beforeEach(async () => {
  folder = join(await testFolder(), 'measurement');
});
afterAll(removeTestFolders);

function timing(side: Side, pair: number): Run {
  return {
    kind: 'timing',
    side,
    pair,
    order: side === 'base' ? 0 : 1,
    outcome: 'ok',
    exitCode: 0,
    wallSec: 1,
    userSec: 0.9,
    sysSec: 0.1,
  };
}

function profiled(side: Side, pair: number, profile: string): Run {
  return { kind: 'profile', side, pair, order: 0, outcome: 'ok', exitCode: 0, mode: 'full', profile };
}

function measurement(runs: readonly Run[], more: Partial<Measurement> = {}): Measurement {
  const side = (commit: string) => ({ commit: commit.repeat(40), ref: commit, root: '/repo', tree: commit });
  return {
    schemaVersion: 1,
    program: { script: 'main.py', args: ['--rows', '3'] },
    environment: { os: 'linux', python: '3.11.7', scalene: '2.4.0', cpuModel: 'A CPU' },
    sides: { base: side('a'), head: side('b') },
    runs: [...runs],
    ...more,
  };
}

describe('a measurement folder', () => {
  it('reads back as it was written, the profile as Scalene wrote it', async () => {
    const bytes = await profileBytes();
    const written = measurement([
      timing('base', 0),
      timing('head', 0),
      profiled('base', 0, 'profiles/base-full-00.json.gz'),
    ]);
    await writeProfile(folder, 'profiles/base-full-00.json.gz', bytes);
    await writeMeasurement(folder, written);
    await writeDiff(folder, 'diff --git a/a.py b/a.py\n');
    const read = await readMeasurement(folder);
    expect(read.measurement).toEqual(written);
    expect(read.diff).toBe('diff --git a/a.py b/a.py\n');
    expect(read.profiles.get('profiles/base-full-00.json.gz')?.files.length).toBeGreaterThan(0);
    expect(gunzipSync(await readFile(join(folder, 'profiles/base-full-00.json.gz')))).toEqual(bytes);
  });

  it('may be written by hand, with optional fields missing and runs in any order', async () => {
    await mkdir(folder);
    const sides = { base: { commit: 'a', root: '/repo' }, head: { commit: 'b', root: '/repo' } };
    const runs = [
      { kind: 'timing', side: 'head', pair: 1, order: 0, outcome: 'ok' },
      { kind: 'timing', side: 'base', pair: 0, order: 1, outcome: 'timed-out', futureField: 1 },
    ];
    const document = { schemaVersion: 1, program: { script: 'main.py' }, sides, runs, futureField: {} };
    await writeFile(join(folder, 'measurement.json'), JSON.stringify(document));
    const read = await readMeasurement(folder);
    expect(read.measurement).toMatchObject({
      program: { args: [] },
      environment: {},
      runs: [{ pair: 1 }, { pair: 0 }],
    });
    expect(read.profiles.size).toBe(0);
  });

  it('reads a profile that two runs name once', async () => {
    await writeProfile(folder, 'profiles/a.json.gz', await profileBytes());
    await writeMeasurement(
      folder,
      measurement([profiled('base', 0, 'profiles/a.json.gz'), profiled('base', 1, 'profiles/a.json.gz')]),
    );
    expect((await readMeasurement(folder)).profiles.size).toBe(1);
  });

  it('leaves out profiles that are missing, cut off or too short, and says so', async () => {
    const whole = gzipSync(await profileBytes());
    await writeProfile(folder, 'profiles/short.json.gz', Buffer.from('{}\n'));
    await writeFile(join(folder, 'profiles/cut.json.gz'), whole.subarray(0, whole.length / 2));
    const names = ['missing', 'short', 'cut'];
    await writeMeasurement(
      folder,
      measurement(names.map((name, pair) => profiled('base', pair, `profiles/${name}.json.gz`))),
    );
    const { measurement: read, profiles } = await readMeasurement(folder);
    expect(profiles.size).toBe(0);
    expect(read.warnings?.map(({ code }) => code)).toEqual(names.map(() => 'profile-unreadable'));
  });
});

describe('a folder that is no measurement', () => {
  const refused = async (): Promise<unknown> => readMeasurement(folder).catch((error: unknown) => error);

  it.each([
    ['is empty', null, /holds no measurement \(ENOENT/],
    ['is cut off', '{"schemaVersion": 1, "runs": [', /not whole JSON/],
    ['is from a newer version', '{"schemaVersion": 2, "runs": "?"}', /schema version 2 .* update scalene-mcp-action/],
    ['is something else', '{"a": 1}', /is not a measurement \(schemaVersion: /],
    ['has numbers that are none', '{"schemaVersion": 1, "program": {}, "sides": 3}', /is not a measurement \(sides/],
  ])('is refused with a sentence where it %s', async (_, text, message) => {
    await mkdir(folder);
    if (text !== null) await writeFile(join(folder, 'measurement.json'), text);
    const error = await refused();
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
  });

  it.each(['../secret.json', '/etc/passwd', 'profiles/../../secret.json', 'a\\b', './a', 'profiles//a'])(
    'is refused where it names a profile outside itself: %s',
    async (path) => {
      await writeFile(join(folder, '..', 'secret.json'), await profileBytes());
      await writeMeasurement(folder, measurement([profiled('base', 0, path)]));
      expect(String(await refused())).toMatch(/not a plain path inside the folder/);
    },
  );

  it('is refused where a profile is a link to elsewhere', async () => {
    await writeProfile(folder, 'profiles/a.json.gz', await profileBytes());
    await symlink('/etc/passwd', join(folder, 'profiles', 'b.json.gz'));
    await symlink('/etc', join(folder, 'linked'));
    for (const path of ['profiles/b.json.gz', 'linked/passwd']) {
      await writeMeasurement(folder, measurement([profiled('base', 0, path)]));
      expect(String(await refused())).toMatch(/is a symbolic link/);
    }
  });

  it('does not unpack a bomb', async () => {
    await mkdir(join(folder, 'profiles'), { recursive: true });
    const megabyte = Buffer.alloc(1024 * 1024);
    await writeFile(
      join(folder, 'profiles/a.json.gz'),
      gzipSync(Buffer.concat(Array.from({ length: 300 }, () => megabyte))),
    );
    await writeMeasurement(folder, measurement([profiled('base', 0, 'profiles/a.json.gz')]));
    const { measurement: read, profiles } = await readMeasurement(folder);
    expect(profiles.size).toBe(0);
    expect(read.warnings?.[0]?.message).toMatch(/unpacks to more than 256 MiB/);
  });
});

describe('going on with a measurement', () => {
  const modes = () => ['full'] as const;
  const pair = (at: number): Run[] => [
    timing('base', at),
    timing('head', at),
    profiled('base', at, `profiles/base-${String(at)}.json.gz`),
    profiled('head', at, `profiles/head-${String(at)}.json.gz`),
  ];

  it('takes over complete pairs and drops the one that was cut', () => {
    const earlier = measurement([
      timing('base', -1),
      timing('head', -1),
      ...pair(0),
      ...pair(1),
      ...pair(2).slice(0, 3),
    ]);
    expect(completePairs(earlier.runs, modes)).toBe(2);
    const runs = continuedRuns(folder, earlier, measurement([]), modes);
    expect(runs.map((run) => run.pair)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('keeps pairs that were made without profile runs, and knows them from one that was cut before them', () => {
    const timed = (at: number): Run[] => pair(at).slice(0, 2);
    expect(unprofiledSince([...pair(0), ...timed(1), ...timed(2)])).toBe(1);
    expect(unprofiledSince([...pair(0), ...timed(1)])).toBe(Infinity);
    expect(unprofiledSince([...pair(0), ...pair(1)])).toBe(Infinity);
    expect(unprofiledSince([])).toBe(Infinity);
  });

  it('remembers where the earlier checkouts lay', () => {
    const earlier = measurement(pair(0));
    const now = measurement([], {
      sides: { base: { ...earlier.sides.base, root: '/elsewhere' }, head: earlier.sides.head },
    });
    const profiles = continuedRuns(folder, earlier, now, modes).filter((run) => run.kind === 'profile');
    expect(profiles).toMatchObject([{ root: '/repo' }, { root: '/repo' }]);
  });

  it.each<[string, Partial<Measurement>]>([
    ['program', { program: { script: 'other.py', args: [] } }],
    ['Python version', { environment: { os: 'linux', python: '3.12.0', scalene: '2.4.0', cpuModel: 'A CPU' } }],
    ['Scalene version', { environment: { os: 'linux', python: '3.11.7', scalene: '2.3.0', cpuModel: 'A CPU' } }],
    ['machine', { environment: { os: 'linux', python: '3.11.7', scalene: '2.4.0', cpuModel: 'B CPU' } }],
  ])('is refused where its %s differs, saying so', (name, difference) => {
    const going = (): unknown => continuedRuns(folder, measurement(pair(0)), measurement([], difference), modes);
    expect(going).toThrow(InputError);
    expect(going).toThrow(`because its ${name} differs`);
  });

  it('is refused in a folder that holds something else', async () => {
    await mkdir(folder);
    expect(await openFolder(folder)).toBeNull();
    await writeFile(join(folder, 'thesis.tex'), '');
    await expect(openFolder(folder)).rejects.toThrow(/is not empty \(thesis\.tex\)/);
  });
});

describe('a full disk', () => {
  const mount = (): boolean => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  it('costs the run in progress, names the folder, and leaves what was there (needs the right to mount)', async () => {
    await mkdir(folder);
    if (!mount()) {
      console.log('Skipped: this user may not mount a small file system.');
      return;
    }
    try {
      await writeMeasurement(folder, measurement([timing('base', 0)]));
      const large = Buffer.from(Array.from({ length: 200_000 }, () => Math.floor(Math.random() * 256)));
      const failure = writeProfile(folder, 'profiles/a.json.gz', large);
      await expect(failure).rejects.toBeInstanceOf(MeasureError);
      await expect(failure).rejects.toThrow(`The measurement in ${folder} could not be written (the disk is full)`);
      expect((await readMeasurement(folder)).measurement.runs).toHaveLength(1);
      expect(await readdir(join(folder, 'profiles'))).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
