/**
 * Keeps entries in one SQLite file that several servers may use at once.
 * Each operation is one locked transaction on a fresh connection, so that a killed process can lose only what it had not
 * confirmed; locks, engine, tables and statements are left to the modules beside this one.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { InputError, UserError } from '../../model/errors.js';
import type { StoredEntry } from '../entry.js';
import {
  entryBytes,
  newId,
  tooLarge,
  type EntryPage,
  type HistoryPoint,
  type ListQuery,
  type NewEntry,
  type ProfileStore,
  type StoreLimits,
} from '../store.js';
import { inTransaction, withConnection, type Database } from './engine.js';
import { damaged, inspectStoreFile } from './header.js';
import { sweep, withLock } from './lock.js';
import { insertEntry, makeRoom, selectDocument, selectEntry, selectHistory, selectPage } from './rows.js';
import { createStoreFile } from './schema.js';

/** How long another server may keep the file before a call gives up, in milliseconds. */
const LOCK_WAIT_MS = 10_000;
/** Files up to this size are checked page by page when they are first used (about 0.5 ms for each MiB). */
const FULL_CHECK_BYTES = 512 * 2 ** 20;

export class SqliteStore implements ProfileStore {
  readonly description: string;
  readonly #file: string;
  /** One operation at a time in this process: the next starts when this settles. */
  #last: Promise<unknown> = Promise.resolve();
  #checked = false;

  private constructor(
    file: string,
    private readonly limits: StoreLimits,
    private readonly now: () => number,
  ) {
    this.#file = file;
    this.description = descriptionOf(file, limits);
  }

  /** What a store at `file` would call itself. Throws InputError for a file that is not ours, newer, or cannot be. */
  static describe(file: string, limits: StoreLimits): string {
    const path = realPath(file);
    inspectStoreFile(path);
    return descriptionOf(path, limits);
  }

  /** Opens or makes the store at `file`. Throws InputError when that is not possible; the file is then left as it was. */
  static async open(file: string, limits: StoreLimits, now: () => number = Date.now): Promise<SqliteStore> {
    const store = new SqliteStore(realPath(file), limits, now);
    // Before the lock: a foreign or newer file gets no lock folder beside it.
    inspectStoreFile(store.#file);
    sweep(store.#lockPath);
    await store.#run(() => undefined);
    return store;
  }

  get #lockPath(): string {
    return `${this.#file}.owner`;
  }

  async save(entry: NewEntry): Promise<StoredEntry> {
    const bytes = entryBytes(JSON.stringify(entry.body), entry.documents);
    if (bytes > this.limits.maxBytes) throw tooLarge(bytes, this.limits.maxBytes);
    const stored: StoredEntry = { ...structuredClone(entry.body), id: newId(entry.body.kind), createdAt: this.now() };
    return this.#run((database) => {
      insertEntry(database, stored, entry, bytes);
      makeRoom(database, stored.id, this.limits);
      return stored;
    });
  }

  find(reference: string): Promise<StoredEntry | null> {
    return this.#run((database) => selectEntry(database, reference));
  }

  document(id: string, name: string): Promise<Uint8Array | null> {
    return this.#run((database) => selectDocument(database, id, name));
  }

  list(query: ListQuery): Promise<EntryPage> {
    return this.#run((database) => selectPage(database, query));
  }

  history(program: string, limit: number): Promise<readonly HistoryPoint[]> {
    return this.#run((database) => selectHistory(database, program, limit));
  }

  async close(): Promise<void> {
    await this.#last;
  }

  /** Runs `work` in a transaction of its own, after whatever this process has begun on the file. */
  #run<T>(work: (database: Database) => T): Promise<T> {
    const next = this.#last.then(() => withLock(this.#lockPath, LOCK_WAIT_MS, () => this.#transaction(work)));
    this.#last = next.catch(() => undefined);
    return next;
  }

  #transaction<T>(work: (database: Database) => T): T {
    if (inspectStoreFile(this.#file) === 'missing') createStoreFile(this.#file);
    try {
      return withConnection(this.#file, (database) => {
        this.#check(database);
        return inTransaction(database, () => work(database));
      });
    } catch (error) {
      throw this.#explained(error);
    }
  }

  /** Once for each process, before anything is written: is every page of the file as it should be? */
  #check(database: Database): void {
    if (this.#checked) return;
    if (statSync(this.#file).size <= FULL_CHECK_BYTES) {
      const [first] = database.all('PRAGMA quick_check(1)');
      const found = Object.values(first ?? {}).join('');
      if (found !== 'ok') throw damaged(this.#file, 'SQLite finds its pages inconsistent');
    }
    this.#checked = true;
  }

  #explained(error: unknown): unknown {
    if (error instanceof UserError) return error;
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return damaged(this.#file, 'an entry cannot be read');
    const message = error instanceof Error ? error.message : String(error);
    if (/malformed|not a database|disk image/i.test(message)) return damaged(this.#file, message);
    return new InputError(
      `The store ${this.#file} could not be used (${message}): check that there is room on its disk and that it may be written, or pass another file with --store.`,
      { cause: error },
    );
  }
}

function descriptionOf(file: string, { maxEntries }: StoreLimits): string {
  return `in ${file}, at most ${String(maxEntries)} entries`;
}

/** The path with links resolved, so that two names of one file share one lock. */
function realPath(file: string): string {
  const path = resolve(file);
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new InputError(
      `The store ${path} cannot be made (there is no folder ${folder}): make it, or pass another file with --store.`,
    );
  }
  return join(realpathSync(folder), basename(path));
}
