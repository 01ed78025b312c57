import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { main } from '../../src/cli/main.js';
import { fakeStdio } from './stdio.js';

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const stdio = fakeStdio();
  const status = await main(argv, stdio);
  return { status, out: stdio.outText(), err: stdio.errText() };
}

describe('the command line', () => {
  it('prints the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });

  it('shows every command and the exit statuses in its help, on stdout', async () => {
    const { status, out } = await run('--help');
    expect(status).toBe(0);
    for (const command of ['gate', 'measure', 'compare', 'analyze', 'report', 'doctor', 'demo']) {
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    expect(out).toContain('3 the measurement could not be made');
  });

  it.each(['gate', 'measure', 'compare', 'analyze', 'report'])('gives examples in the help of %s', async (command) => {
    const { status, out } = await run(command, '--help');
    expect(status).toBe(0);
    expect(out).toContain(`$ scalene-mcp-action ${command}`);
  });

  it('without a command says on stderr what there is, and fails', async () => {
    const { status, out, err } = await run();
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('gate');
  });

  it('suggests the command that was meant', async () => {
    const { status, err } = await run('gat');
    expect(status).toBe(2);
    expect(err).toContain('Did you mean gate?');
  });

  it('suggests the option that was meant, and where to read more', async () => {
    const { status, err } = await run('gate', '--scirpt', 'x.py');
    expect(status).toBe(2);
    expect(err).toContain('Did you mean --script?');
    expect(err).toContain('scalene-mcp-action gate --help');
  });

  it('tells all wrong settings at once, each with the way out', async () => {
    const { status, out, err } = await run('gate', '--script', 'x.py', '--tolerance', 'lots', '--max-pairs', '0');
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('--tolerance is "lots"');
    expect(err).toContain('--max-pairs is');
  });

  it('takes a word before -- for a slip', async () => {
    const { status, err } = await run('gate', 'x.py');
    expect(status).toBe(2);
    expect(err).toContain('"x.py" is not an option; name a script with --script');
  });

  it('says what to name when nothing says what to run', async () => {
    const { status, err } = await run('gate');
    expect(status).toBe(2);
    expect(err).toContain('--script');
  });

  it('needs a folder to measure into', async () => {
    const { status, err } = await run('measure', '--script', 'x.py');
    expect(status).toBe(2);
    expect(err).toContain('--out');
  });

  it('says that a folder is no measurement', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'no-measurement-'));
    try {
      const { status, out, err } = await run('compare', folder);
      expect(status).toBe(2);
      expect(out).toBe('');
      expect(err).toContain('holds no measurement');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('wants either folders or profiles of both sides', async () => {
    expect((await run('compare')).err).toContain('Nothing to compare');
    expect((await run('compare', '--base', 'a.json')).err).toContain('both sides');
    expect((await run('compare', 'folder', '--base', 'a.json', '--head', 'b.json')).status).toBe(2);
  });

  it('names a profile that is not there, or is none', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'no-profile-'));
    const file = path.join(folder, 'empty.json');
    await writeFile(file, '{}\n');
    try {
      const missing = await run('compare', '--base', path.join(folder, 'a.json'), '--head', file);
      expect(missing.status).toBe(2);
      expect(missing.err).toContain('there is no such file');
      const empty = await run('analyze', file);
      expect(empty.status).toBe(2);
      expect(empty.err).toContain('before the first sample');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says so when there is no repository around', async () => {
    const stdio = { ...fakeStdio(), cwd: os.tmpdir() };
    expect(await main(['gate', '--script', 'x.py'], stdio)).toBe(2);
    expect(stdio.errText()).toContain('not inside a git repository');
  });
});
