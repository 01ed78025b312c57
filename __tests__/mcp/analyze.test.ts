// `analyze` and `compare` on what was recorded before: Scalene's own files, measurement folders, artifacts of CI.
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { largeProfile } from '../../bench/profiles.js';
import { REPOSITORY } from '../support/bundled.js';
import { buildServer, call, connect, type BuiltServer, type Connected, type ToolAnswer } from '../support/mcp.js';
import { removeTestFolders, testFolder } from '../support/repository.js';

const FIXTURES = join(REPOSITORY, '__tests__', 'fixtures');

let built: BuiltServer;
let root: string;
let outside: string;
let server: Connected;

beforeAll(async () => {
  built = await buildServer();
  outside = await testFolder('mcp-outside-');
  root = join(outside, 'project');
  mkdirSync(root);
  for (const version of ['2.4.0', '1.5.55']) {
    const bytes = gunzipSync(readFileSync(join(FIXTURES, 'scalene', version, 'shop-full.json.gz')));
    writeFileSync(join(root, `shop-${version}.json`), bytes);
  }
  for (const name of ['leak.json.gz']) cpSync(join(FIXTURES, 'scalene', '2.4.0', name), join(root, name));
  cpSync(join(FIXTURES, 'scalene', '2.4.0', 'too-short.json'), join(root, 'too-short.json'));
  const nightly = join(FIXTURES, 'measurements', 'nightly');
  cpSync(nightly, join(root, 'nightly'), { recursive: true });
  writeFileSync(join(root, 'artifact.zip'), zipSync(filesOf(nightly)));
  writeFileSync(join(root, 'large.json'), largeProfile(10));
  writeFileSync(join(outside, 'secret.json'), '{"files":{}}');
  symlinkSync(join(outside, 'secret.json'), join(root, 'innocent.json'));
  server = await connect({ entry: built.entry, cwd: root });
});
afterAll(async () => {
  await server.close();
  built.remove();
  await removeTestFolders();
});

function filesOf(folder: string, prefix = ''): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) Object.assign(files, filesOf(join(folder, entry.name), `${name}/`));
    else files[name] = readFileSync(join(folder, entry.name));
  }
  return files;
}

const analyze = (args: Record<string, unknown>): Promise<ToolAnswer> => call(server.client, 'analyze', args);
const items = ({ data }: ToolAnswer): Record<string, unknown>[] => data['items'] as Record<string, unknown>[];

