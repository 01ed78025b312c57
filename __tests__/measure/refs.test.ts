import { afterAll, describe, expect, it } from '@jest/globals';
import { InputError, MeasureError } from '../../src/model/errors.js';
import {
  cloneOf,
  contentOf,
  makeRepository,
  removeTestFolders,
  testFolder,
  type TestRepository,
} from '../support/repository.js';
import { sidesOf } from '../support/sides.js';

afterAll(removeTestFolders);

/** main with three commits, and a branch of one commit that left main at the second. */
async function forked(): Promise<{ repository: TestRepository; fork: string }> {
  const repository = await makeRepository();
  await repository.commit({ 'a.py': '1\n' });
  const fork = await repository.commit({ 'a.py': '2\n' });
  await repository.git('switch', '--quiet', '--create', 'feature');
  await repository.commit({ 'b.py': 'feature\n' });
  await repository.git('switch', '--quiet', 'main');
  await repository.commit({ 'a.py': '3\n' });
  await repository.git('switch', '--quiet', 'feature');
  return { repository, fork };
}

describe('which commits are compared by default', () => {
  it('a branch against where it left the default branch', async () => {
    const { repository, fork } = await forked();
    const { chosen } = await sidesOf(repository.path);
    expect(chosen.base.commit).toBe(fork);
    expect(chosen.head).toMatchObject({ ref: 'feature', dirty: false });
    expect(chosen.reason).toBe('where feature left main');
  });

  it('prefers the remote’s default branch to a local one that is behind', async () => {
    const { repository } = await forked();
    await repository.git('switch', '--quiet', 'main');
    const clone = await cloneOf(repository);
    await clone.git('switch', '--quiet', '--create', 'topic');
    const pushed = await clone.git('rev-parse', 'origin/main');
    await clone.git('branch', '--force', 'main', 'HEAD~2');
    await clone.commit({ 'c.py': 'c\n' });
    const { chosen } = await sidesOf(clone.path);
    expect(chosen.base).toMatchObject({ commit: pushed, ref: 'origin/main' });
  });

  it('a clean default branch against the commit before', async () => {
    const { repository } = await forked();
    await repository.git('switch', '--quiet', 'main');
    const { chosen } = await sidesOf(repository.path);
    expect(chosen.base.commit).toBe(await repository.git('rev-parse', 'HEAD~1'));
    expect(chosen.reason).toBe('the newest commit against the one before it');
  });

  it('uncommitted changes on the default branch against its commit', async () => {
    const { repository } = await forked();
    await repository.git('switch', '--quiet', 'main');
    await repository.write({ 'a.py': '4\n' });
    const { chosen } = await sidesOf(repository.path);
    expect(chosen.base.commit).toBe(await repository.git('rev-parse', 'HEAD'));
    expect(chosen.reason).toBe('the working tree against the commit it is based on');
  });

  it('says that the first commit has nothing to be compared with', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': '1\n' });
    await expect(sidesOf(repository.path)).rejects.toThrow(/is the first commit and nothing is uncommitted/);
  });
});

describe('names of commits', () => {
  it('may be branches, tags, SHAs and steps back', async () => {
    const { repository, fork } = await forked();
    await repository.git('tag', 'v1', fork);
    for (const base of ['v1', fork, fork.slice(0, 10), 'feature~1', 'main^']) {
      const { chosen } = await sidesOf(repository.path, { kind: 'refs', base, head: 'feature' });
      expect(chosen.base.commit).toBe(fork);
    }
  });

  it.each(['-main', '--upload-pack=touch /tmp/x', 'a\0b', '', 'nothing-of-that-name', 'main:a.py'])(
    'are refused with a sentence where they name no commit: %j',
    async (base) => {
      const { repository } = await forked();
      const failure = sidesOf(repository.path, { kind: 'refs', base, head: 'feature' });
      await expect(failure).rejects.toBeInstanceOf(InputError);
      await expect(failure).rejects.toThrow(/names no commit in|is not a name of a commit/);
    },
  );

  it('may be known to the remote only', async () => {
    const { repository } = await forked();
    const clone = await cloneOf(repository, '--single-branch', '--branch=feature');
    const { chosen } = await sidesOf(clone.path, { kind: 'refs', base: 'main' });
    expect(chosen.base.commit).toBe(await repository.git('rev-parse', 'main'));
  });
});

