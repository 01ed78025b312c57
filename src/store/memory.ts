/**
 * Keeps entries for the life of the process, bounded in number and bytes.
 * Keeping them longer is left to the SQLite store.
 */
import type { EntrySummary, StoredEntry } from './entry.js';
import { summaryFacts } from './summary.js';
import {
  cursorSeq,
  entryBytes,
  newId,
  tooLarge,
  type Documents,
  type EntryPage,
  type HistoryPoint,
  type ListQuery,
  type NewEntry,
  type ProfileStore,
  type StoreLimits,
} from './store.js';

interface Kept {
  readonly seq: number;
  readonly entry: StoredEntry;
  readonly summary: EntrySummary;
  readonly documents: Documents;
  readonly bytes: number;
}

/** A store that forgets at the end of the process. `now` gives milliseconds since the epoch. */
export class MemoryStore implements ProfileStore {
  readonly description: string;
  /** In the order of saving: a Map keeps it. */
  readonly #kept = new Map<string, Kept>();
  #seq = 0;

  constructor(
    private readonly limits: StoreLimits,
    private readonly now: () => number = Date.now,
  ) {
    this.description = `in memory, until this server ends, at most ${String(limits.maxEntries)} entries`;
  }

  save(entry: NewEntry): Promise<StoredEntry> {
    return settled(() => this.#save(entry));
  }

  #save({ body, documents, peakMb }: NewEntry): StoredEntry {
    const bytes = entryBytes(JSON.stringify(body), documents);
    if (bytes > this.limits.maxBytes) throw tooLarge(bytes, this.limits.maxBytes);
    const createdAt = this.now();
    const stored: StoredEntry = { ...structuredClone(body), id: newId(body.kind), createdAt };
    const summary: EntrySummary = {
      id: stored.id,
      kind: body.kind,
      createdAt,
      label: body.label ?? null,
      ...summaryFacts(body, peakMb),
    };
    this.#seq += 1;
    this.#kept.set(stored.id, { seq: this.#seq, entry: stored, summary, documents: new Map(documents), bytes });
    this.#makeRoom(stored.id);
    return stored;
  }

  find(reference: string): Promise<StoredEntry | null> {
    return settled(() => {
      const byId = this.#kept.get(reference);
      if (byId !== undefined) return byId.entry;
      return this.#newestFirst().find((kept) => kept.summary.label === reference)?.entry ?? null;
    });
  }

  document(id: string, name: string): Promise<Uint8Array | null> {
    return settled(() => this.#kept.get(id)?.documents.get(name) ?? null);
  }

  list(query: ListQuery): Promise<EntryPage> {
    return settled(() => {
      const matching = this.#newestFirst().filter(
        ({ summary }) =>
          (query.kinds === undefined || query.kinds.includes(summary.kind)) &&
          (query.program === undefined || summary.program === query.program),
      );
      const before = query.cursor === undefined ? Infinity : cursorSeq(query.cursor);
      const rest = matching.filter((kept) => kept.seq < before);
      const page = rest.slice(0, query.limit);
      const last = page.at(-1);
      return {
        entries: page.map((kept) => kept.summary),
        total: matching.length,
        next: rest.length > page.length && last !== undefined ? String(last.seq) : null,
      };
    });
  }

  history(program: string, limit: number): Promise<readonly HistoryPoint[]> {
    return settled(() => {
      const points = new Map<string, HistoryPoint>();
      for (const { summary } of this.#newestFirst()) {
        if (summary.program !== program || !hasCleanCommit(summary)) continue;
        const known = points.get(summary.commit);
        points.set(summary.commit, {
          commit: summary.commit,
          entry: known?.entry ?? summary,
          entries: (known?.entries ?? 0) + 1,
        });
      }
      return [...points.values()].slice(0, limit);
    });
  }

  close(): Promise<void> {
    return settled(() => {
      this.#kept.clear();
    });
  }

  #newestFirst(): Kept[] {
    return [...this.#kept.values()].reverse();
  }

  /** Lets the oldest go, those without a label first, and never the one just saved. */
  #makeRoom(newest: string): void {
    const oldestFirst = [...this.#kept.values()].sort(
      (a, b) => Number(a.summary.label !== null) - Number(b.summary.label !== null) || a.seq - b.seq,
    );
    let bytes = oldestFirst.reduce((sum, kept) => sum + kept.bytes, 0);
    for (const kept of oldestFirst) {
      if (this.#kept.size <= this.limits.maxEntries && bytes <= this.limits.maxBytes) return;
      if (kept.entry.id === newest) continue;
      this.#kept.delete(kept.entry.id);
      bytes -= kept.bytes;
    }
  }
}

function hasCleanCommit(summary: EntrySummary): summary is EntrySummary & { readonly commit: string } {
  return summary.commit !== null && !summary.dirty && summary.kind !== 'comparison';
}

/** Runs `work` now and gives its outcome as a promise, errors included. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
