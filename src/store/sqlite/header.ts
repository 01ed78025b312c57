/**
 * Reads a store file's first hundred bytes, so that a foreign, damaged or newer file is refused before SQLite opens it.
 * Offsets after https://www.sqlite.org/fileformat.html#the_database_header; the rest of the file is left to SQLite.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../../model/errors.js';
import { errorCode } from './errors.js';

/** Marks our files (`PRAGMA application_id`): "ScMA" in ASCII. */
export const APPLICATION_ID = 0x53634d41;
/** Layout of the tables (`PRAGMA user_version`): the newest that this program reads, and the one it writes. */
export const STORE_VERSION = 1;

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

export type StoreFileState = 'missing' | 'ready';

/** Whether there is a store at `path`. Throws InputError with what is wrong when there is something else. */
export function inspectStoreFile(path: string): StoreFileState {
  const header = readHeader(path);
  if (header === null || header.byteLength === 0) return 'missing';
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw notAStore(path, 'it is not a SQLite database');
  if (header.byteLength < HEADER_BYTES) throw damaged(path, 'its header is cut off');
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw notAStore(path, 'it is the database of another program');
  const version = header.readUInt32BE(60);
  if (version > STORE_VERSION) throw newer(path, version);
  return 'ready';
}

/** The sentence for a file that SQLite could not make sense of. The file is left as it is. */
export function damaged(path: string, why: string): InputError {
  return new InputError(
    `The store ${path} is damaged (${why}) and was left as it is: move it away to start a new one, or pass another file with --store.`,
  );
}

function notAStore(path: string, why: string): InputError {
  return new InputError(
    `${path} is not a profile store (${why}) and was left as it is: pass another file with --store.`,
  );
}

function newer(path: string, version: number): InputError {
  return new InputError(
    `The store ${path} was written by a newer version of this program (layout ${String(version)}, this one reads up to ` +
      `${String(STORE_VERSION)}) and was left as it is: update scalene-mcp-action, or pass another file with --store.`,
  );
}

function readHeader(path: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw unreadable(path, error);
  }
  try {
    if (!fstatSync(descriptor).isFile()) throw notAStore(path, 'it is not a regular file');
    const buffer = Buffer.alloc(HEADER_BYTES);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

function unreadable(path: string, error: unknown): InputError {
  const why = errorCode(error) ?? String(error);
  return new InputError(
    `The store ${path} cannot be read (${why}): mend its permissions, or pass another file with --store.`,
    {
      cause: error,
    },
  );
}
