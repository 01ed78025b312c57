// However a call or the server ends: nothing of it is left running, no file is left behind, and nobody gets a late answer.
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { programs } from '../support/measuring.js';
import { buildServer, startRaw, type BuiltServer, type RawServer } from '../support/mcp.js';
import { processesWith, TEST_CACHE } from '../support/python.js';
import { makeRepository, removeTestFolders, testFolder, type TestRepository } from '../support/repository.js';

jest.setTimeout(120_000);

/** Starts a child of its own that outlives it, and waits for ever; under Scalene, or at once. */
const CLINGS = `import subprocess
import sys
import time
import work

work.burn(0.2)
if sys.argv[2] == "at-once" or "scalene" in sys.modules:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1]], start_new_session=True)
    time.sleep(600)
`;

/** How long after the end everything must be gone, in milliseconds. */
const GONE_MS = 3_000;

let built: BuiltServer;
let repository: TestRepository;
let serial = 0;

beforeAll(async () => {
  built = await buildServer();
  repository = await makeRepository('endings');
  await repository.commit({ ...(await programs()), 'clings.py': CLINGS });
});
afterAll(async () => {
  built.remove();
  await removeTestFolders();
});

interface Busy {
  readonly server: RawServer;
  /** Stands on the command line of every process of the program. */
  readonly mark: string;
  /** Where all temporary files go. */
  readonly tmp: string;
}

/** A server in the middle of a call whose program clings to life. */
async function busy(when: 'at-once' | 'when-profiled', tool: 'profile' | 'compare' = 'profile'): Promise<Busy> {
  serial += 1;
  const mark = `clings-${String(process.pid)}-${String(serial)}`;
  const tmp = await testFolder('mcp-endings-');
  const server = startRaw({
    entry: built.entry,
    cwd: repository.path,
    args: ['--cache-dir', TEST_CACHE],
    env: { TMPDIR: tmp },
  });
  server.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  });
  await server.message((message) => message['id'] === 1);
  server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const program = { script: 'clings.py', args: [mark, when] };
  const args =
    tool === 'profile' ? { ...program, repeat: 1 } : { ...program, baseline: 'git:HEAD', candidate: 'git:HEAD' };
  server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: tool, arguments: args } });
  await until(async () => (await processesWith(mark)).some((line) => line.includes('time.sleep(600)')), 60_000);
  return { server, mark, tmp };
}

async function until(holds: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return holds();
}

async function nothingLeft({ mark, tmp }: Busy): Promise<void> {
  await until(async () => (await processesWith(mark)).length === 0 && (await readdir(tmp)).length === 0, GONE_MS);
  expect(await processesWith(mark)).toEqual([]);
  expect(await readdir(tmp)).toEqual([]);
}

describe('when a call is cancelled', () => {
  it.each(['at-once', 'when-profiled'] as const)(
    'nothing is left, it is not answered, and the server goes on (%s)',
    async (when) => {
      const call = await busy(when);
      call.server.send({
        jsonrpc: '2.0',
        method: 'notifications/cancelled',
        params: { requestId: 2, reason: 'enough' },
      });
      await nothingLeft(call);
      call.server.send({
        jsonrpc: '2.0',
        id: 3,
        method: 'tools/call',
        params: { name: 'list_profiles', arguments: {} },
      });
      const answer = await call.server.message((message) => message['id'] === 3);
      expect(answer['result']).toMatchObject({ structuredContent: { total: 0 } });
      expect(call.server.lines.filter((line) => (JSON.parse(line) as { id?: number }).id === 2)).toEqual([]);
      call.server.process.stdin.end();
      expect(await call.server.ended).toMatchObject({ code: 0 });
    },
  );
});

describe('when the server ends', () => {
  const ENDINGS: [string, (server: RawServer) => void][] = [
    ['the client closes the input', (server) => void server.process.stdin.end()],
    [
      'the client is killed and its pipes break',
      (server) => {
        server.process.stdin.destroy();
        server.process.stdout.destroy();
      },
    ],
    ['it gets SIGTERM', (server) => void server.process.kill('SIGTERM')],
    ['it gets SIGINT', (server) => void server.process.kill('SIGINT')],
    ['it gets SIGHUP', (server) => void server.process.kill('SIGHUP')],
  ];

  it.each(ENDINGS)('because %s, nothing is left', async (_name, end) => {
    const call = await busy('at-once');
    end(call.server);
    await nothingLeft(call);
    expect(await call.server.ended).toMatchObject({ code: 0, signal: null });
    expect(call.server.lines.filter((line) => (JSON.parse(line) as { id?: number }).id === 2)).toEqual([]);
  });

  it('while it compares two commits, nothing is left', async () => {
    const call = await busy('at-once', 'compare');
    call.server.process.kill('SIGTERM');
    await nothingLeft(call);
    expect((await repository.git('worktree', 'list')).split('\n')).toHaveLength(1);
  });

  it('because it is killed, no process is left, and the next server removes its files', async () => {
    const call = await busy('when-profiled');
    call.server.process.kill('SIGKILL');
    await until(async () => (await processesWith(call.mark)).length === 0, GONE_MS);
    expect(await processesWith(call.mark)).toEqual([]);
    const next = startRaw({
      entry: built.entry,
      cwd: repository.path,
      args: ['--cache-dir', TEST_CACHE],
      env: { TMPDIR: call.tmp },
    });
    next.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    });
    next.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    next.send({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'profile', arguments: { script: 'short.py', repeat: 1, metrics: ['cpu'] } },
    });
    await next.message((message) => message['id'] === 2, 60_000);
    next.process.stdin.end();
    await next.ended;
    expect(await readdir(call.tmp)).toEqual([]);
  });
});
