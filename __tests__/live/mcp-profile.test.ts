// Real programs under real Scalene, profiled through the server: what comes of each kind of ending, and what agents are told.
import { join } from 'node:path';
import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { programs } from '../support/measuring.js';
import { buildServer, call, connect, type BuiltServer, type Connected, type ToolAnswer } from '../support/mcp.js';
import { TEST_CACHE, testPython } from '../support/python.js';
import { makeRepository, removeTestFolders, testFolder, type TestRepository } from '../support/repository.js';

jest.setTimeout(180_000);

/** Prints its arguments and works in two functions, one of them hot. */
const ARGUMENTS = `import json
import sys
import work


def hot():
    return work.burn(0.5)


def cold():
    return work.burn(0.1)


hot()
cold()
print(json.dumps(sys.argv))
`;

/** Fails at the end, after work that is worth looking at. */
const FAILS = `import work

work.burn(0.6)
raise SystemExit(3)
`;

/** Notices the profiler, and will not run under it. */
const NEEDS_PLAIN = `import sys
import work

work.burn(0.1)
if 'scalene' in sys.modules:
    print('not under a profiler')
    raise SystemExit(7)
`;

/**
 * 220 functions, each with 15 ms of CPU time of its own: seven samples at the rate of a profile run, on a machine of any speed,
 * so that hardly one of them is missed.
 */
const MANY = [
  'from time import process_time',
  ...Array.from(
    { length: 220 },
    (_, n) =>
      `\n\ndef step_${String(n)}():\n    total = 0\n    end = process_time() + 0.015\n    while process_time() < end:\n        for number in range(500):\n            total += number * number\n    return total`,
  ),
  `\n\nfor step in [${Array.from({ length: 220 }, (_, n) => `step_${String(n)}`).join(', ')}]:\n    step()\n`,
].join('\n');

let built: BuiltServer;
let repository: TestRepository;
let server: Connected;
let tmp: string;

beforeAll(async () => {
  built = await buildServer();
  tmp = await testFolder('mcp-tmp-');
  repository = await makeRepository('agent');
  await repository.commit({
    ...(await programs()),
    'arguments.py': ARGUMENTS,
    'fails.py': FAILS,
    'many.py': MANY,
    'needs_plain.py': NEEDS_PLAIN,
  });
  server = await connect({
    entry: built.entry,
    cwd: repository.path,
    args: ['--cache-dir', TEST_CACHE, '--allow-code'],
    env: { TMPDIR: tmp },
  });
});
afterAll(async () => {
  await server.close();
  built.remove();
  await removeTestFolders();
});

const profile = (args: Record<string, unknown>): Promise<ToolAnswer> =>
  call(server.client, 'profile', { repeat: 1, ...args });
const hotspots = ({ data }: ToolAnswer): Record<string, unknown>[] => data['hotspots'] as Record<string, unknown>[];

/** Text of a resource, packed or not. */
function textOf(content: { readonly text?: string; readonly blob?: string } | undefined): string {
  if (content?.blob !== undefined) return gunzipSync(Buffer.from(content.blob, 'base64')).toString('utf8');
  return content?.text ?? '';
}