describe('shallow clones', () => {
  it('are deepened in private until the merge base is there', async () => {
    const origin = await makeRepository();
    await origin.commit({ 'a.py': '0\n' });
    await origin.git('switch', '--quiet', '--create', 'feature');
    for (let at = 0; at < 60; at += 1) await origin.commit({}, `Step ${String(at)}`);
    const base = await origin.git('rev-parse', 'main');
    await origin.git('switch', '--quiet', 'main');
    const clone = await cloneOf(origin, '--depth=1', '--no-single-branch', '--branch=feature');
    const before = await contentOf(clone.path);
    const { chosen } = await sidesOf(clone.path);
    expect(chosen.base).toMatchObject({ commit: base, ref: 'origin/main' });
    expect(await contentOf(clone.path)).toBe(before);
  });

  it('of a test merge give its first parent, named by SHA', async () => {
    const { repository } = await forked();
    await repository.git('switch', '--quiet', '--detach', 'main');
    await repository.git('merge', '--quiet', '--no-ff', '--message', 'Test merge', 'feature');
    await repository.git('branch', 'pull');
    const clone = await cloneOf(repository, '--depth=1', '--branch=pull');
    const parents = /^parent (\S+)$/m.exec(await clone.git('cat-file', '-p', 'HEAD'));
    const base = { commit: parents?.[1] ?? '', ref: 'main' };
    const head = { commit: await clone.git('rev-parse', 'HEAD'), ref: 'refs/pull/1/merge' };
    const before = await contentOf(clone.path);
    const sides = await sidesOf(clone.path, { kind: 'commits', base, head });
    expect(sides.chosen.base.commit).toBe(await repository.git('rev-parse', 'main'));
    expect(sides.diff).toContain('+feature');
    expect(await contentOf(clone.path)).toBe(before);
  });

  it('with a commit of their own find the merge base too', async () => {
    const { repository } = await forked();
    const clone = await cloneOf(repository, '--depth=1', '--no-single-branch');
    await clone.git('switch', '--quiet', '--create', 'local', 'origin/main');
    await clone.commit({ 'local.py': 'local\n' });
    const { chosen } = await sidesOf(clone.path, { kind: 'refs', base: 'HEAD~2' });
    expect(chosen.base.commit).toBe(await repository.git('rev-parse', 'main~1'));
  });

  it('whose remote is gone are refused with the way out', async () => {
    const { repository } = await forked();
    const clone = await cloneOf(repository, '--depth=1', '--no-single-branch');
    await clone.git('config', 'remote.origin.url', '/nowhere/at/all');
    const failure = sidesOf(clone.path, { kind: 'refs' });
    await expect(failure).rejects.toBeInstanceOf(MeasureError);
    await expect(failure).rejects.toThrow(/shallow .*(fetch-depth|name a base)/);
  });
});

describe('a working tree that cannot be measured', () => {
  it('has conflicts', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': '1\n' });
    await repository.git('switch', '--quiet', '--create', 'other');
    await repository.commit({ 'a.py': 'other\n' });
    await repository.git('switch', '--quiet', 'main');
    await repository.commit({ 'a.py': 'mine\n' });
    await repository.git('merge', 'other').catch(() => undefined);
    await expect(sidesOf(repository.path)).rejects.toThrow(/unfinished merge \(a\.py is in conflict\)/);
  });

  it('has no commit', async () => {
    const repository = await makeRepository();
    await expect(sidesOf(repository.path)).rejects.toThrow(/has no commit yet/);
  });

  it('is not there: a folder outside any repository, or a bare one', async () => {
    const folder = await testFolder();
    await expect(sidesOf(folder)).rejects.toThrow(/is not part of a git repository/);
    const bare = await makeRepository('bare.git', ['--bare']);
    await expect(sidesOf(bare.path)).rejects.toThrow(/bare .* --head/);
  });
});

it('a bare repository is measured by named commits', async () => {
  const { repository } = await forked();
  const bare = await cloneOf(repository, '--bare');
  const { base, head } = await sidesOf(bare.path, { kind: 'refs', base: 'main', head: 'feature' });
  expect(base.root.endsWith('/base/tree/clone')).toBe(true);
  expect(head.tree).toBe(await repository.git('rev-parse', 'feature^{tree}'));
});
