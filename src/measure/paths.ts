/**
 * Small questions about files that several parts of `measure` ask.
 * What the answers mean is left to them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The text of a file, or null when it is not there. */
export async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  });
}

/** What stands at a path is no plain file, or larger than what is read. */
export class NotPlain extends Error {}

/**
 * A plain file's bytes. Opening a pipe or a device that somebody else laid there would wait for ever, and a link is only followed where the
 * caller allows it.
 *
 * @param most in bytes
 * @throws NotPlain with one clause; the file system's error where it cannot be opened
 */
export async function readPlain(path: string, most: number, links: 'follow' | 'refuse' = 'follow'): Promise<Buffer> {
  const file = await open(
    path,
    constants.O_RDONLY | constants.O_NONBLOCK | (links === 'refuse' ? constants.O_NOFOLLOW : 0),
  );
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new NotPlain('it is no plain file');
    if (found.size > most) {
      throw new NotPlain(`it has ${megabytes(found.size)} MiB, more than the ${megabytes(most)} MiB that are read`);
    }
    return await file.readFile();
  } catch (error) {
    if (errorCode(error) === 'EISDIR') throw new NotPlain('it is a folder');
    throw error;
  } finally {
    await file.close();
  }
}

function megabytes(bytes: number): string {
  return String(Math.round(bytes / 1024 / 1024));
}

export async function listIfThere(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

/** Whether `path` is `folder` or below it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/**
 * Whether `path` is a folder of this user's own, and no link to one: in a folder where others may write, only such a thing may be
 * removed or trusted.
 */
export async function isOwnFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

/**
 * A word for everything below a folder that changes with it: names, kinds, sizes and the times of change, which no program can set back.
 * Links are not followed.
 */
export async function stateOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((path) => lstat(path, { bigint: true })));
    found.forEach(({ mode, size, ctimeNs }, index) => {
      hash.update(`${relative(folder, some[index] ?? '')}\0${String(mode)}\0${String(size)}\0${String(ctimeNs)}\n`);
    });
  }
  return hash.digest('hex');
}

/** Files that are asked after at a time. */
const AT_ONCE = 256;

/** Writes a file so that readers see the old or the new content, never a part. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Removes a folder and all below it, also where a program took the right to write from a folder of its own. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await makeWritable(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700).catch(() => undefined);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
}

/** Short name for a set of facts: equal facts, equal name. */
export function fingerprint(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 20);
}

/** `ENOENT` and the like, from whatever was thrown. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Makes sure that a folder is there and empty. */
export async function freshFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await removeTree(path);
    await mkdir(path);
  }
}
