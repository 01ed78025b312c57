/**
 * SQLite itself, as WebAssembly: opens one connection in the only mode in which this build survives a killed process.
 * Who may open when is left to `lock.ts`; the tables to `schema.ts`.
 */
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Sqlite from 'node-sqlite3-wasm';
import type { Database } from 'node-sqlite3-wasm';

export type { Database } from 'node-sqlite3-wasm';

/** Where the bundle keeps the engine's two files (scripts/build.mjs); run from source, the package is used. */
const BESIDE_BUNDLE = 'sqlite3/node-sqlite3-wasm.cjs';

let loaded: typeof Sqlite | undefined;

/** Loads the engine on first use: a server without `--store` does not pay for it. */
function sqlite(): typeof Sqlite {
  if (loaded === undefined) {
    const bundled = join(dirname(fileURLToPath(import.meta.url)), BESIDE_BUNDLE);
    const load = createRequire(import.meta.url);
    loaded = load(existsSync(bundled) ? bundled : 'node-sqlite3-wasm') as typeof Sqlite;
  }
  return loaded;
}

/**
 * Opens `path`, runs `work`, closes. The caller holds the store's lock.
 *
 * Write-ahead log with an exclusive connection: this build never rolls back a hot rollback journal (it takes its own
 * lock for another's), so a process killed in the middle of a commit would leave a damaged file; the log is replayed
 * or dropped on the next open whoever holds the lock. docs/adr/0040 tells how that was found.
 */
export function withConnection<T>(path: string, work: (database: Database) => T): T {
  // The engine's own lock folder: left by a killed process, since the store's lock says that nobody else is in here.
  rmSync(`${path}.lock`, { recursive: true, force: true });
  const database = new (sqlite().Database)(path);
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE');
    database.exec('PRAGMA synchronous=FULL');
    database.exec('PRAGMA cache_size=-1000');
    return work(database);
  } finally {
    database.close();
  }
}

/** Runs `work` in one transaction: all of it is on disk afterwards, or, when it throws, none. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
