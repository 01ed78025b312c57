// The server as a client sees it, in both eras of the protocol, without running a program.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FILE_LIMITS } from '../../src/store/open.js';
import { SqliteStore } from '../../src/store/sqlite/store.js';
import {
  buildServer,
  call,
  connect,
  ERAS,
  startRaw,
  type BuiltServer,
  type Connected,
  type Era,
} from '../support/mcp.js';
import { removeTestFolders, testFolder } from '../support/repository.js';
import { comparisonEntry, measurementEntry, profileEntry } from '../store/entries.js';

let built: BuiltServer;
let root: string;
let open: Connected[] = [];

beforeAll(async () => {
  built = await buildServer();
  root = await testFolder('mcp-');
});
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});
afterAll(async () => {
  built.remove();
  await removeTestFolders();
});

async function server(
  args: readonly string[] = [],
  era: Era = '2026-07-28',
  env: Record<string, string> = {},
): Promise<Connected> {
  const connected = await connect({ entry: built.entry, cwd: root, args, era, env });
  open.push(connected);
  return connected;
}

interface ShownSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

describe.each(ERAS)('in the era of %s', (era) => {
  let plain: Connected;
  beforeAll(async () => {
    plain = await connect({ entry: built.entry, cwd: root, era });
  });
  afterAll(() => plain.close());

  it('offers five tools with described fields and explicit hints, in less than 8 KB', async () => {
    const { client } = plain;
    const listed = await client.listTools();
    expect(listed.tools.map((tool) => tool.name)).toEqual(['profile', 'analyze', 'compare', 'list_profiles', 'doctor']);
    expect(Buffer.byteLength(JSON.stringify(listed))).toBeLessThan(8192);
    for (const tool of listed.tools) {
      for (const schema of [tool.inputSchema, tool.outputSchema] as (ShownSchema | undefined)[]) {
        const fields = Object.entries(schema?.properties ?? {});
        expect(
          fields.filter(([, field]) => (field.description ?? '').length < 2).map(([name]) => `${tool.name}.${name}`),
        ).toEqual([]);
      }
      expect(tool.annotations).toMatchObject({
        readOnlyHint: !['profile', 'compare'].includes(tool.name),
        destructiveHint: ['profile', 'compare'].includes(tool.name),
        openWorldHint: ['profile', 'compare', 'doctor'].includes(tool.name),
      });
    }
  });

  it('tells a model in five lines how to work', async () => {
    const { client } = plain;
    const lines = (client.getInstructions() ?? '').split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/Start with profile.*judge a change only with compare/);
    expect(client.getServerVersion()).toMatchObject({ name: 'scalene-mcp-action' });
  });

  it('has three prompts, each with a rule that ends the work', async () => {
    const { client } = plain;
    const { prompts } = await client.listPrompts();
    expect(prompts.map((prompt) => prompt.name).sort()).toEqual(['explain_regression', 'find_leak', 'optimize']);
    const { messages } = await client.getPrompt({
      name: 'optimize',
      arguments: { script: 'etl.py', goal: 'half the time' },
    });
    const content = messages[0]?.content;
    const text = content?.type === 'text' ? content.text : '';
    expect(text).toMatch(/`etl.py`.*half the time/);
    expect(text).toMatch(/compare.*git:HEAD.*worktree/);
    expect(text).toMatch(/^Stop when/m);
  });

  it('keeps entries as resources, with completion of their handles', async () => {
    const file = join(root, `resources-${era}.db`);
    const store = await SqliteStore.open(file, FILE_LIMITS);
    const profile = await store.save(profileEntry({ label: 'before' }));
    const comparison = await store.save(comparisonEntry());
    await store.save(measurementEntry());
    await store.close();

    const { client } = await server(['--store', file], era);
    const templates = (await client.listResourceTemplates()).resourceTemplates.map((each) => each.uriTemplate);
    expect(templates.sort()).toEqual([
      'scalene://comparisons/{id}',
      'scalene://profiles/{id}',
      'scalene://profiles/{id}/raw',
    ]);
    const { resources } = await client.listResources();
    expect(resources.map((resource) => resource.uri).sort()).toEqual([
      `scalene://comparisons/${comparison.id}`,
      `scalene://profiles/${profile.id}`,
    ]);
    const complete = async (uri: string, value: string): Promise<readonly string[]> =>
      (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name: 'id', value } })).completion
        .values;
    expect(await complete('scalene://profiles/{id}', 'p_')).toEqual([profile.id]);
    expect(await complete('scalene://comparisons/{id}', comparison.id.slice(0, 5))).toEqual([comparison.id]);
    expect(await complete('scalene://comparisons/{id}', 'p_')).toEqual([]);
    const prompt = { type: 'ref/prompt' as const, name: 'explain_regression' };
    const { completion } = await client.complete({ ref: prompt, argument: { name: 'baseline', value: 'bef' } });
    expect(completion.values).toEqual(['before']);

    const read = async (uri: string): Promise<string> => {
      const [first] = (await client.readResource({ uri })).contents;
      return first !== undefined && 'text' in first ? first.text : '';
    };
    expect(JSON.parse(await read(`scalene://comparisons/${comparison.id}`))).toMatchObject({
      verdict: 'no-change',
      pairs: 3,
    });
    expect(JSON.parse(await read(`scalene://profiles/${profile.id}/raw`))).toEqual({ files: {} });
    await expect(read('scalene://profiles/p_0000000000')).rejects.toThrow();
    await expect(read(`scalene://comparisons/${profile.id}`)).rejects.toThrow();
  });

  it('answers an unknown tool with a protocol error and wrong arguments with a tool error that names them', async () => {
    const { client } = plain;
    await expect(client.callTool({ name: 'shell', arguments: {} })).rejects.toMatchObject({ code: -32602 });
    const wrong = await call(client, 'analyze', { profile: 'x', view: 'everything', top_n: 0 });
    expect(wrong.isError).toBe(true);
    expect(wrong.text).toMatch(/view/);
    expect(wrong.text).toMatch(/top_n/);
  });

  it('names the next call when something is not there', async () => {
    const { client } = plain;
    const { text, isError } = await call(client, 'analyze', { profile: 'p_0000000000' });
    expect(isError).toBe(true);
    expect(text).toMatch(/Nothing is kept as "p_0000000000".*call list_profiles/);
    expect((await call(client, 'analyze', { profile: 'before' })).text).toMatch(/call list_profiles/);
  });

  it('lists what is kept in pages, and the history of a program', async () => {
    const file = join(root, `list-${era}.db`);
    const store = await SqliteStore.open(file, FILE_LIMITS);
    for (let i = 0; i < 30; i += 1)
      await store.save(profileEntry({ commit: `c${String(i % 3)}`, cpuSec: [i], peakMb: 10 }));
    await store.close();
    const { client } = await server(['--store', file], era);
    const first = await call(client, 'list_profiles', { limit: 20 });
    expect(first.data).toMatchObject({ total: 30 });
    const second = await call(client, 'list_profiles', { limit: 20, cursor: first.data['next_cursor'] });
    expect([first, second].map(({ data }) => (data['entries'] as unknown[]).length)).toEqual([20, 10]);
    expect(second.data['next_cursor']).toBeUndefined();
    expect(first.text.length).toBeLessThan(6000);
    const { data, text } = await call(client, 'list_profiles', { limit: 1, program: 'bench/etl.py' });
    expect(
      (data['history'] as { commit: string; cpu_seconds: number }[]).map((each) => [each.commit, each.cpu_seconds]),
    ).toEqual([
      ['c2', 29],
      ['c1', 28],
      ['c0', 27],
    ]);
    expect(text).toMatch(/By commit, newest first/);
    expect((await call(client, 'list_profiles', { cursor: 'x' })).text).toMatch(/not one that a list gave/);
  });
});

