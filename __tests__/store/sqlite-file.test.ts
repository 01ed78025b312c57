// The store's file: survives its process, and what is not ours, newer or damaged is refused and left alone.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FILE_LIMITS, openStore } from '../../src/store/open.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import { profileEntry } from './entries.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(folder, 'profiles.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs SQL on the file with Python's SQLite, a build that is not ours. */
function python(sql: string): string {
  const code = `import sqlite3,sys;d=sqlite3.connect(sys.argv[1]);print(d.execute(sys.argv[2]).fetchall());d.commit()`;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', code, file, sql], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

async function filled(): Promise<string[]> {
  const store = await SqliteStore.open(file, FILE_LIMITS);
  const ids: string[] = [];
  for (let i = 0; i < 20; i += 1) ids.push((await store.save(profileEntry({ size: 20_000 }))).id);
  await store.close();
  return ids;
}

/** Opening fails with a sentence, and neither the file nor its folder changes. */
async function refusedUntouched(): Promise<string> {
  const before = { bytes: readFileSync(file), mtime: statSync(file).mtimeMs, folder: readdirSync(folder) };
  const message = await openStore(file).then(
    () => 'opened',
    (error: unknown) => String(error),
  );
  expect(readFileSync(file).equals(before.bytes)).toBe(true);
  expect(statSync(file).mtimeMs).toBe(before.mtime);
  expect(readdirSync(folder)).toEqual(before.folder);
  return message;
}

describe('the file of the SQLite store', () => {
  it('is there for the next process, whole for other programs, and alone in its folder', async () => {
    const ids = await filled();
    const again = await SqliteStore.open(file, FILE_LIMITS);
    expect((await again.list({ limit: 100 })).entries.map((entry) => entry.id)).toEqual([...ids].reverse());
    await again.close();
    expect(python('PRAGMA integrity_check')).toBe("[('ok',)]");
    expect(readdirSync(folder)).toEqual(['profiles.db']);
  });

  it('is refused untouched when it was written by a newer version', async () => {
    await filled();
    python('PRAGMA user_version=7');
    expect(await refusedUntouched()).toMatch(/written by a newer version .*layout 7.*update/);
  });

  it('is refused untouched when it is the database of another program', async () => {
    python('CREATE TABLE mine (x)');
    expect(await refusedUntouched()).toMatch(/database of another program/);
  });

  it('is refused untouched when it is no database at all', async () => {
    writeFileSync(file, '# my notes, which nobody may overwrite\n');
    expect(await refusedUntouched()).toMatch(/not a SQLite database/);
  });

  it('is refused untouched when it was cut short', async () => {
    await filled();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    expect(await refusedUntouched()).toMatch(/damaged .*move it away/);
  });

  it('is refused untouched when a page of its tables is garbage', async () => {
    await filled();
    const bytes = readFileSync(file);
    const marker = bytes.indexOf('CREATE TABLE entry');
    expect(marker).toBeGreaterThan(0);
    // Page 2 is the root of the first table, whatever the page size.
    const pageSize = bytes.readUInt16BE(16);
    bytes.fill(0xa5, pageSize, 2 * pageSize);
    writeFileSync(file, bytes);
    expect(await refusedUntouched()).toMatch(/damaged/);
  });

  it('is refused with a sentence when a row in it is not one of ours', async () => {
    const [first = ''] = await filled();
    python(`UPDATE entry SET body='{"kind":"profile"}' WHERE id='${first}'`);
    const store = await SqliteStore.open(file, FILE_LIMITS);
    await expect(store.find(first)).rejects.toThrow(/damaged \(an entry cannot be read\)/);
    await store.close();
  });

  it('names the folder that is missing, and refuses a folder in its place', async () => {
    await expect(openStore(join(folder, 'no', 'x.db'))).rejects.toThrow(/there is no folder/);
    mkdirSync(file);
    await expect(openStore(file)).rejects.toThrow(/not a profile store|cannot be read/);
  });

  it('does not replay the log of a store that was deleted', async () => {
    await filled();
    const wal = `${file}-wal`;
    const keep = spawnSync(
      'python3',
      [
        '-c',
        'import sqlite3,sys,os;d=sqlite3.connect(sys.argv[1]);d.execute("delete from entry");d.commit();os.kill(os.getpid(),9)',
        file,
      ],
      { encoding: 'utf8' },
    );
    expect(keep.signal).toBe('SIGKILL');
    expect(statSync(wal).size).toBeGreaterThan(0);
    rmSync(file);
    const store = await SqliteStore.open(file, FILE_LIMITS);
    const { id } = await store.save(profileEntry());
    expect((await store.list({ limit: 5 })).entries.map((entry) => entry.id)).toEqual([id]);
    await store.close();
    expect(python('PRAGMA integrity_check')).toBe("[('ok',)]");
  });
});
