/**
 * The tables of a store file, and how a new file is made so that it is either whole or not there.
 * Reading and writing rows is left to `rows.ts`.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { APPLICATION_ID, STORE_VERSION } from './header.js';
import { inTransaction, withConnection } from './engine.js';

const TABLES = `
  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    label TEXT,
    program TEXT NOT NULL,
    commit_id TEXT,
    dirty INTEGER NOT NULL,
    outcome TEXT,
    cpu_sec REAL,
    peak_mb REAL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX entry_by_label ON entry (label, seq) WHERE label IS NOT NULL;
  CREATE INDEX entry_by_program ON entry (program, seq);
  CREATE TABLE document (
    entry INTEGER NOT NULL REFERENCES entry (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (entry, name)
  );
`;

/** Makes an empty store at `path`. The caller holds the lock; a half-made file never gets that name. */
export function createStoreFile(path: string): void {
  const aside = `${path}.new`;
  removeAll(aside);
  try {
    withConnection(aside, (database) => {
      database.exec('PRAGMA journal_mode=WAL');
      inTransaction(database, () => {
        database.exec(TABLES);
        database.exec(`PRAGMA application_id=${String(APPLICATION_ID)}`);
        database.exec(`PRAGMA user_version=${String(STORE_VERSION)}`);
      });
    });
    syncFile(aside);
    // A log of a store that somebody deleted would otherwise be replayed into the new one.
    for (const suffix of ['-wal', '-journal']) rmSync(`${path}${suffix}`, { force: true });
    renameSync(aside, path);
  } finally {
    removeAll(aside);
  }
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeAll(path: string): void {
  for (const suffix of ['', '-wal', '-journal', '.lock']) rmSync(`${path}${suffix}`, { recursive: true, force: true });
}
