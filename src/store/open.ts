/**
 * Chooses the store: a file where one is named, else memory.
 * What each keeps and how is left to the stores.
 */
import { LazyStore } from './lazy.js';
import { MemoryStore } from './memory.js';
import { SqliteStore } from './sqlite/store.js';
import type { ProfileStore, StoreLimits } from './store.js';

/** Kept in memory by default: a handful of profiles of a real program, well within the server's 150 MB. */
export const MEMORY_LIMITS: StoreLimits = { maxEntries: 100, maxBytes: 48 * 2 ** 20 };
/** Kept in a file by default. */
export const FILE_LIMITS: StoreLimits = { maxEntries: 2_000, maxBytes: 1024 * 2 ** 20 };

/**
 * The store for a server: what is wrong at first sight is said at once, the rest when it is first used.
 * Throws InputError for a file that is not ours, newer, or cannot be.
 */
export function serverStore(file: string | undefined, limits: Partial<StoreLimits> = {}): LazyStore {
  if (file === undefined) {
    const memory = new MemoryStore({ ...MEMORY_LIMITS, ...limits });
    return new LazyStore(memory.description, () => Promise.resolve(memory));
  }
  const all = { ...FILE_LIMITS, ...limits };
  return new LazyStore(SqliteStore.describe(file, all), () => SqliteStore.open(file, all));
}

/** Opens the store. Throws InputError when `file` cannot be used. */
export async function openStore(file: string | undefined, limits: Partial<StoreLimits> = {}): Promise<ProfileStore> {
  if (file === undefined) return new MemoryStore({ ...MEMORY_LIMITS, ...limits });
  return SqliteStore.open(file, { ...FILE_LIMITS, ...limits });
}
