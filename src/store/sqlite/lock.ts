/**
 * A lock between processes on one file, for the length of one transaction, that a killed holder cannot keep.
 * Node has no file locks; why this is sound without them is told in docs/adr/0040. Who may have ended is left to `owner.ts`.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../model/errors.js';
import { errorCode } from './errors.js';
import { hasEnded, ownerName, parseOwner, thisOwner } from './owner.js';

/** Runs `work` while this process alone holds `path`. Throws InputError when another keeps it longer than `waitMs`. */
export async function withLock<T>(path: string, waitMs: number, work: () => T): Promise<T> {
  const name = await acquire(path, waitMs);
  try {
    return work();
  } finally {
    release(path, name);
  }
}

/** Removes what processes that ended left behind while they were taking the lock. */
export function sweep(path: string): void {
  const prefix = `${basename(path)}.`;
  for (const entry of readdirSync(dirname(path))) {
    if (!entry.startsWith(prefix)) continue;
    const owner = parseOwner(entry.slice(prefix.length));
    if (owner !== null && hasEnded(owner)) rmSync(join(dirname(path), entry), { recursive: true, force: true });
  }
}

/**
 * The lock is a folder with one file, named after its holder. It is made aside and renamed into place: a rename
 * succeeds only onto nothing or onto an empty folder, so the lock never exists without its holder's name in it.
 */
async function acquire(path: string, waitMs: number): Promise<string> {
  const name = ownerName(thisOwner());
  const aside = `${path}.${name}`;
  try {
    mkdirSync(aside);
    writeFileSync(join(aside, name), '');
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw new InputError(
      `The store cannot be locked in ${dirname(path)} (${errorCode(error) ?? String(error)}): make that folder writable, or pass another file with --store.`,
      { cause: error },
    );
  }
  const deadline = Date.now() + waitMs;
  try {
    while (!renamed(aside, path)) {
      breakIfEnded(path);
      if (Date.now() > deadline) throw heldTooLong(path, waitMs);
      // Spread out, so that several waiting processes do not try in step.
      await sleep(2 + Math.random() * 20);
    }
    return name;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/**
 * Frees a lock whose holder has ended. Only the ended holder's own file is removed, whose name nobody else uses, and the
 * folder only while it is empty; so a lock that someone took in the meantime stays.
 */
function breakIfEnded(path: string): void {
  for (const name of holders(path)) {
    const owner = parseOwner(name);
    if (owner !== null && hasEnded(owner)) release(path, name);
  }
}

function release(path: string, name: string): void {
  quietly(() => {
    unlinkSync(join(path, name));
  });
  quietly(() => {
    rmdirSync(path);
  });
}

function holders(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function heldTooLong(path: string, waitMs: number): InputError {
  const owner = holders(path)
    .map(parseOwner)
    .find((each) => each !== null);
  const who =
    owner === undefined ? 'Another process' : `Process ${String(owner.pid)} on ${owner.place.split('/')[0] ?? ''}`;
  return new InputError(
    `${who} has kept the store locked for ${String(waitMs / 1000)} s (${path}): end it, or remove that folder if it is no longer running, then try again.`,
  );
}

/** For clean-up steps that another process may have done first. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}
