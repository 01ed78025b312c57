/**
 * Starts the MCP server as a client does: a process of its own, spoken to over its standard streams.
 * What is asked of it is left to the tests.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Client, type CallToolResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { buildFolder, bundleCode } from './bundled.js';
import { TEST_CACHE } from './python.js';

/** The two revisions of the protocol that the server speaks. */
export const ERAS = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof ERAS)[number];

export interface BuiltServer {
  /** Path of the server's bundle. */
  readonly entry: string;
  remove(): void;
}

/** Bundles the server for one test file. */
export async function buildServer(): Promise<BuiltServer> {
  const folder = buildFolder('mcp');
  const entry = await bundleCode("import './mcp/index.js';", folder);
  return { entry, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface ServerWish {
  readonly entry: string;
  /** Folder in which the server is started. */
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly era?: Era;
}

export interface Connected {
  readonly client: Client;
  readonly pid: number;
  /** What the server wrote on stderr so far. */
  stderr(): string;
  close(): Promise<void>;
}

/** Connects the official client to a server of its own. */
export async function connect({ entry, cwd, args = [], env = {}, era = '2026-07-28' }: ServerWish): Promise<Connected> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry, ...args],
    cwd,
    env: { ...inherited(), ...env },
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: era === '2025-11-25' ? 'legacy' : { pin: era } } },
  );
  await client.connect(transport);
  return { client, pid: transport.pid ?? -1, stderr: () => stderr, close: () => client.close() };
}

/** The parts of a tool's result that the tests look at. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: Record<string, unknown>;
  readonly isError: boolean;
}

export async function call(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
  options: Parameters<Client['callTool']>[1] = {},
): Promise<ToolAnswer> {
  const result: CallToolResult = await client.callTool({ name, arguments: args }, { timeout: 120_000, ...options });
  const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const data = typeof result.structuredContent === 'object' ? { ...result.structuredContent } : {};
  return { text, data, isError: result.isError === true };
}

export interface RawServer {
  readonly process: ChildProcessWithoutNullStreams;
  /** Every line of stdout so far, as it came. */
  readonly lines: readonly string[];
  send(message: object): void;
  /** The first message that fits, now or within `ms`. */
  message(fits: (message: Record<string, unknown>) => boolean, ms?: number): Promise<Record<string, unknown>>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** A server without a client: the test writes and reads the lines itself. */
export function startRaw({ entry, cwd, args = [], env = {} }: ServerWish): RawServer {
  const child = spawn(process.execPath, [entry, ...args], { cwd, env: { ...inherited(), ...env } });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  child.stderr.resume();
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    process: child,
    lines,
    ended,
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    message: (fits, ms = 10_000) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`No such message within ${String(ms)} ms; got:\n${lines.join('\n')}`));
        }, ms);
        const look = (): void => {
          const found = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(fits);
          if (found === undefined) return;
          clearTimeout(limit);
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
  };
}

function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('SCALENE_LOG'));
  const values = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(values), SCALENE_CACHE_DIR: TEST_CACHE };
}
