/**
 * Guards the files through which a step gives the runner orders (outputs, environment, path, state, summary): what the
 * measured program wrote there is taken out again and reported. It notices and repairs; it is no wall (see SECURITY.md).
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from '../measure/paths.js';

/** Variables that name the runner's command files. */
const COMMAND_FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;

/** Files of the checkout that tell git what to run: it is asked again for the next program. */
const GIT_FILES = ['config', 'config.worktree', 'info/attributes', 'objects/info/alternates'] as const;

/** What was guarded, as a reader knows it: a variable's name, or a file of git's. */
export type CommandFile = (typeof COMMAND_FILES)[number] | `git's ${string}`;

interface Guarded {
  readonly name: CommandFile;
  readonly path: string;
  /** Null where there was no such file. */
  readonly content: Buffer | null;
}

export interface CommandFileGuard {
  /** Puts the files back as they were. @returns the variables whose files had been changed */
  restore(): Promise<readonly CommandFile[]>;
}

/** Notes what the command files, and those by which git is told what to run, hold before anything untrusted runs. */
export async function guardCommandFiles(env: Readonly<Record<string, string | undefined>>): Promise<CommandFileGuard> {
  const named = [
    ...COMMAND_FILES.map((name) => ({ name, path: env[name] })),
    ...gitFiles(env).map((path) => ({ name: `git's ${basename(path)}` as const, path })),
  ];
  const guarded = await Promise.all(
    named.map(async ({ name, path }): Promise<Guarded | null> => {
      if (path === undefined || path === '') return null;
      const found = await read(path, Infinity);
      return { name, path, content: found === 'other' ? null : found };
    }),
  );
  return {
    async restore() {
      const changed = await Promise.all(guarded.map((file) => (file === null ? null : restoreFile(file))));
      return changed.filter((name) => name !== null);
    },
  };
}

function gitFiles(env: Readonly<Record<string, string | undefined>>): string[] {
  const workspace = env['GITHUB_WORKSPACE'];
  return workspace === undefined ? [] : GIT_FILES.map((name) => join(workspace, '.git', name));
}

async function restoreFile({ name, path, content }: Guarded): Promise<CommandFile | null> {
  const now = await read(path, content?.length ?? 0);
  if (now !== 'other' && (now === null ? content === null : content?.equals(now))) return null;
  // Made anew and put in its place at once: whatever stands there (a pipe, a link, a folder) is never opened.
  await rm(path, { recursive: true, force: true });
  if (content === null && name.startsWith('git')) return name;
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, content ?? '', { flag: 'wx' });
  await rename(fresh, path);
  return name;
}

/**
 * What a file holds; null where there is none; `other` for what is no file, or holds more than `most` bytes. Opening a pipe that
 * nobody writes to would wait for ever, and a link may lead anywhere.
 */
async function read(path: string, most: number): Promise<Buffer | null | 'other'> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? null : 'other';
  }
  try {
    const found = await file.stat();
    return found.isFile() && found.size <= most ? await file.readFile() : 'other';
  } finally {
    await file.close();
  }
}
