/**
 * A program that puts something else in the place of one of the runner's command files: it is noticed and put right, and nothing waits
 * for it, or writes where it leads.
 */
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { guardCommandFiles } from '../../src/action/commandFiles.js';

let folder: string;
let file: string;
let victim: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'command-files-'));
  file = path.join(folder, 'set_env');
  victim = path.join(folder, 'victim');
  writeFileSync(file, 'A=1\n');
  writeFileSync(victim, 'mine');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each<[string, () => void]>([
  ['a pipe', () => void execaSync('mkfifo', [file])],
  ['a link to a file', () => symlinkSync(victim, file)],
  ['a link to a device', () => symlinkSync('/dev/zero', file)],
  ['a link to nowhere', () => symlinkSync(path.join(folder, 'nothing'), file)],
  ['a folder', () => mkdirSync(path.join(file, 'deep'), { recursive: true })],
  ['a huge file', () => void execaSync('truncate', ['-s', '4G', file])],
  ['other content of the same length', () => writeFileSync(file, 'B=2\n')],
  ['nothing', () => undefined],
])(
  '%s',
  async (_, replace) => {
    const guard = await guardCommandFiles({ GITHUB_ENV: file });
    rmSync(file);
    replace();
    expect(await guard.restore()).toEqual(['GITHUB_ENV']);
    expect(lstatSync(file).isFile()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('A=1\n');
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(await guard.restore()).toEqual([]);
  },
  5_000,
);