describe('what a server was allowed at start', () => {
  it('read-only: offers nothing that runs a program, and measures nothing', async () => {
    const { client } = await server(['--read-only']);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['analyze', 'compare', 'list_profiles', 'doctor']);
    expect(tools.every((tool) => tool.annotations?.readOnlyHint === true)).toBe(true);
    expect((await client.listPrompts()).prompts.map((prompt) => prompt.name)).toEqual(['explain_regression']);
    const refused = await call(client, 'compare', { baseline: 'git:HEAD', script: 'a.py' });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toMatch(/read-only and measures nothing/);
    await expect(client.callTool({ name: 'profile', arguments: { script: 'a.py' } })).rejects.toMatchObject({
      code: -32602,
    });
  });

  it('takes a snippet of code only with --allow-code', async () => {
    const properties = async (args: readonly string[]): Promise<string[]> => {
      const { tools } = await (await server(args)).client.listTools();
      return Object.keys(tools[0]?.inputSchema.properties ?? {});
    };
    expect(await properties([])).not.toContain('code');
    expect(await properties(['--allow-code'])).toContain('code');
    const { client } = await server([]);
    const refused = await call(client, 'profile', { code: 'print(1)' });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toMatch(/give script/);
  });

  it('says on stderr why it cannot start, and leaves a damaged store alone', async () => {
    const notes = join(root, 'notes.txt');
    writeFileSync(notes, 'not a store\n');
    const raw = startRaw({ entry: built.entry, cwd: root, args: ['--store', notes] });
    let stderr = '';
    raw.process.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await raw.ended).toMatchObject({ code: 2 });
    expect(stderr).toMatch(/notes.txt is not a profile store .*was left as it is/);
    const page = Buffer.alloc(8192, 0xa5);
    const damaged = join(root, 'damaged.db');
    await (await SqliteStore.open(damaged, FILE_LIMITS)).close();
    const bytes = Buffer.concat([readFileSync(damaged).subarray(0, 4096), page]);
    writeFileSync(damaged, bytes);
    const { client } = await server(['--store', damaged]);
    expect((await call(client, 'list_profiles')).text).toMatch(/damaged.db is damaged .*was left as it is/);
    expect(readFileSync(damaged).equals(bytes)).toBe(true);
    const usage = startRaw({ entry: built.entry, cwd: root, args: ['--jobs', 'many'] });
    expect(await usage.ended).toMatchObject({ code: 2 });
    expect(usage.lines).toEqual([]);
  });

  it('logs on stderr what SCALENE_LOG_LEVEL asks for, as words or as JSON', async () => {
    const text = await server([], '2026-07-28', { SCALENE_LOG_LEVEL: 'debug' });
    await call(text.client, 'list_profiles');
    await text.close();
    expect(text.stderr()).toMatch(/Z info serving on stdio roots=.*\n/);
    expect(text.stderr()).toMatch(/Z debug call started tool=list_profiles\n/);
    const json = await server(['--log-format', 'json'], '2026-07-28', { SCALENE_LOG_LEVEL: 'info' });
    await call(json.client, 'list_profiles');
    await json.close();
    const lines = json
      .stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'info', message: 'call answered', tool: 'list_profiles' }),
    );
    const silent = await server([], '2026-07-28', { SCALENE_LOG_LEVEL: 'silent' });
    await call(silent.client, 'list_profiles');
    expect(silent.stderr()).toBe('');
  });
});

describe('standard output', () => {
  it('carries nothing but protocol, one message a line, also after nonsense on the input', async () => {
    mkdirSync(join(root, 'empty'), { recursive: true });
    const raw = startRaw({ entry: built.entry, cwd: join(root, 'empty'), env: { SCALENE_LOG_LEVEL: 'debug' } });
    raw.process.stdin.write('this is not JSON\n{"jsonrpc":"1.0"}\n\n');
    raw.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    });
    const answer = await raw.message((message) => message['id'] === 1);
    expect(answer['result']).toMatchObject({
      protocolVersion: '2025-11-25',
      serverInfo: { name: 'scalene-mcp-action' },
    });
    raw.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    raw.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_profiles', arguments: {} } });
    await raw.message((message) => message['id'] === 2);
    raw.process.stdin.end();
    expect(await raw.ended).toMatchObject({ code: 0 });
    const messages = raw.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(messages.every((message) => message['jsonrpc'] === '2.0')).toBe(true);
    rmSync(join(root, 'empty'), { recursive: true });
  });
});
