/**
 * Scalene keeps small files in /tmp, whatever TMPDIR says, and a killed run leaves them there. The launcher
 * removes those of the processes that it saw; these are what it did not see, or did not live to remove.
 * Everything else that is temporary lives in the run's private folder (`runFolder.ts`).
 */
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listIfThere } from './paths.js';

const FOLDER = '/tmp';
/** Named after the process that is profiled. */
const LEFT = /^scalene-(?:malloc|memcpy)-(?:init|lock|signal)(\d+)$/;

/** Removes such files of this user whose process is gone. */
export async function removeScaleneLeftovers(): Promise<void> {
  for (const name of await listIfThere(FOLDER)) {
    const pid = LEFT.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(FOLDER, name);
    const found = await lstat(path).catch(() => null);
    if (found?.isFile() && found.uid === process.getuid?.()) await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
