import { chmod, readFile, readdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { checkoutName } from '../../src/measure/checkout.js';
import { exists } from '../../src/measure/paths.js';
import { cloneOf, contentOf, makeRepository, removeTestFolders, repositoryAt } from '../support/repository.js';
import { sidesOf } from '../support/sides.js';

afterAll(removeTestFolders);

const text = (root: string, name: string): Promise<string> => readFile(join(root, name), 'utf8');

describe('checkouts of both sides', () => {
  it('show each commit, at paths of equal length, named as the repository', async () => {
    const repository = await makeRepository('my project');
    await repository.commit({ 'a.py': 'one\n' });
    await repository.commit({ 'a.py': 'two\n' });
    const { base, head, chosen } = await sidesOf(repository.path, { kind: 'refs', base: 'HEAD~1', head: 'main' });
    expect(await text(base.root, 'a.py')).toBe('one\n');
    expect(await text(head.root, 'a.py')).toBe('two\n');
    expect(base.root).toHaveLength(head.root.length);
    expect(base.root.endsWith('/base/tree/my project')).toBe(true);
    expect(chosen.head).toMatchObject({ ref: 'main', dirty: false });
  });

  it('leave the git directory of the user untouched, byte for byte', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\n', 'b.py': 'b\n' });
    await repository.commit({ 'a.py': 'two\n' });
    await repository.write({ 'a.py': 'three\n', 'new.py': 'new\n', 'b.py': null });
    const before = await contentOf(repository.path);
    const { head } = await sidesOf(repository.path);
    expect(await text(head.root, 'new.py')).toBe('new\n');
    expect(await contentOf(repository.path)).toBe(before);
  });

  it('take the working tree with uncommitted, untracked and removed files, without ignored ones', async () => {
    const repository = await makeRepository();
    const commit = await repository.commit({ 'a.py': 'one\n', 'gone.py': 'x\n', '.gitignore': 'secret\n' });
    await repository.write({ 'a.py': 'two\n', 'ünïcode/new file.py': 'new\n', 'gone.py': null, secret: 's' });
    const { base, head, chosen, diff } = await sidesOf(repository.path);
    expect(chosen.head).toMatchObject({ commit, ref: 'working tree', dirty: true });
    expect(await text(base.root, 'a.py')).toBe('one\n');
    expect(await text(head.root, 'a.py')).toBe('two\n');
    expect(await text(head.root, 'ünïcode/new file.py')).toBe('new\n');
    expect((await readdir(head.root)).sort()).toEqual(['.git', '.gitignore', 'a.py', 'ünïcode']);
    expect(diff).toContain('+++ b/ünïcode/new file.py');
    expect(diff).not.toContain('secret');
  });

  it('give the same commit for the same content of a working tree', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\n' });
    await repository.write({ 'a.py': 'two\n' });
    const first = await sidesOf(repository.path);
    const second = await sidesOf(repository.path);
    expect(second.chosen.head.checkout).toBe(first.chosen.head.checkout);
    expect(second.head.tree).toBe(first.head.tree);
  });

  it('work from within a git hook, where git points its variables at the repository', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\n' });
    await repository.commit({ 'a.py': 'two\n' });
    const other = await makeRepository('other');
    const { head } = await sidesOf(
      repository.path,
      { kind: 'refs' },
      {
        GIT_DIR: join(other.path, '.git'),
        GIT_INDEX_FILE: join(other.path, '.git', 'index'),
        GIT_WORK_TREE: other.path,
      },
    );
    expect(await text(head.root, 'a.py')).toBe('two\n');
  });

  it('run none of the user’s hooks', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\n' });
    await repository.commit({ 'a.py': 'two\n' });
    const hook = '#!/bin/sh\ntouch "$(git rev-parse --git-common-dir)/hook-ran" /tmp/measure-test-hook-ran\n';
    await repository.write({ '.git/hooks/post-checkout': hook });
    await repository.git('config', 'core.hooksPath', '.git/hooks');
    await chmod(join(repository.path, '.git/hooks/post-checkout'), 0o755);
    await sidesOf(repository.path);
    expect(await exists('/tmp/measure-test-hook-ran')).toBe(false);
  });

  it('answer git describe with the user’s tags', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\n' });
    await repository.git('tag', '--annotate', 'v1.2', '--message', 'A release');
    await repository.commit({ 'a.py': 'two\n' });
    const { head } = await sidesOf(repository.path);
    expect(await repositoryAt(head.root).git('describe')).toMatch(/^v1\.2-1-g/);
  });

  it('follow the line endings that the repository asks for', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'a.py': 'one\ntwo\n' });
    await repository.commit({ 'b.py': 'three\n' });
    await repository.git('config', 'core.autocrlf', 'true');
    const { head } = await sidesOf(repository.path, { kind: 'refs', head: 'HEAD' });
    expect(await text(head.root, 'b.py')).toBe('three\r\n');
  });

  it('work in a repository with SHA-256 names', async () => {
    const repository = await makeRepository('repo', ['--object-format=sha256']);
    await repository.commit({ 'a.py': 'one\n' });
    const commit = await repository.commit({ 'a.py': 'two\n' });
    const { head } = await sidesOf(repository.path);
    expect(commit).toHaveLength(64);
    expect(await text(head.root, 'a.py')).toBe('two\n');
  });

  it('work in a clone that itself borrows objects, and in a linked worktree of it', async () => {
    const origin = await makeRepository();
    await origin.commit({ 'a.py': 'one\n' });
    await origin.commit({ 'a.py': 'two\n' });
    const clone = await cloneOf(origin, '--shared');
    await clone.git('config', 'remote.origin.url', '/nowhere');
    const linked = join(clone.path, '..', 'linked');
    await clone.git('worktree', 'add', '--quiet', '--detach', linked, 'HEAD');
    await repositoryAt(linked).write({ 'a.py': 'three\n' });
    const { base, head } = await sidesOf(linked, { kind: 'refs', base: 'HEAD~1' });
    expect(await text(base.root, 'a.py')).toBe('one\n');
    expect(await text(head.root, 'a.py')).toBe('three\n');
  });

  it('are sparse where the user’s checkout is', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'in/a.py': 'one\n', 'out/b.py': 'b\n' });
    await repository.commit({ 'in/a.py': 'two\n' });
    await repository.git('sparse-checkout', 'set', 'in');
    await repository.write({ 'in/a.py': 'three\n' });
    const { base, head } = await sidesOf(repository.path, { kind: 'refs', base: 'HEAD~1' });
    expect(await text(head.root, 'in/a.py')).toBe('three\n');
    expect(await text(base.root, 'in/a.py')).toBe('one\n');
    expect(await exists(join(head.root, 'out'))).toBe(false);
    expect(await exists(join(repository.path, 'out'))).toBe(false);
  });

  it('fetch what a partial clone lacks, into the private folder', async () => {
    const origin = await makeRepository();
    await origin.git('config', 'uploadpack.allowFilter', 'true');
    await origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    await origin.commit({ 'a.py': 'one\n' });
    await origin.commit({ 'a.py': 'two\n' });
    const clone = await cloneOf(origin, '--filter=blob:none');
    const before = await contentOf(join(clone.path, '.git'));
    const { base, diff } = await sidesOf(clone.path, { kind: 'refs', base: 'HEAD~1', head: 'HEAD' });
    expect(await text(base.root, 'a.py')).toBe('one\n');
    expect(diff).toContain('+two');
    expect(await contentOf(join(clone.path, '.git'))).toBe(before);
  });

  it('tell of renames in the difference', async () => {
    const repository = await makeRepository();
    await repository.commit({ 'old.py': 'a = 1\nb = 2\nc = 3\n' });
    await repository.git('mv', 'old.py', 'new name.py');
    await repository.commit({});
    const { diff } = await sidesOf(repository.path);
    expect(diff).toContain('rename from old.py\nrename to new name.py\n');
  });
});

