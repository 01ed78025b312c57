/**
 * Reads one file that Scalene wrote, packed or not, wherever it lies.
 * The profiles of a measurement folder, which may come from anyone, are left to `readFolder.ts`.
 */
import { readFile } from 'node:fs/promises';
import { InputError } from '../model/errors.js';
import type { Profile } from '../profile/model.js';
import { parseProfileBytes } from '../profile/parse.js';
import { errorCode } from './paths.js';
import { unpacked } from './readFolder.js';

/**
 * @param root folder to strip from the paths in it
 * @throws InputError when it cannot be read, is damaged, or holds no profile
 */
export async function readProfileFile(path: string, root?: string): Promise<Profile> {
  const parsed = parseProfileBytes(await bytesOf(path), root === undefined ? {} : { root });
  if (parsed.outcome === 'ok') return parsed.profile;
  throw new InputError(`${path} holds no profile to use: ${parsed.message}`);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await unpacked(path, await readFile(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const why = errorCode(error) === 'ENOENT' ? 'there is no such file' : (errorCode(error) ?? 'unreadable');
    throw new InputError(`The profile ${path} cannot be read (${why}); name a JSON file that Scalene wrote.`, {
      cause: error,
    });
  }
}
