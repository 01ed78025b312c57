/**
 * A folder of finished things that are dear to make, such as environments: made once, found again by a name that says
 * all they depend on. What the things are is left to `scaleneEnv.ts` and `sideEnv.ts`.
 *
 * A thing is built where it stays (virtual environments cannot be moved) under a name of its own, and a small file
 * then points to it at once: readers see a whole thing or none, and two tools that build the same disturb nobody.
 */
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { MeasureError } from '../model/errors.js';
import { claim, ownerLives } from './owner.js';
import { isOwnFolder, listIfThere, readIfThere, removeTree, stateOf, writeAtomically } from './paths.js';

/** What nobody used for so long is removed, in days. */
const UNUSED_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

const PointerSchema = z.object({
  folder: z.string().regex(/^[\w.-]+$/),
  /** State of the thing when it was finished; older pointers have none, and lead to nothing. */
  state: z.string(),
});
type Pointer = z.infer<typeof PointerSchema>;

export interface Cache {
  readonly folder: string;
  /** The finished thing of this name, if nothing was written into it since; else null. */
  find(name: string): Promise<string | null>;
  /** A new, empty folder to build a thing in. It is not found by anyone until `keep`. */
  begin(name: string): Promise<string>;
  /** Makes a finished thing known by its name. */
  keep(name: string, folder: string): Promise<void>;
  /** Removes a thing that was begun or kept. */
  drop(name: string, folder: string): Promise<void>;
}

/** @throws MeasureError when the folder cannot be made */
export async function openCache(root: string): Promise<Cache> {
  const folder = join(root, 'envs');
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new MeasureError(
      `The cache folder ${folder} cannot be made (${error instanceof Error ? error.message : String(error)}): make it writable, or set SCALENE_CACHE_DIR to another folder.`,
      { cause: error },
    );
  }
  await prune(folder);
  const pointer = (name: string): string => join(folder, `${name}.json`);
  return {
    folder,
    async find(name) {
      const target = await pointedTo(pointer(name));
      if (target === null || !(await isUntouched(join(folder, target.folder), target.state))) return null;
      // So that pruning sees that it is in use.
      const now = new Date();
      await utimes(pointer(name), now, now).catch(() => undefined);
      return join(folder, target.folder);
    },
    async begin(name) {
      const path = join(folder, `${name}-${randomBytes(4).toString('hex')}`);
      await mkdir(path);
      await claim(path);
      return path;
    },
    async keep(name, path) {
      const kept: Pointer = { folder: basename(path), state: await stateOf(path) };
      await writeAtomically(pointer(name), JSON.stringify(kept));
    },
    async drop(name, path) {
      if ((await pointedTo(pointer(name)))?.folder === basename(path)) await rm(pointer(name), { force: true });
      await removeTree(path);
    },
  };
}

/** Programs run in such an environment, and one of another commit could have left something in it. */
async function isUntouched(path: string, state: string): Promise<boolean> {
  return (await isOwnFolder(path)) && (await stateOf(path)) === state;
}

async function pointedTo(path: string): Promise<Pointer | null> {
  try {
    return PointerSchema.parse(JSON.parse((await readIfThere(path)) ?? ''));
  } catch {
    return null;
  }
}

/** Removes what was never finished by a process that is gone, and what nobody used for long. */
async function prune(folder: string): Promise<void> {
  const names = await listIfThere(folder);
  const used = new Set<string>();
  for (const name of names.filter((entry) => entry.endsWith('.json'))) {
    const path = join(folder, name);
    const target = await pointedTo(path);
    const found = await stat(path).catch(() => null);
    if (target !== null && found !== null && Date.now() - found.mtimeMs < UNUSED_DAYS * DAY_MS) used.add(target.folder);
    else await rm(path, { force: true });
  }
  const unused = names.filter((name) => !name.endsWith('.json') && !name.endsWith('.tmp') && !used.has(name));
  for (const name of unused) {
    const path = join(folder, name);
    const found = (await isOwnFolder(path)) ? await stat(path).catch(() => null) : null;
    if (found === null) continue;
    // A younger one may be in use by somebody who found it before it was replaced.
    if (Date.now() - found.mtimeMs < DAY_MS) continue;
    // One that is being begun at this very moment has no owner yet.
    if ((await ownerLives(path)) === false) await removeTree(path).catch(() => undefined);
  }
}
