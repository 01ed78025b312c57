/**
 * A program that leaves a `.pth` file in an environment that setup made and that is kept: the next measurement makes it anew.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { open } from '../support/measuring.js';
import { makeRepository, removeTestFolders, testFolder } from '../support/repository.js';

afterAll(removeTestFolders);

const PROGRAM = `
import glob, os, sys
total = sum(i * i % 7 for i in range(300_000))
if os.path.exists("attack"):
    cache = open("attack").read().strip()
    for folder in glob.glob(os.path.join(cache, "envs", "*", "**", "site-packages"), recursive=True):
        with open(os.path.join(folder, "evil.pth"), "w") as file:
            file.write("import os; open(%r, 'w').close()\\n" % (cache + "-ran"))
`;

it('whatever the file is called', async () => {
  const cacheDir = join(await testFolder(), 'cache');
  const ran = `${cacheDir}-ran`;
  const repository = await makeRepository('poisoned');
  await repository.commit({ 'app.py': PROGRAM });
  await repository.commit({ attack: cacheDir });
  await repository.git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
  await repository.commit({ 'readme.md': 'an innocent change' });
  const measure = async (head: string): Promise<string[]> => {
    const { session, events } = await open(repository, {
      program: { script: 'app.py', args: [] },
      sides: { kind: 'refs', base: 'main~1', head },
      setup: 'true',
      cacheDir,
    });
    try {
      await session.measurePairs(1);
    } finally {
      await session.close();
    }
    return events.flatMap((event) =>
      event.kind === 'setup' ? [`${event.side} ${event.cached ? 'kept' : 'new'}`] : [],
    );
  };

  expect(await measure('other')).toEqual(['base new', 'head new']);
  expect(await measure('other')).toEqual(['base kept', 'head kept']);
  await measure('main');
  rmSync(ran, { force: true });
  expect(readdirSync(join(cacheDir, 'envs')).length).toBeGreaterThan(2);
  expect(await measure('other')).toEqual(['base new', 'head new']);
  expect(existsSync(ran)).toBe(false);
}, 300_000);