describe('profile', () => {
  it('names the hot function with its share of real CPU seconds, and hands the program its arguments and nothing else', async () => {
    const args = ['--json', '--outfile', 'x.json', '--no-browser', '-m', '---', 'a b'];
    const said: string[] = [];
    const answer = await call(
      server.client,
      'profile',
      { script: 'arguments.py', args, label: 'first', repeat: 2 },
      { onprogress: ({ message }) => said.push(message ?? '') },
    );
    expect(answer.data).toMatchObject({
      status: 'ok',
      exit_code: 0,
      notes: [expect.stringMatching(/unprofiled CPU time/)],
    });
    expect(JSON.parse(String(answer.data['output_tail']))).toEqual(['arguments.py', ...args]);
    const cpu = answer.data['cpu_seconds'] as number[];
    expect(cpu).toHaveLength(2);
    expect(Math.min(...cpu)).toBeGreaterThan(0.55);
    const [worst] = hotspots(answer);
    expect(worst).toMatchObject({ function: 'burn', file: 'work.py' });
    expect(worst?.['seconds']).toBeGreaterThan(0.3);
    expect(said).toEqual(expect.arrayContaining(['timing run 1 of 2', 'timing run 2 of 2', 'profile run']));
    expect((answer.data['next'] as string[])[0]).toMatch(
      /^analyze \{"profile":"p_\w{10}","view":"file","file":"work.py"\}/,
    );
    expect(answer.text.length).toBeLessThan(6000);
    const again = await call(server.client, 'analyze', { profile: 'first', view: 'stacks' });
    expect(again.text).toMatch(/<module> .* → hot .* → burn/);
  });

  it('keeps the profile of a program that ends with an error, and says so', async () => {
    const answer = await profile({ script: 'fails.py' });
    expect(answer.isError).toBe(false);
    expect(answer.data).toMatchObject({ status: 'script_failed', exit_code: 3 });
    expect(hotspots(answer)[0]).toMatchObject({ function: 'burn' });
    expect(answer.text).toMatch(/ended with an error; mend that first.*Exit code 3/);
  });

  it('takes sys.exit() for the good end that it is', async () => {
    expect((await profile({ script: 'exits_none.py' })).data).toMatchObject({ status: 'ok', exit_code: 0 });
  });

  it('says of a program that is too short that there is nothing to see, instead of zeros', async () => {
    const answer = await profile({ script: 'short.py' });
    expect(answer.data).toMatchObject({ status: 'too_short', hotspots: [], insights: [] });
    expect(answer.data['peak_mb']).toBeUndefined();
    expect(answer.text).toMatch(/too short .*Give it more work/);
  });

  it('ends a program at its time limit and shows the part up to there', async () => {
    const answer = await profile({ script: 'hangs.py', timeout_seconds: 2 });
    expect(answer.data).toMatchObject({ status: 'partial' });
    expect(answer.text).toMatch(/did not get to its end.*time limit/);
    expect(String(answer.data['output_tail'])).toMatch(/waiting for a server that never answers/);
  });

  it("leaves a program's option alone that Scalene could take for an abbreviation of several of its own", async () => {
    const answer = await profile({ script: 'arguments.py', args: ['--cpu', '--profile', '--o'] });
    expect(answer.data).toMatchObject({ status: 'ok' });
    expect(hotspots(answer)[0]).toMatchObject({ function: 'burn' });
  });

  it('says with its last words why a program does not run under Scalene', async () => {
    const answer = await profile({ script: 'needs_plain.py' });
    expect(answer.data['status']).toBe('partial');
    expect((answer.data['notes'] as string[]).join(' ')).toMatch(
      /run under Scalene ended with exit code 7; its last words .*not under a profiler/,
    );
  });

  it('profiles a commit in a disposable checkout, a module, and a snippet of code', async () => {
    await repository.write({ 'arguments.py': 'raise SystemExit("changed")\n' });
    const commit = await profile({ script: 'arguments.py', ref: 'HEAD', metrics: ['cpu'] });
    expect(commit.data).toMatchObject({
      status: 'ok',
      commit: (await repository.git('rev-parse', 'HEAD')).slice(0, 12),
    });
    const changed = await profile({ script: 'arguments.py', metrics: ['cpu'] });
    expect(changed.data).toMatchObject({ status: 'script_failed', commit: expect.stringMatching(/\+$/) });
    await repository.git('checkout', '--', 'arguments.py');
    const module = await profile({ module: 'arguments', metrics: ['cpu'] });
    expect(module.data).toMatchObject({ status: 'ok' });
    const snippet = await profile({
      code: 'import work\n\ndef run():\n    return work.burn(0.4)\n\nrun()\n',
      metrics: ['cpu'],
    });
    expect(snippet.data).toMatchObject({ status: 'ok' });
    expect(hotspots(snippet)[0]).toMatchObject({ function: 'run', file: 'snippet.py' });
  });

  it('answers on a program with 220 functions within 6,000 characters, and all of them can be paged through', async () => {
    const answer = await profile({ script: 'many.py' });
    expect(answer.data['status']).toBe('ok');
    expect(answer.text.length).toBeLessThan(6000);
    const id = String(answer.data['profile_id']);
    for (const view of ['summary', 'hotspots', 'functions', 'bottlenecks', 'stacks', 'insight']) {
      expect((await call(server.client, 'analyze', { profile: id, view })).text.length).toBeLessThan(6000);
    }
    const file = await call(server.client, 'analyze', { profile: id, view: 'file', file: 'many.py' });
    expect(file.text.length).toBeLessThan(6000);
    const all = await call(server.client, 'analyze', {
      profile: id,
      view: 'functions',
      top_n: 500,
      max_chars: 100_000,
    });
    expect(all.data['total_items']).toBeGreaterThanOrEqual(200);
    const raw = await server.client.readResource({ uri: `scalene://profiles/${id}/raw` });
    const [first] = raw.contents;
    expect(Object.keys(JSON.parse(textOf(first)) as object)).toContain('files');
  });

  it('leaves the working tree as it was and nothing in the temporary folder', async () => {
    expect(await repository.git('status', '--porcelain', '--untracked-files=all')).not.toMatch(
      /^.. (?!.*__pycache__)/m,
    );
    expect(await readdir(tmp)).toEqual([]);
  });

  it('waits for its turn, and says when measurements disturb each other', async () => {
    const said: string[] = [];
    const first = profile({ script: 'exits_three.py', metrics: ['cpu'] });
    const second = call(
      server.client,
      'profile',
      { script: 'exits_three.py', metrics: ['cpu'], repeat: 1 },
      { onprogress: ({ message }) => said.push(message ?? '') },
    );
    await Promise.all([first, second]);
    expect(said).toContain('waiting for 1 other measurement');

    const parallel = await connect({
      entry: built.entry,
      cwd: repository.path,
      args: ['--cache-dir', TEST_CACHE, '--jobs', '2'],
      era: '2025-11-25',
    });
    const args = { script: 'arguments.py', metrics: ['cpu'], repeat: 1 };
    const both = await Promise.all([call(parallel.client, 'profile', args), call(parallel.client, 'profile', args)]);
    await parallel.close();
    for (const { data } of both)
      expect((data['notes'] as string[]).join(' ')).toMatch(/2 measurements ran side by side/);
  });

  it('needs no git, and no repository', async () => {
    const bin = await testFolder('mcp-bin-');
    const python = await testPython();
    await symlink(python.executable, join(bin, 'python3'));
    const folder = await testFolder('mcp-plain-');
    await writeFile(join(folder, 'work.py'), (await programs())['work.py'] ?? '');
    await writeFile(join(folder, 'arguments.py'), ARGUMENTS);
    const plain = await connect({
      entry: built.entry,
      cwd: folder,
      args: ['--cache-dir', TEST_CACHE, '--max-store-mb', '1'],
      env: { PATH: bin },
    });
    const answer = await call(plain.client, 'profile', { script: 'arguments.py', metrics: ['cpu'], repeat: 1 });
    await plain.close();
    expect(answer.data).toMatchObject({ status: 'ok' });
    expect(answer.data['commit']).toBeUndefined();
  });

  it('never lets the program write on the protocol, and logs none of its output', async () => {
    expect(server.stderr()).not.toMatch(/a b|waiting for a server/);
    expect(server.stderr()).toMatch(/call answered tool=profile/);
    await expect(readFile(join(repository.path, 'x.json'))).rejects.toThrow();
  });
});
