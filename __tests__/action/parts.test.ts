import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardCommandFiles } from '../../src/action/commandFiles.js';
import { newsOf, remarkOf, worstVerdict, type Finding } from '../../src/action/findings.js';
import { settingSources, readInputs } from '../../src/action/inputs.js';
import { remarkMarkdown } from '../../src/action/remark.js';
import { harmless } from '../../src/action/runner.js';
import { openSandbox } from '../../src/action/sandbox.js';
import { openStaging } from '../../src/action/staging.js';
import { MeasureError } from '../../src/model/errors.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a line of the log', () => {
  /** What actions/runner takes for a command: `ActionCommand.TryParseV2` and `TryParse`. */
  const isCommand = (line: string): boolean => /^\s*::[^:]/.test(line) || line.includes('##[');

  it.each([
    '::error::x',
    '   ::set-output name=a::b',
    '\t::debug::x',
    'text ##[group]x',
    '##[error]x',
    '\u202e::error::x',
    '\r::error::x',
  ])('is no command: %j', (line) => {
    expect(isCommand(harmless(line))).toBe(false);
  });

  it('is left as it is where it is harmless', () => {
    for (const line of ['std::vector grew', 'Pair 1: 2.0 s', '# 12']) expect(harmless(line)).toBe(line);
  });
});

describe('the guard of the command files', () => {
  it('puts back what was appended, changed in place or removed, and names the files', async () => {
    const file = (name: string) => path.join(folder, name);
    const env = {
      GITHUB_ENV: file('env'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_PATH: file('path'),
      GITHUB_STATE: file('state'),
    };
    for (const name of ['env', 'output', 'path', 'state']) writeFileSync(file(name), 'before\n');
    const guard = await guardCommandFiles(env);
    writeFileSync(file('env'), 'evil', { flag: 'a' });
    writeFileSync(file('output'), 'beforX\n');
    rmSync(file('path'));
    expect(await guard.restore()).toEqual(['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH']);
    for (const name of ['env', 'output', 'path', 'state']) expect(readFileSync(file(name), 'utf8')).toBe('before\n');
    expect(await guard.restore()).toEqual([]);
  });

  it('empties a file that was not there before', async () => {
    const guard = await guardCommandFiles({ GITHUB_ENV: path.join(folder, 'env') });
    writeFileSync(path.join(folder, 'env'), 'A=b');
    expect(await guard.restore()).toEqual(['GITHUB_ENV']);
    expect(readFileSync(path.join(folder, 'env'), 'utf8')).toBe('');
  });
});

describe('the inputs', () => {
  it('are what the runner hands over, without those that nobody set', () => {
    const env = { 'INPUT_MAX-PAIRS': '5', INPUT_SCRIPT: 'a.py', INPUT_ARGS: '', INPUT_PROGRAM: 'etl', OTHER: 'x' };
    expect(readInputs(env)).toEqual({ 'max-pairs': '5', script: 'a.py', program: 'etl' });
  });

  it('go with the usual configuration file, where there is one', async () => {
    const found = await settingSources({}, (file) =>
      Promise.resolve(file === '.github/scalene.yml' ? 'gpu: false' : null),
    );
    expect(found.file).toEqual({ path: '.github/scalene.yml', text: 'gpu: false' });
    expect((await settingSources({}, () => Promise.resolve(null))).file).toBeUndefined();
  });
});

describe('a program that could not be measured', () => {
  const error = new MeasureError("Setup failed (`pip` said '<no>'): mend it.", {
    outputTail: 'line @team\n```\n##[error]x\n',
  });

  it('is told with its last output, escaped, in a block that it cannot close', () => {
    const markdown = remarkMarkdown(remarkOf(error, 'etl|`x`'));
    expect(markdown).toMatch(/^## 🛑 could not measure in /);
    expect(markdown).toContain('\\<no\\>');
    expect(markdown.split('\n').slice(-5)).toEqual(['````', 'line @team', '```', '##[error]x', '````']);
  });

  it('makes the verdict incomparable, and is news', () => {
    const programs: Finding[] = [remarkOf(error, 'etl')];
    expect(worstVerdict(programs)).toBe('incomparable');
    expect(newsOf(programs)).toBe('worse');
  });

  it('of several programs is the join: unchanged ones are neutral', () => {
    const judged = (verdict: string) => ({ kind: 'judged', comparison: { verdict } }) as unknown as Finding;
    expect(worstVerdict([judged('improvement'), judged('no-change')])).toBe('improvement');
    expect(worstVerdict([judged('improvement'), judged('regression')])).toBe('mixed');
  });

  it('is a bug, and goes on, where it is no expected error', () => {
    expect(() => remarkOf(new TypeError('x is undefined'), undefined)).toThrow(TypeError);
  });
});

describe('the folder of the artifact', () => {
  it('has a folder for each program, none outside itself', async () => {
    const staging = await openStaging({ RUNNER_TEMP: folder });
    expect(staging.folderOf(undefined)).toBe(staging.folder);
    for (const name of ['etl', 'bench/etl.py (Python 3.12)', '../../evil', '..']) {
      expect(path.dirname(staging.folderOf(name))).toBe(staging.folder);
    }
  });
});

describe('the sandbox', () => {
  it('is none where it cannot be, with the reason', async () => {
    expect(await openSandbox({ env: {}, platform: 'darwin' })).toEqual({
      kind: 'none',
      reason: 'there is one on Linux only',
    });
    expect(await openSandbox({ env: {}, platform: 'linux' })).toEqual({
      kind: 'none',
      reason: 'the runner names no folder of its own to hide',
    });
  });
});
