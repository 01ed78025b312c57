/**
 * The one private folder of a run, where everything temporary lives, and its removal whatever happens.
 * What lies in it is left to those who put it there.
 */
import { rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import { claim, ownerLives } from './owner.js';
import { isOwnFolder, listIfThere, removeTree } from './paths.js';

const PREFIX = 'scalene-gate-';
/** A folder without an owner is this old before it counts as left over: its maker needs a moment to sign it. */
const UNSIGNED_AGE_MS = 10 * 60 * 1000;

export interface RunFolder {
  /** Real, absolute path: symbolic links in it would make profiles name other paths than ours. */
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Makes a private folder (readable by this user only) and removes those of earlier runs that were killed.
 * @throws MeasureError when the temporary folder cannot be written
 */
export async function makeRunFolder(parent: string = tmpdir()): Promise<RunFolder> {
  await removeLeftovers(parent);
  const path = await privateFolder(parent);
  // A process that exits without unwinding (process.exit in an edge, an uncaught error) still tidies up.
  const removeNow = (): void => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path,
    async remove() {
      await removeTree(path);
      process.off('exit', removeNow);
    },
  };
}

async function privateFolder(parent: string): Promise<string> {
  try {
    const path = await realpath(await mkdtemp(join(parent, PREFIX)));
    await claim(path);
    await mkdir(join(path, 'tmp'));
    return path;
  } catch (error) {
    throw new MeasureError(
      `No private folder could be made in ${parent} (${error instanceof Error ? error.message : String(error)}): free some space there, or set TMPDIR to a folder that can be written.`,
      { cause: error },
    );
  }
}

/** Removes private folders whose process is gone: it was killed too hard to tidy up. */
export async function removeLeftovers(parent: string): Promise<void> {
  const names = await listIfThere(parent);
  const ours = names.filter((name) => name.startsWith(PREFIX)).map((name) => join(parent, name));
  await Promise.all(ours.map(removeIfLeft));
}

async function removeIfLeft(folder: string): Promise<void> {
  // Others may write beside it: a link of that name would lead the removal to its target.
  const found = (await isOwnFolder(folder)) ? await lstat(folder).catch(() => null) : null;
  if (found === null) return;
  const lives = await ownerLives(folder);
  if (lives === true) return;
  if (lives === null && Date.now() - found.mtimeMs < UNSIGNED_AGE_MS) return;
  // Another tool may be removing the same one: whoever comes second has nothing left to do.
  await removeTree(folder).catch(() => undefined);
}
