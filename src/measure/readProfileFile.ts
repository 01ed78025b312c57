/**
 * Reads one file that Scalene wrote, packed or not, wherever it lies.
 * The profiles of a measurement folder, which may come from anyone, are left to `readFolder.ts`.
 */
import { InputError } from '../model/errors.js';
import type { Profile } from '../profile/model.js';
import { parseProfileBytes } from '../profile/parse.js';
import { errorCode, NotPlain, readPlain, type Links } from './paths.js';
import { MAX_PROFILE, unpacked } from './readFolder.js';

export interface Reading {
  /** Bytes that are read, packed or not. */
  readonly most: number;
  readonly links: Links;
}

/**
 * @param root folder to strip from the paths in it
 * @throws InputError when it cannot be read, is damaged, or holds no profile
 */
export async function readProfileFile(
  path: string,
  root?: string,
  reading: Reading = { most: MAX_PROFILE, links: 'follow' },
): Promise<Profile> {
  const parsed = parseProfileBytes(await bytesOf(path, reading), root === undefined ? {} : { root });
  if (parsed.outcome === 'ok') return parsed.profile;
  throw new InputError(`${path} holds no profile to use: ${parsed.message}`);
}

async function bytesOf(path: string, { most, links }: Reading): Promise<Uint8Array> {
  try {
    return await unpacked(path, await readPlain(path, most, links), most);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const why = error instanceof NotPlain ? error.message : reasonOf(errorCode(error));
    throw new InputError(`The profile ${path} cannot be read (${why}); name a JSON file that Scalene wrote.`, {
      cause: error,
    });
  }
}

function reasonOf(code: string | undefined): string {
  return code === 'ENOENT' ? 'there is no such file' : (code ?? 'unreadable');
}