describe('analyze', () => {
  const VIEWS = [
    'summary',
    'hotspots',
    'functions',
    'file',
    'bottlenecks',
    'leaks',
    'gpu',
    'copy',
    'stacks',
    'insight',
  ];

  it.each(VIEWS)('shows %s of a real profile in one answer that fits', async (view) => {
    const shop = await analyze({ profile: 'shop-2.4.0.json', view: 'hotspots' });
    const file = items(shop)[0]?.['file'];
    const answer = await analyze({ profile: 'shop-2.4.0.json', view, ...(view === 'file' ? { file } : {}) });
    expect(answer.isError).toBe(false);
    expect(answer.text.length).toBeLessThanOrEqual(6000);
    expect(answer.data).toMatchObject({ total_items: expect.any(Number), omitted: expect.any(Number) });
    if (!['gpu', 'leaks', 'copy'].includes(view)) expect(items(answer).length).toBeGreaterThan(0);
    if (view === 'gpu') expect(answer.data['unavailable']).toMatch(/No GPU was profiled/);
  });

  it('lists functions, not files, the most expensive first, with their hottest lines', async () => {
    const answer = await analyze({ profile: 'shop-2.4.0.json' });
    const rows = items(answer);
    const shares = rows.map((row) => row['percent'] as number);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(rows[0]).toMatchObject({ function: expect.stringMatching(/^[\w.<>]+$/), line: expect.any(Number) });
    expect((rows[0]?.['source'] as string[])[0]).toMatch(/^\d+\| /);
    expect(answer.text).toContain(String(rows[0]?.['function']));
  });

  it('pages without a gap or a repeat', async () => {
    const all = items(await analyze({ profile: 'shop-2.4.0.json', view: 'functions', top_n: 100 }));
    const paged: Record<string, unknown>[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page: ToolAnswer = await analyze({ profile: 'shop-2.4.0.json', view: 'functions', top_n: 3, offset });
      paged.push(...items(page));
      expect(page.data['omitted']).toBe(all.length - items(page).length);
      offset = page.data['next_offset'] as number | undefined;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(6);
  });

  it('reads Scalene 1.5 and packed files as well', async () => {
    expect(items(await analyze({ profile: 'shop-1.5.55.json' })).length).toBeGreaterThan(2);
    expect(items(await analyze({ profile: 'shop-1.5.55.json', view: 'copy' })).length).toBeGreaterThan(0);
    const leaks = await analyze({ profile: 'leak.json.gz', view: 'leaks' });
    expect(items(leaks)[0]).toMatchObject({
      severity: expect.any(String),
      text: expect.stringMatching(/velocity .* MiB\/s/),
    });
  });

  it('pools the profiles of a measurement, and reads an artifact as it was downloaded', async () => {
    const folder = await analyze({ profile: 'nightly' });
    const zip = await analyze({ profile: 'artifact.zip' });
    expect(folder.data['notes']).toContainEqual(expect.stringMatching(/averages of 4 profiles/));
    expect(folder.data['notes']).toContainEqual(expect.stringMatching(/unprofiled CPU time/));
    expect(items(zip)).toEqual(items(folder));
    const base = await analyze({ profile: 'nightly', side: 'base' });
    expect(items(base)).not.toEqual(items(folder));
    expect(base.text).toMatch(/nightly, base/);
  });

  it('cuts its text where the call says, and names the next calls in full', async () => {
    const { text, data } = await analyze({ profile: 'large.json', view: 'functions', top_n: 200, max_chars: 1500 });
    expect(text.length).toBeLessThanOrEqual(1500);
    expect(text).toMatch(/lines left out to stay within max_chars/);
    const [next = ''] = data['next'] as string[];
    const args = /^analyze (\{.*\}) — /.exec(next)?.[1] ?? '';
    const followed = await analyze(JSON.parse(args) as Record<string, unknown>);
    expect(followed.isError).toBe(false);
  });

  it('says why there is nothing to see, and what to do', async () => {
    const short = await analyze({ profile: 'too-short.json' });
    expect(short).toMatchObject({ isError: true });
    expect(short.text).toMatch(/ended before the first sample.*give it more work/);
    expect((await analyze({ profile: 'shop-2.4.0.json', view: 'file' })).text).toMatch(/needs a file/);
    expect((await analyze({ profile: 'shop-2.4.0.json', view: 'file', file: 'nope.py' })).text).toMatch(
      /choose one of/,
    );
  });

  it('keeps default answers on a large profile under 6,000 characters in every view', async () => {
    const first = items(await analyze({ profile: 'large.json' }))[0]?.['file'];
    for (const view of VIEWS) {
      const answer = await analyze({ profile: 'large.json', view, ...(view === 'file' ? { file: first } : {}) });
      expect([view, answer.isError, answer.text.length <= 6000]).toEqual([view, false, true]);
    }
    expect((await analyze({ profile: 'large.json', view: 'functions' })).data['total_items']).toBeGreaterThan(200);
  });
});

describe('compare, of what was recorded', () => {
  it('judges a measurement as the command line does, from folder and artifact alike', async () => {
    const folder = await call(server.client, 'compare', { baseline: 'nightly' });
    const zip = await call(server.client, 'compare', { baseline: 'artifact.zip' });
    expect(folder.isError).toBe(false);
    const { comparison_id: _one, next: _next, ...rest } = folder.data;
    const { comparison_id: _other, next: _nextOther, ...same } = zip.data;
    expect(same).toEqual(rest);
    expect(rest).toMatchObject({ verdict: expect.any(String), gate: expect.any(String), pairs: expect.any(Number) });
    expect(folder.text.length).toBeLessThanOrEqual(6000);
    const id = String(folder.data['comparison_id']);
    const [resource] = (await server.client.readResource({ uri: `scalene://comparisons/${id}` })).contents;
    const full = JSON.parse(resource !== undefined && 'text' in resource ? resource.text : '') as { verdict: string };
    expect(full.verdict).toBe(rest['verdict']);
  });

  it('says of two bare profiles what they cannot tell, and refuses to set two versions side by side', async () => {
    const same = await call(server.client, 'compare', { baseline: 'shop-2.4.0.json', candidate: 'shop-2.4.0.json' });
    expect(same.data['warnings']).toContainEqual(expect.stringMatching(/nothing is said about CPU time/));
    expect(same.data['verdict']).not.toBe('improvement');
    const versions = await call(server.client, 'compare', {
      baseline: 'shop-1.5.55.json',
      candidate: 'shop-2.4.0.json',
    });
    expect(versions.data['verdict']).toBe('incomparable');
    expect((versions.data['environment_differences'] as string[])[0]).toMatch(/different versions of Scalene/);
    expect(versions.text.split('\n')[0]).toMatch(/^Differs besides the code/);
  });

  it('refuses what cannot be compared, with the call that can', async () => {
    const text = async (args: Record<string, unknown>): Promise<string> =>
      (await call(server.client, 'compare', args)).text;
    expect(await text({ baseline: 'nightly', candidate: 'shop-2.4.0.json' })).toMatch(/holds both sides already/);
    expect(await text({ baseline: 'shop-2.4.0.json', candidate: 'worktree' })).toMatch(
      /two moments are not comparable/,
    );
    expect(await text({ baseline: 'worktree', candidate: 'git:HEAD' })).toMatch(/cannot be the working tree/);
    expect(await text({ baseline: 'git:HEAD', script: 'a.py' })).toMatch(/not in a git repository/);
  });
});

describe('a name that a call gives', () => {
  const REFUSED: [string, Record<string, unknown>, RegExp][] = [
    ['analyze', { profile: '../secret.json' }, /outside the roots/],
    ['analyze', { profile: '../../etc/hostname' }, /outside the roots/],
    ['analyze', { profile: '/etc/hostname' }, /outside the roots/],
    ['analyze', { profile: 'innocent.json' }, /a link that leads out/],
    ['analyze', { profile: 'shop-2.4.0.json\0.txt' }, /NUL byte/],
    ['compare', { baseline: '../../etc/hostname', candidate: 'nightly' }, /outside the roots/],
    ['compare', { baseline: 'git:--upload-pack=touch /tmp/x', script: 'a.py' }, /not the name of a commit/],
    ['compare', { baseline: 'git:HEAD', candidate: 'git:-x', script: 'a.py' }, /not the name of a commit/],
    ['compare', { baseline: 'git:a\0b', script: 'a.py' }, /not the name of a commit/],
    ['compare', { baseline: 'git:HEAD', cwd: '..', script: 'a.py' }, /outside the roots/],
    ['profile', { script: '../../etc/hostname' }, /outside the roots/],
    ['profile', { script: 'innocent.json' }, /a link that leads out/],
    ['profile', { script: 'a\0.py' }, /NUL byte/],
    ['profile', { script: 'shop-2.4.0.json', cwd: '/' }, /outside the roots/],
    ['profile', { script: 'shop-2.4.0.json', ref: '--output=/tmp/x' }, /not the name of a commit/],
    ['profile', { module: '-c import os' }, /not the name of a module/],
    ['profile', { script: 'shop-2.4.0.json', args: ['a\0b'] }, /NUL byte/],
    ['profile', { script: 'missing.py' }, /There is no "missing.py"/],
    ['profile', { script: 'shop-2.4.0.json', module: 'os' }, /Exactly one of script and module/],
    ['profile', { script: 'shop-2.4.0.json', timeout_seconds: 1e9 }, /more than the 3600/],
  ];

  it.each(REFUSED)('%s %j is refused with the reason', async (tool, args, reason) => {
    const answer = await call(server.client, tool, args);
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(reason);
    expect(answer.text).not.toMatch(/Unexpected failure/);
  });
});
