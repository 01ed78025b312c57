/**
 * How soon the shipped bundles answer, in turns with Node alone, which is the least that any start takes.
 * What is printed is wall time, starts after the first, as a user sees them; printing is left to `run.ts`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianMs, type Row } from './row.js';

const TIMES = 15;
const GREETING = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
})}\n`;

export async function bench(): Promise<Row[]> {
  const cache = await mkdtemp(join(tmpdir(), 'start-bench-'));
  const firstAnswer = (args: readonly string[], input: string): Promise<number> =>
    medianMs(TIMES, async () => {
      const env = { ...process.env, SCALENE_CACHE_DIR: cache };
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'], env });
      child.stdin.end(input);
      const ended = once(child, 'close');
      await once(child.stdout, 'data');
      child.stdout.resume();
      await ended;
    });
  try {
    const bare = await firstAnswer(['-e', 'process.stdout.write("x")'], '');
    const row = async (what: string, args: readonly string[], input: string): Promise<Row> => {
      const ms = await firstAnswer(args, input);
      return { what, ms, ratio: { value: ms / bare, to: 'Node alone' } };
    };
    return [
      await row('dist/mcp: start, greet, end', [join('dist', 'mcp', 'index.js')], GREETING),
      await row('dist/cli: --version', [join('dist', 'cli', 'index.js'), '--version'], ''),
    ];
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
