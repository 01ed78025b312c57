/**
 * What is known of the user's repository, only ever read: where its objects are, its shape, its relevant settings.
 * Making checkouts from it is left to `store.ts` and `checkout.ts`.
 */
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../model/errors.js';
import type { Git } from './git.js';
import { exists, readIfThere } from './paths.js';

/** One git directory and what a private copy of it must know. */
export interface GitSource {
  readonly gitDir: string;
  /** Differs from `gitDir` in a linked worktree. */
  readonly commonDir: string;
  /** Absolute paths of all object stores, the repository's own first. */
  readonly objectStores: readonly string[];
  readonly objectFormat: string;
  readonly settings: readonly Setting[];
}

export interface Repository extends GitSource {
  /** Top of the working tree; null in a bare repository. */
  readonly top: string | null;
  /** Folder below `top` from which the question was asked, with forward slashes; empty at the top. */
  readonly prefix: string;
}

/** A setting of the repository's own configuration, includes followed. Values may be secrets: never written to disk. */
export interface Setting {
  readonly key: string;
  readonly value: string;
}

/** @throws InputError when the folder is not part of a git repository */
export async function openRepository(git: Git): Promise<Repository> {
  if (!(await exists(git.folder))) {
    throw new InputError(`The folder ${git.folder} does not exist: name a folder inside a git repository.`);
  }
  const inside = await git.ask(['rev-parse', '--is-inside-work-tree']);
  if (!inside.ok) {
    throw new InputError(
      `${git.folder} is not part of a git repository, so there are no two states of it to compare: run this inside one, or make one with 'git init' and commit.`,
    );
  }
  const source = await openGitDir(git);
  if (inside.text !== 'true') return { ...source, top: null, prefix: '' };
  const top = await realpath(await git.must(['rev-parse', '--show-toplevel']));
  const prefix = await git.must(['rev-parse', '--show-prefix']);
  return { ...source, top, prefix: prefix.replace(/\/$/, '') };
}

/** The facts of the git directory that `git` works in. */
export async function openGitDir(git: Git): Promise<GitSource> {
  const facts = await git.must(['rev-parse', '--absolute-git-dir', '--git-common-dir', '--show-object-format']);
  const [gitDir = '', common = '', objectFormat = 'sha1'] = facts.split('\n');
  const commonDir = resolve(git.folder, common);
  return {
    gitDir,
    commonDir,
    objectStores: await objectStores(join(commonDir, 'objects')),
    objectFormat,
    settings: await localSettings(git),
  };
}

/** A store and, flattened, all that it borrows from: a relative entry would mean something else from a copy. */
async function objectStores(store: string, known: ReadonlySet<string> = new Set()): Promise<readonly string[]> {
  const real = await realpath(store).catch(() => store);
  if (known.has(real)) return [];
  const found = [real];
  const text = (await readIfThere(join(store, 'info', 'alternates'))) ?? '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const borrowed = line.startsWith('"') ? (JSON.parse(line) as string) : line;
    const path = isAbsolute(borrowed) ? borrowed : resolve(store, borrowed);
    found.push(...(await objectStores(path, new Set([...known, ...found]))));
  }
  return [...new Set(found)];
}

async function localSettings(git: Git): Promise<readonly Setting[]> {
  const { text } = await git.ask(['config', '--list', '-z', '--show-scope']);
  const fields = text.split('\0');
  const settings: Setting[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const scope = fields[at];
    if (scope !== 'local' && scope !== 'worktree') continue;
    const [key = '', ...value] = (fields[at + 1] ?? '').split('\n');
    settings.push({ key, value: value.join('\n') });
  }
  return settings;
}

export function settingOf(source: GitSource, key: string): string | null {
  return source.settings.findLast((setting) => setting.key.toLowerCase() === key.toLowerCase())?.value ?? null;
}

/** The remote that missing objects come from: `origin`, else the only or first one; null when there is none. */
export function remoteOf(source: GitSource): string | null {
  const names = source.settings.flatMap(({ key }) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []);
  return names.includes('origin') ? 'origin' : (names[0] ?? null);
}

/** Content of a file of the git directory that worktrees share, such as `shallow`. */
export async function sharedFile(source: GitSource, name: string): Promise<string | null> {
  return readIfThere(join(source.commonDir, name));
}

/** Where relative remote addresses start. */
export function homeOf(source: GitSource): string {
  return 'top' in source && typeof source.top === 'string' ? source.top : dirname(source.commonDir);
}
