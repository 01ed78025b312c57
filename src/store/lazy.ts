/**
 * A store that is opened when it is first asked for something, so that a server can greet its client before.
 * Opening it is left to whoever gives the function that does.
 */
import type { StoredEntry } from './entry.js';
import type { EntryPage, HistoryPoint, ListQuery, NewEntry, ProfileStore } from './store.js';

export class LazyStore implements ProfileStore {
  #opening: Promise<ProfileStore> | undefined;

  constructor(
    readonly description: string,
    private readonly open: () => Promise<ProfileStore>,
  ) {}

  /** The opened store. After a failure the next question tries again: another server may have ended meanwhile. */
  ready(): Promise<ProfileStore> {
    this.#opening ??= this.open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async save(entry: NewEntry): Promise<StoredEntry> {
    return (await this.ready()).save(entry);
  }

  async find(reference: string): Promise<StoredEntry | null> {
    return (await this.ready()).find(reference);
  }

  async document(id: string, name: string): Promise<Uint8Array | null> {
    return (await this.ready()).document(id, name);
  }

  async list(query: ListQuery): Promise<EntryPage> {
    return (await this.ready()).list(query);
  }

  async history(program: string, limit: number): Promise<readonly HistoryPoint[]> {
    return (await this.ready()).history(program, limit);
  }

  async close(): Promise<void> {
    const store = await this.#opening?.catch(() => null);
    await store?.close();
  }
}
