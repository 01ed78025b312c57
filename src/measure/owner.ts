/**
 * Who owns a private folder: a process, told apart from a later one that got the same number.
 * What is done with folders whose owner is gone is left to `runFolder.ts` and `cache.ts`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { errorCode, readIfThere, writeAtomically } from './paths.js';

const OWNER_FILE = 'owner.json';

const OwnerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });

/** Marks a folder as this process's own. */
export async function claim(folder: string): Promise<void> {
  const owner = { pid: process.pid, startedAt: await startOf(process.pid) };
  await writeAtomically(join(folder, OWNER_FILE), JSON.stringify(owner));
}

/** Whether the process that claimed a folder still runs; null when nobody claimed it (yet). */
export async function ownerLives(folder: string): Promise<boolean | null> {
  const text = await readIfThere(join(folder, OWNER_FILE));
  if (text === null) return null;
  const owner = OwnerSchema.safeParse(parsed(text));
  if (!owner.success) return false;
  return isAlive(owner.data.pid) && (await startOf(owner.data.pid)) === owner.data.startedAt;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, and not ours to ask.
    return errorCode(error) === 'EPERM';
  }
}

/**
 * When a process started, in whatever words the system has, to tell it from a later one of the same number.
 * Where the system does not say (macOS has no /proc), the number alone must do: then a leftover may stay until the
 * number is free again, but no living folder is ever removed.
 */
async function startOf(pid: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${String(pid)}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // Field 22, counted after the command's name, which stands in brackets and may hold anything.
    return `${boot.trim()}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return 'unknown';
  }
}
