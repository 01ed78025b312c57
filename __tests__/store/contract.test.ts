// What every store promises, asked of each kind in turn.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../src/store/memory.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import type { ProfileStore, StoreLimits } from '../../src/store/store.js';
import { comparisonEntry, measurementEntry, profileEntry } from './entries.js';

const LIMITS: StoreLimits = { maxEntries: 100, maxBytes: 2 ** 20 };

let folder: string;
let clock: number;
const now = (): number => (clock += 1000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  clock = 1_700_000_000_000;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const KINDS: readonly [string, (limits: StoreLimits) => Promise<ProfileStore>][] = [
  ['memory', (limits) => Promise.resolve(new MemoryStore(limits, now))],
  ['SQLite', (limits) => SqliteStore.open(join(folder, 'profiles.db'), limits, now)],
];

describe.each(KINDS)('the %s store', (_name, open) => {
  it('gives back what was saved, with a handle and the time', async () => {
    const store = await open(LIMITS);
    const entry = profileEntry({ label: 'before' });
    const saved = await store.save(entry);
    expect(saved.id).toMatch(/^p_[0-9a-z]{10}$/);
    expect(await store.find(saved.id)).toEqual({ ...entry.body, id: saved.id, createdAt: 1_700_000_001_000 });
    const document = await store.document(saved.id, 'profiles/head-00.json.gz');
    expect(Buffer.from(document ?? [])).toEqual(Buffer.from(entry.documents.get('profiles/head-00.json.gz') ?? []));
    await store.close();
  });

  it('keeps profiles, measurements and comparisons apart by kind', async () => {
    const store = await open(LIMITS);
    const profile = await store.save(profileEntry());
    const measurement = await store.save(measurementEntry());
    const comparison = await store.save(comparisonEntry());
    const listed = async (kind: 'profile' | 'measurement' | 'comparison'): Promise<string[]> =>
      (await store.list({ kinds: [kind], limit: 10 })).entries.map((entry) => entry.id);
    expect(await listed('profile')).toEqual([profile.id]);
    expect(await listed('measurement')).toEqual([measurement.id]);
    expect(await listed('comparison')).toEqual([comparison.id]);
    expect((await store.list({ limit: 10 })).total).toBe(3);
    await store.close();
  });

  it('finds by label, the newest first', async () => {
    const store = await open(LIMITS);
    await store.save(profileEntry({ label: 'before' }));
    const newer = await store.save(profileEntry({ label: 'before' }));
    expect((await store.find('before'))?.id).toBe(newer.id);
    expect(await store.find('after')).toBeNull();
    expect(await store.document('p_0000000000', 'x')).toBeNull();
    expect(await store.document(newer.id, 'x')).toBeNull();
    await store.close();
  });

  it('pages from the newest to the oldest without a gap or a repeat, also while new ones come in', async () => {
    const store = await open(LIMITS);
    const saved: string[] = [];
    for (let i = 0; i < 7; i += 1) saved.push((await store.save(profileEntry())).id);
    const first = await store.list({ limit: 3 });
    await store.save(profileEntry());
    const second = await store.list({ limit: 3, cursor: first.next ?? '' });
    const third = await store.list({ limit: 3, cursor: second.next ?? '' });
    const ids = [first, second, third].flatMap((page) => page.entries.map((entry) => entry.id));
    expect(ids).toEqual([...saved].reverse());
    expect(third.next).toBeNull();
    expect(first.total).toBe(7);
    await expect(store.list({ limit: 3, cursor: '1 OR 1=1' })).rejects.toThrow(/cursor/);
    await store.close();
  });

  it('tells the history of a program over commits, without uncommitted states', async () => {
    const store = await open(LIMITS);
    await store.save(profileEntry({ commit: 'one', cpuSec: [2, 4, 9], peakMb: 10 }));
    await store.save(profileEntry({ commit: 'two', cpuSec: [3, 5] }));
    const newest = await store.save(profileEntry({ commit: 'one', cpuSec: [6] }));
    await store.save(profileEntry({ commit: 'two', dirty: true }));
    await store.save(profileEntry({ commit: 'one', script: 'other.py' }));
    const history = await store.history('bench/etl.py', 10);
    expect(history.map((point) => [point.commit, point.entry.cpuSec, point.entries])).toEqual([
      ['one', 6, 2],
      ['two', 4, 1],
    ]);
    expect(history[0]?.entry.id).toBe(newest.id);
    expect(await store.history('bench/etl.py', 1)).toHaveLength(1);
    const page = await store.list({ program: 'bench/etl.py', limit: 10 });
    expect(page.entries.at(-1)).toMatchObject({ commit: 'one', cpuSec: 4, peakMb: 10, outcome: 'ok', dirty: false });
    await store.close();
  });

  it('lets the oldest go when there are too many, those with a label last', async () => {
    const store = await open({ ...LIMITS, maxEntries: 2 });
    const labelled = await store.save(profileEntry({ label: 'keep' }));
    const plain = await store.save(profileEntry());
    const newest = await store.save(profileEntry());
    expect((await store.list({ limit: 10 })).entries.map((entry) => entry.id)).toEqual([newest.id, labelled.id]);
    expect(await store.find(plain.id)).toBeNull();
    expect(await store.document(plain.id, 'profiles/head-00.json.gz')).toBeNull();
    await store.close();
  });

  it('lets the oldest go when they take too many bytes, and refuses what alone takes too many', async () => {
    const store = await open({ ...LIMITS, maxBytes: 100_000 });
    const first = await store.save(profileEntry({ size: 60_000 }));
    const second = await store.save(profileEntry({ size: 60_000 }));
    expect(await store.find(first.id)).toBeNull();
    expect((await store.find(second.id))?.id).toBe(second.id);
    await expect(store.save(profileEntry({ size: 100_001 }))).rejects.toThrow(/too large to keep/);
    expect((await store.list({ limit: 10 })).total).toBe(1);
    await store.close();
  });
});
