/**
 * A link in a shared temporary folder, named like what a killed run leaves behind: tidying up does not follow it.
 */
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openCache } from '../../src/measure/cache.js';
import { removeTree } from '../../src/measure/paths.js';
import { makeRunFolder, removeLeftovers } from '../../src/measure/runFolder.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

afterAll(removeTestFolders);

const LONG_AGO = new Date('2020-01-01');

async function victimAndShared(): Promise<{ victim: string; shared: string }> {
  const folder = await testFolder();
  const [victim, shared] = [join(folder, 'victim'), join(folder, 'shared')];
  for (const path of [victim, shared]) mkdirSync(path);
  writeFileSync(join(victim, 'precious'), 'mine');
  utimesSync(victim, LONG_AGO, LONG_AGO);
  return { victim, shared };
}

it('neither when a run begins', async () => {
  const { victim, shared } = await victimAndShared();
  symlinkSync(victim, join(shared, 'scalene-gate-abcdef'));
  await removeLeftovers(shared);
  const run = await makeRunFolder(shared);
  await run.remove();
  expect(readdirSync(victim)).toEqual(['precious']);
});

it('nor with an owner that is gone, written where the link leads', async () => {
  const { victim, shared } = await victimAndShared();
  writeFileSync(join(victim, 'owner.json'), JSON.stringify({ pid: 999_999_999, startedAt: 'unknown' }));
  symlinkSync(victim, join(shared, 'scalene-gate-abcdef'));
  await removeLeftovers(shared);
  expect(existsSync(join(victim, 'precious'))).toBe(true);
});

it('nor in the folder of environments', async () => {
  const { victim, shared } = await victimAndShared();
  mkdirSync(join(shared, 'envs'));
  symlinkSync(victim, join(shared, 'envs', 'setup-0123-abcd'));
  await openCache(shared);
  expect(readdirSync(victim)).toEqual(['precious']);
});

it('nor within a tree that is removed', async () => {
  const { victim, shared } = await victimAndShared();
  mkdirSync(join(shared, 'tree'));
  symlinkSync(victim, join(shared, 'tree', 'link'));
  await removeTree(join(shared, 'tree'));
  expect(readdirSync(victim)).toEqual(['precious']);
  expect(existsSync(join(shared, 'tree'))).toBe(false);
});