describe('submodules', () => {
  it('are filled from the user’s copies, also nested ones and at different commits', async () => {
    const inner = await makeRepository('inner');
    await inner.commit({ 'inner.py': 'inner\n' });
    const library = await makeRepository('library');
    await library.commit({ 'lib.py': 'one\n' });
    await library.git('submodule', 'add', '--quiet', inner.path, 'inner');
    await library.commit({});
    const repository = await makeRepository();
    await repository.git('submodule', 'add', '--quiet', library.path, 'vendor/the lib');
    await repository.git('submodule', 'update', '--quiet', '--init', '--recursive');
    await repository.commit({ 'a.py': 'a\n' });
    await library.commit({ 'lib.py': 'two\n' });
    await repositoryAt(join(repository.path, 'vendor/the lib')).git('pull', '--quiet', 'origin', 'main');
    await repository.commit({});
    const before = await contentOf(join(repository.path, '.git'));
    const { base, head, warnings } = await sidesOf(repository.path, { kind: 'refs', head: 'HEAD' });
    expect(await text(base.root, 'vendor/the lib/lib.py')).toBe('one\n');
    expect(await text(head.root, 'vendor/the lib/lib.py')).toBe('two\n');
    expect(await text(head.root, 'vendor/the lib/inner/inner.py')).toBe('inner\n');
    expect(warnings).toEqual([]);
    expect(await contentOf(join(repository.path, '.git'))).toBe(before);
  });

  it('stay empty, with a warning, where the user has not initialised them', async () => {
    const library = await makeRepository('library');
    await library.commit({ 'lib.py': 'one\n' });
    const origin = await makeRepository();
    await origin.git('submodule', 'add', '--quiet', library.path, 'lib');
    await origin.commit({ 'a.py': 'a\n' });
    const clone = await cloneOf(origin);
    const { head, warnings } = await sidesOf(clone.path, { kind: 'refs', base: 'HEAD', head: 'HEAD' });
    expect(await readdir(join(head.root, 'lib'))).toEqual([]);
    expect(warnings).toContain('submodule-missing');
  });

  it('with uncommitted changes of their own are named', async () => {
    const library = await makeRepository('library');
    await library.commit({ 'lib.py': 'one\n' });
    const repository = await makeRepository();
    await repository.git('submodule', 'add', '--quiet', library.path, 'lib');
    await repository.commit({ 'a.py': 'a\n' });
    await repository.write({ 'lib/lib.py': 'changed\n' });
    const { chosen } = await sidesOf(repository.path, { kind: 'refs', base: 'HEAD' });
    expect(chosen.dirtySubmodules).toEqual(['lib']);
  });
});

