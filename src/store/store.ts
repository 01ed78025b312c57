/**
 * The one interface behind which profiles, measurements and comparisons are kept, whatever keeps them.
 * What the entries mean, and reading their documents, is left to the callers.
 */
import { randomBytes } from 'node:crypto';
import { InputError } from '../model/errors.js';
import type { EntryBody, EntryKind, EntrySummary, StoredEntry } from './entry.js';

/** Named bytes that belong to an entry, such as a gzipped profile under the path that its run names. */
export type Documents = ReadonlyMap<string, Uint8Array>;

export interface NewEntry {
  readonly body: EntryBody;
  readonly documents: Documents;
  /** Peak footprint in MiB where the caller knows it from the profiles, for lists and history. */
  readonly peakMb: number | null;
}

export interface ListQuery {
  /** Only these kinds; all when missing. */
  readonly kinds?: readonly EntryKind[];
  /** Only entries of this program, as `programText` writes it. */
  readonly program?: string;
  /** At most this many, newest first. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface EntryPage {
  readonly entries: readonly EntrySummary[];
  /** How many entries match in all. */
  readonly total: number;
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** What a program cost at one commit: its newest profile or measurement there. */
export interface HistoryPoint {
  readonly commit: string;
  readonly entry: EntrySummary;
  /** How many entries there are of the program at this commit. */
  readonly entries: number;
}

/** How much a store keeps before the oldest entries give way (those with a label last). */
export interface StoreLimits {
  readonly maxEntries: number;
  /** Bytes of documents and bodies together. */
  readonly maxBytes: number;
}

/**
 * Keeps entries. Every promise settles after the work is done: a `save` that resolved is on disk, where there is a disk.
 * All methods throw InputError when the store cannot be used.
 */
export interface ProfileStore {
  /** One phrase for people: where things are kept, and how many at most. */
  readonly description: string;
  save(entry: NewEntry): Promise<StoredEntry>;
  /** The entry with this id, else the newest that carries it as a label; null when there is none. */
  find(reference: string): Promise<StoredEntry | null>;
  /** A document of an entry; null when the entry or the document is not there. */
  document(id: string, name: string): Promise<Uint8Array | null>;
  list(query: ListQuery): Promise<EntryPage>;
  /** The commits at which `program` was profiled or measured without uncommitted changes, newest first. */
  history(program: string, limit: number): Promise<readonly HistoryPoint[]>;
  close(): Promise<void>;
}

const PREFIX: { readonly [Kind in EntryKind]: string } = { profile: 'p', measurement: 'm', comparison: 'c' };

/** A fresh handle, such as `p_7kq2m0x4tz`: 50 random bits, short enough for a model to repeat without a slip. */
export function newId(kind: EntryKind): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const letters = [...randomBytes(10)].map((byte) => alphabet[byte % alphabet.length] ?? '');
  return `${PREFIX[kind]}_${letters.join('')}`;
}

/** Bytes that an entry counts for under `maxBytes`. */
export function entryBytes(bodyText: string, documents: Documents): number {
  let bytes = Buffer.byteLength(bodyText);
  for (const document of documents.values()) bytes += document.byteLength;
  return bytes;
}

/** Position in a list that a cursor stands for. Throws InputError when it is not one of ours. */
export function cursorSeq(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new InputError(
    `The cursor "${cursor.slice(0, 40)}" is not one that a list gave: leave it out to start at the newest.`,
  );
}

/** Why an entry that alone exceeds `maxBytes` is refused. */
export function tooLarge(bytes: number, maxBytes: number): InputError {
  const mib = (amount: number): string => (amount / 2 ** 20).toFixed(0);
  return new InputError(
    `This result is too large to keep (${mib(bytes)} MiB, and the store holds ${mib(maxBytes)} MiB): ` +
      'profile fewer files with "only", or start the server with a larger --max-store-mb.',
  );
}
