// Several processes on one store file, some of them killed without warning.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FILE_LIMITS } from '../../src/store/open.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import { buildFolder, bundleCode } from '../support/bundled.js';

/** Saves entries with one document of about `size` bytes until it is ended, and says each handle once it is confirmed. */
const WRITER = `
  import { openStore } from './store/open.js';
  const [file = '', size = '0', count = '0'] = process.argv.slice(2);
  const store = await openStore(file);
  for (let i = 0; i < Number(count); i += 1) {
    const body = {
      kind: 'profile' as const, program: { script: 'a.py', args: [] }, environment: {}, status: 'ok' as const, runs: [],
      side: { commit: 'x', root: '/' },
    };
    const documents = new Map([['d', new Uint8Array(Number(size)).fill(i)]]);
    const { id } = await store.save({ body, documents, peakMb: null });
    process.stdout.write(id + '\\n');
  }
`;

/** Dies inside a transaction, after SQLite has had to write pages of it to the disk. */
const DIES_INSIDE = `
  import { withConnection, inTransaction } from './store/sqlite/engine.js';
  import { withLock } from './store/sqlite/lock.js';
  const file = process.argv[2] ?? '';
  await withLock(file + '.owner', 1000, () => withConnection(file, (database) => inTransaction(database, () => {
    database.exec("PRAGMA cache_size=10");
    database.run("UPDATE entry SET program = 'half written'");
    database.run('DELETE FROM document');
    for (let i = 0; i < 50; i += 1) {
      database.run("INSERT INTO entry (id, kind, created_at, program, dirty, bytes, body) VALUES (?, 'profile', 0, '', 0, 0, ?)", ['x' + i, 'y'.repeat(20000)]);
    }
    process.kill(process.pid, 'SIGKILL');
  })));
`;

let built: string;
let writer: string;
let diesInside: string;
let folder: string;
let file: string;

beforeAll(async () => {
  built = buildFolder('store');
  writer = await bundleCode(WRITER, built, 'writer');
  diesInside = await bundleCode(DIES_INSIDE, built, 'dies');
});
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'profiles.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Writing {
  readonly process: ChildProcess;
  readonly confirmed: string[];
  /** Settles with the first confirmation. */
  readonly first: Promise<unknown>;
  readonly ended: Promise<number | null>;
}

function write(size: number, count: number): Writing {
  const child = spawn(process.execPath, [writer, file, String(size), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const confirmed: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => confirmed.push(line));
  const first = new Promise((resolve) => lines.once('line', resolve));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { process: child, confirmed, first, ended };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function integrity(): string {
  const code = "import sqlite3,sys;print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchall())";
  return spawnSync('python3', ['-c', code, file], { encoding: 'utf8' }).stdout.trim();
}

async function storedIds(): Promise<string[]> {
  const store = await SqliteStore.open(file, FILE_LIMITS);
  const { entries } = await store.list({ limit: 10_000 });
  await store.close();
  return entries.map((entry) => entry.id);
}

describe('several processes on one store', () => {
  it('all write, and nothing of anyone is lost or left lying about', async () => {
    const writers = [write(5_000, 25), write(5_000, 25), write(5_000, 25)];
    expect(await Promise.all(writers.map((each) => each.ended))).toEqual([0, 0, 0]);
    const confirmed = writers.flatMap((each) => each.confirmed);
    expect(confirmed).toHaveLength(75);
    expect((await storedIds()).sort()).toEqual(confirmed.sort());
    expect(integrity()).toBe("[('ok',)]");
    expect(readdirSync(folder)).toEqual(['profiles.db']);
  });

  it('lose nothing that was confirmed when they are killed while they write', async () => {
    const confirmed: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const writers = [write(1_500_000, 1000), write(1_500_000, 1000)];
      await Promise.race(writers.map((each) => each.first));
      // Different moments of the work in each round.
      await wait(13 * round);
      for (const each of writers) each.process.kill('SIGKILL');
      await Promise.all(writers.map((each) => each.ended));
      confirmed.push(...writers.flatMap((each) => each.confirmed));
    }
    expect(confirmed.length).toBeGreaterThanOrEqual(6);
    const stored = new Set(await storedIds());
    expect(confirmed.filter((id) => !stored.has(id))).toEqual([]);
    expect(integrity()).toBe("[('ok',)]");
    expect(readdirSync(folder)).toEqual(['profiles.db']);
  });

  it('leave the state before when one dies in the middle of a transaction whose pages are already on disk', async () => {
    const before = write(200_000, 10);
    await before.ended;
    const { signal } = spawnSync(process.execPath, [diesInside, file]);
    expect(signal).toBe('SIGKILL');
    expect(readdirSync(folder)).toContain('profiles.db.owner');

    const store = await SqliteStore.open(file, FILE_LIMITS);
    const page = await store.list({ limit: 100 });
    expect(page.entries.map((entry) => entry.id)).toEqual([...before.confirmed].reverse());
    expect(page.entries.every((entry) => entry.program === 'a.py')).toBe(true);
    expect((await store.document(before.confirmed[9] ?? '', 'd'))?.byteLength).toBe(200_000);
    await store.close();
    expect(integrity()).toBe("[('ok',)]");
    expect(readdirSync(folder)).toEqual(['profiles.db']);
  });
});
