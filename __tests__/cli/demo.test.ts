import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { makeDemoRepository } from '../../src/cli/demo.js';
import { contentOf, makeRepository, removeTestFolders, testFolder } from '../support/repository.js';

afterAll(removeTestFolders);

describe("the demo's repository", () => {
  it('is two commits, the second slower, and the same everywhere', async () => {
    const one = await makeDemoRepository(path.join(await testFolder(), 'shop'));
    const other = await makeDemoRepository(path.join(await testFolder(), 'shop'));
    const head = async (cwd: string): Promise<string> => (await execa('git', ['rev-parse', 'HEAD'], { cwd })).stdout;
    expect(await head(one.path)).toBe(await head(other.path));
    const { stdout } = await execa('git', ['diff', '--stat', 'HEAD~1', 'HEAD'], { cwd: one.path });
    expect(stdout).toContain('shop/clean.py');
    expect((await execa('git', ['status', '--porcelain'], { cwd: one.path })).stdout).toBe('');
  });

  it('leaves the repository alone in whose hook the demo runs', async () => {
    const users = await makeRepository();
    await users.commit({ 'a.txt': 'a' });
    const before = await contentOf(users.path);
    process.env['GIT_DIR'] = path.join(users.path, '.git');
    try {
      await makeDemoRepository(path.join(await testFolder(), 'shop'));
    } finally {
      delete process.env['GIT_DIR'];
    }
    expect(await contentOf(users.path)).toBe(before);
  });
});
