/**
 * Real git repositories for tests, in temporary folders, with nothing of the developer's configuration.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readFile, readdir, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** What a developer's own git configuration and identity would bring in. */
export const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
};

export type Files = Readonly<Record<string, string | null>>;

export interface TestRepository {
  readonly path: string;
  /** Runs git in it and gives what it printed. */
  git(...args: string[]): Promise<string>;
  /** Writes files; null removes one. */
  write(files: Files): Promise<void>;
  /** Writes files and commits everything; gives the commit. */
  commit(files: Files, message?: string): Promise<string>;
}

const made: string[] = [];

/** A temporary folder that `removeTestFolders` removes. */
export async function testFolder(name = 'measure-test-'): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), name)));
  made.push(path);
  return path;
}

/** To be called after all tests of a file. */
export async function removeTestFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true })));
}

/** A repository in a new folder, with the branch main and no commit. */
export async function makeRepository(name = 'repo', options: readonly string[] = []): Promise<TestRepository> {
  const path = join(await testFolder(), name);
  await mkdir(path, { recursive: true });
  const repository = repositoryAt(path);
  await repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}

/** A clone, over the same protocol as from a server. */
export async function cloneOf(source: TestRepository, ...options: string[]): Promise<TestRepository> {
  const path = join(await testFolder(), 'clone');
  const protocol = ['-c', 'protocol.file.allow=always'];
  await execa('git', [...protocol, 'clone', '--quiet', ...options, `file://${source.path}`, path], { env: GIT_ENV });
  return repositoryAt(path);
}

export function repositoryAt(path: string): TestRepository {
  const git = async (...args: string[]): Promise<string> =>
    (await execa('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: path, env: GIT_ENV })).stdout;
  const write = async (files: Files): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      if (text === null) await rm(file);
      else await writeFile(file, text);
    }
  };
  return {
    path,
    git,
    write,
    async commit(files, message = 'A change') {
      await write(files);
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** One line per file below a folder, with a digest of what is in it: equal listings, untouched folder. */
export async function contentOf(folder: string): Promise<string> {
  const lines: string[] = [];
  const walk = async (path: string): Promise<void> => {
    for (const name of (await readdir(path)).sort()) {
      const at = join(path, name);
      const found = await lstat(at);
      if (found.isDirectory()) await walk(at);
      else lines.push(`${at} ${found.isSymbolicLink() ? await readlink(at) : digest(await readFile(at))}`);
    }
  };
  await walk(folder);
  return lines.join('\n');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