describe('Git LFS', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;

  it('pointers are refused where the user has the file and it cannot be had', async () => {
    const repository = await makeRepository();
    await repository.commit({ '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n', 'big.bin': pointer });
    await repository.write({ 'big.bin': 'the real content' });
    await repository.git('update-index', '--assume-unchanged', 'big.bin');
    await expect(sidesOf(repository.path, { kind: 'refs', base: 'HEAD', head: 'HEAD' })).rejects.toThrow(
      /^big\.bin is kept with Git LFS and only its pointer could be checked out: .+\.$/,
    );
  });

  it('pointers that the user has too are only told', async () => {
    const repository = await makeRepository();
    await repository.commit({ '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n', 'big.bin': pointer });
    const { head, warnings } = await sidesOf(repository.path, { kind: 'refs', base: 'HEAD', head: 'HEAD' });
    expect(await text(head.root, 'big.bin')).toBe(pointer);
    expect(warnings).toContain('lfs-pointers');
  });
});

const withLfs = (await execa('git', ['lfs', 'version'], { reject: false })).failed ? it.skip : it;

withLfs('files of Git LFS come from the user’s store, without a server (needs git-lfs)', async () => {
  const repository = await makeRepository();
  await repository.git('lfs', 'install', '--local', '--skip-repo');
  await repository.git('lfs', 'track', '*.bin');
  await repository.commit({ 'big.bin': 'first content' });
  await repository.commit({ 'big.bin': 'second content' });
  expect(await repository.git('show', 'HEAD:big.bin')).toContain('git-lfs');
  const { base, head } = await sidesOf(repository.path);
  expect(await text(base.root, 'big.bin')).toBe('first content');
  expect(await text(head.root, 'big.bin')).toBe('second content');
});

describe('the name of a checkout', () => {
  it('avoids what the tools on the way trip over', () => {
    const named = (top: string): string => checkoutName({ top, commonDir: `${top}/.git` });
    expect(named('/home/u/plain-name_1.0')).toBe('plain-name_1.0');
    expect(named("/home/u/it's: odd")).toBe('it_s_ odd');
    expect(named('/home/u/scalene')).toBe('scalene_');
    expect(named('/home/u/größe')).toBe('größe');
    expect(checkoutName({ top: null, commonDir: '/srv/git/thing.git' })).toBe('thing');
  });
});

it('a symbolic link in the repository stays one', async () => {
  const repository = await makeRepository();
  await symlink('a.py', join(repository.path, 'link.py'));
  await repository.commit({ 'a.py': 'one\n' });
  const { head } = await sidesOf(repository.path, { kind: 'refs', base: 'HEAD', head: 'HEAD' });
  expect((await stat(join(head.root, 'link.py'))).isFile()).toBe(true);
  expect(await text(head.root, 'link.py')).toBe('one\n');
});
