import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { VERSION } from '../../src/model/version.js';

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1e8 })
  .split('\0')
  .filter((file) => file !== '');

/** The text of a committed file; of a gzipped one, what is inside. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Committed files in which the pattern stands, with the first place. */
function filesWith(pattern: RegExp, among: readonly string[] = files): string[] {
  return among.flatMap((file) => {
    const found = pattern.exec(textOf(file));
    return found === null ? [] : [`${file}: ${found[0]}`];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('what is committed', () => {
  it('is there to be looked at', () => {
    expect(files).toEqual(expect.arrayContaining(['package.json', 'action.yml', 'README.md', 'package-lock.json']));
  });

  it('names no path of the machine it was made on', () => {
    const common = ['/', '/tmp', '/var/tmp', '/home', '/Users', '/home/runner', os.tmpdir()];
    const places = [path.dirname(process.cwd()), os.homedir()].filter((place) => !common.includes(place));
    const whole = places.map((place) => `(?<![\\w.])${escaped(place)}/`);
    expect(filesWith(new RegExp(whole.join('|')))).toEqual([]);
  });

  it('names no home folder of a person', () => {
    const known = ['runner', 'user', 'me', 'you'].join('|');
    expect(filesWith(new RegExp(`/(?:home|Users)/(?!(?:${known})\\b)[a-z][a-z0-9_-]+/`))).toEqual([]);
  });

  it('names no registry from which packages came', () => {
    expect(filesWith(/"resolved":/, ['package-lock.json'])).toEqual([]);
    const written = files.filter((file) => !file.startsWith('dist/'));
    expect(filesWith(/https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|devpi)[\w.-]*[:/]/i, written)).toEqual(
      [],
    );
  });

  it('has the same version everywhere', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    expect(VERSION).toBe(version);
  });

  it('is allowed to run where a person would run it', () => {
    const modes = execFileSync('git', ['ls-files', '--stage', 'dist/cli/index.js', '.ci/run'], { encoding: 'utf8' });
    expect(
      modes
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 6)),
    ).toEqual(['100755', '100755']);
  });
});
