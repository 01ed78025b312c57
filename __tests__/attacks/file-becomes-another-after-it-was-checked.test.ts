/**
 * A path was checked, and by the time it is opened a folder on it is a link to elsewhere, or the file has grown without end: what is read
 * is what was checked, or nothing.
 */
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotPlain, readIfThere, readPlain } from '../../src/measure/paths.js';
import { profileLimits, readMeasurementAt } from '../../src/measure/readFolder.js';
import { readProfileFile } from '../../src/measure/readProfileFile.js';
import { Roots } from '../../src/mcp/roots.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

let root: string;
let secrets: string;
beforeEach(async () => {
  const folder = await testFolder();
  root = join(folder, 'root');
  secrets = join(folder, 'secrets');
  for (const each of [join(root, 'ci'), secrets]) {
    await mkdir(each, { recursive: true });
    await writeFile(join(each, 'profile.json'), '{"files": {}}');
    await writeFile(join(each, 'measurement.json'), '{"a": 1}');
  }
});
afterAll(removeTestFolders);

/** What another process may do between two of our calls. */
async function swapFolder(): Promise<void> {
  await rename(join(root, 'ci'), join(root, 'away'));
  await symlink(secrets, join(root, 'ci'));
}

describe('a folder that was swapped for a link', () => {
  it('does not lead to another profile', async () => {
    const checked = new Roots([root]).existing('ci/profile.json');
    await swapFolder();
    await expect(readProfileFile(checked, root, { most: 1000, links: 'refuse' })).rejects.toThrow(
      /link stands on the way/,
    );
  });

  it('does not lead to another measurement', async () => {
    const checked = new Roots([root]).existing('ci');
    await swapFolder();
    await expect(readMeasurementAt(checked, profileLimits(1000))).rejects.toThrow(/link stands on the way/);
  });

  it('does not matter to a person who names it by the link', async () => {
    await swapFolder();
    expect((await readPlain(join(root, 'ci', 'profile.json'), 1000)).toString()).toBe('{"files": {}}');
  });
});

it('a file that says it is empty and is not is read no further than allowed', async () => {
  // Linux makes it while it is read, and says that it has no bytes.
  await expect(readPlain('/proc/self/maps', 10)).rejects.toThrow(NotPlain);
});

it('a text of ours that is endless is none', async () => {
  await symlink('/dev/zero', join(root, 'owner.json'));
  expect(await readIfThere(join(root, 'owner.json'))).toBeNull();
});
