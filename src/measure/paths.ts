/**
 * Small questions about files that several parts of `measure` ask.
 * What the answers mean is left to them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
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

/** Small texts that tools keep for themselves are read up to this size, in bytes. */
const MAX_TEXT = 16 * 1024 * 1024;

/** The text of a small plain file, or null when there is none: what else stands at its path holds no text of ours. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readPlain(path, MAX_TEXT)).toString('utf8');
  } catch (error) {
    if (error instanceof NotPlain || errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** What stands at a path is no plain file, or larger than what is read. */
export class NotPlain extends Error {}

/** A link stands on the way, where none may. */
export class Linked extends NotPlain {}

/** Whether links are followed; `refuse` is for paths that `realpath` gave, or that begin with one: a link on it came later. */
export type Links = 'follow' | 'refuse';

/**
 * A plain file's bytes: the one way to read what others may have made. Opening a pipe or a device that somebody laid there would wait for
 * ever, a file may grow while it is read, and a path that was checked may lead elsewhere by the time it is opened.
 *
 * @param most in bytes
 * @throws NotPlain with one clause; the file system's error where it cannot be opened
 */
export async function readPlain(path: string, most: number, links: Links = 'follow'): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | (links === 'refuse' ? constants.O_NOFOLLOW : 0);
  const file = await open(path, flags).catch((error: unknown) => {
    if (errorCode(error) === 'ELOOP') throw new Linked('it is a link');
    // So says the system of a socket.
    if (errorCode(error) === 'ENXIO') throw new NotPlain('it is no plain file');
    throw error;
  });
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new NotPlain('it is a folder');
    if (!found.isFile()) throw new NotPlain('it is no plain file');
    if (links === 'refuse' && !(await isOpenAt(file, path))) throw new Linked('a link stands on the way to it');
    if (found.size > most) {
      throw new NotPlain(`it has ${megabytes(found.size)} MiB, more than the ${megabytes(most)} MiB that are read`);
    }
    return await bytesOf(file, most);
  } finally {
    await file.close();
  }
}

/** Whether what is open lies where its path says. Linux tells it of the open file itself, which nobody can change any more. */
async function isOpenAt(file: FileHandle, path: string): Promise<boolean> {
  const place = await readlink(`/proc/self/fd/${String(file.fd)}`).catch(() => realpath(path));
  // A file that is written anew at the same time has lost its name to its successor.
  return place === path || place === `${path} (deleted)`;
}

async function bytesOf(file: FileHandle, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const room = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - length));
    const { bytesRead } = await file.read(room, 0, room.length, null);
    if (bytesRead === 0) return Buffer.concat(chunks);
    length += bytesRead;
    // Files under /proc have no size, and others grow.
    if (length > most) throw new NotPlain(`it holds more than the ${megabytes(most)} MiB that are read`);
    chunks.push(room.subarray(0, bytesRead));
  }
}

const CHUNK = 1024 * 1024;

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
