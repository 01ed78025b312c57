/**
 * Pipes and devices where the command line reads files that others may have made: configuration, profiles, every file of a measurement.
 * Nothing waits for them.
 */
import { cpSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { main } from '../../src/cli/main.js';
import { fakeStdio } from '../cli/stdio.js';
import { REPOSITORY } from '../support/bundled.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

let measurement: string;
beforeEach(async () => {
  measurement = join(await testFolder(), 'measurement');
  cpSync(join(REPOSITORY, '__tests__', 'fixtures', 'measurements', 'nightly'), measurement, { recursive: true });
});
afterAll(removeTestFolders);

function pipeAt(path: string): void {
  rmSync(path, { force: true });
  execaSync('mkfifo', [path]);
}

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const stdio = fakeStdio();
  const status = await main(argv, stdio);
  return { status, out: stdio.outText(), err: stdio.errText() };
}

it('as the index of a measurement: refused in a sentence', async () => {
  pipeAt(join(measurement, 'measurement.json'));
  const { status, err } = await run('report', measurement);
  expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('it is no plain file') });
});

it('as the diff of a measurement: left out', async () => {
  pipeAt(join(measurement, 'diff.patch'));
  expect((await run('report', measurement)).status).not.toBe(2);
});

it('as all profiles of a measurement: left out, and said', async () => {
  for (const name of readdirSync(join(measurement, 'profiles'))) pipeAt(join(measurement, 'profiles', name));
  const { out } = await run('report', measurement, '--format', 'json');
  expect(out).toMatch(/profile-unreadable/);
});

it.each(['pipe', '/dev/zero'])('as a profile and as the configuration: refused in a sentence (%s)', async (kind) => {
  const file = join(measurement, 'profile.json');
  if (kind === 'pipe') pipeAt(file);
  else symlinkSync(kind, file);
  expect(await run('analyze', file)).toMatchObject({ status: 2, err: expect.stringMatching(/no plain file/) });
  expect(await run('report', measurement, '--config', file)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/no plain file/),
  });
});
