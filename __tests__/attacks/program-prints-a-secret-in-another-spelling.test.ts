import { afterAll, describe, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { Launcher, outputTail } from '../../src/measure/launch.js';
import { makeMasker } from '../../src/measure/mask.js';
import { removeTestFolders, testFolder } from '../support/repository.js';
import { testPython } from '../support/python.js';

afterAll(removeTestFolders);

const VALUES = [
  "pa\"ss\\wo\\\\rd 'x' +/é&<1>",
  'first-line-of-it\nsecond "line"\\\nXyZ9\n',
  'plain-secret-value?of:one/line',
];

/** How Python, as anybody would write it, prints `v`. */
const SPELLINGS = [
  'v',
  'repr(v)',
  'json.dumps(v)',
  'json.dumps(v, ensure_ascii=False)',
  'json.dumps(json.dumps({"key": v}))',
  'urllib.parse.quote(v)',
  'urllib.parse.quote(v, safe="")',
  'urllib.parse.quote_plus(v)',
  'urllib.parse.quote_plus(v).lower()',
  'shlex.quote(v)',
  'html.escape(v)',
  'base64.b64encode(v.encode()).decode()',
  'base64.urlsafe_b64encode(v.encode()).decode()',
  'base64.encodebytes(v.encode() * 1).decode()',
  'base64.b64encode(("u:" + v).encode()).decode()',
  'base64.b64encode(("us:" + v).encode()).decode()',
  'v.encode().hex()',
  '"\\n".join("    " + line for line in v.splitlines())',
];

function printed(value: string, spelling: string): string {
  const code = `import base64, html, json, shlex, sys, urllib.parse; v = sys.argv[1]; sys.stdout.buffer.write(str(${spelling}).encode())`;
  return execaSync('python3', ['-c', code, value]).stdout;
}

describe.each(VALUES)('the secret %j', (value) => {
  const masker = makeMasker([value]);

  it.each(SPELLINGS.filter((spelling) => !spelling.endsWith('.lower()') || value === value.toLowerCase()))(
    'is masked as %s',
    (spelling) => {
      const left = masker.text(`before ${printed(value, spelling)} after`);
      expect(left).toMatch(/^before/);
      // At most quotes, padding, blanks and what base64 shares with neighbours are left of it.
      expect(left.replace(/^before|after$/g, '').replace(/[^A-Za-z0-9]|key/g, '').length).toBeLessThanOrEqual(6);
    },
  );
});

it('words, rules and short values are left where they stand', () => {
  const masker = makeMasker(['UTC', 'true', 'first-secret-line\n-----\ntrue\n{\n', undefined, '']);
  expect(masker.text('UTC is true ----- {')).toBe('UTC is true ----- {');
});

it('the password of a connection string counts by itself', () => {
  const masker = makeMasker(['postgres://user:hunter2%21hunter2@db.example/prod']);
  expect(masker.text('a hunter2%21hunter2 b hunter2!hunter2')).toBe('a *** b ***');
});

it('a profile keeps its keys and its numbers', () => {
  const masker = makeMasker(['files_of_mine', 'a "quoted" value']);
  const profile = { files_of_mine: 0.1, files: { '/x/a "quoted" value.py': { lines: ['k = a "quoted" value\n'] } } };
  expect(masker.data(profile)).toEqual({ files_of_mine: 0.1, files: { '/x/***.py': { lines: ['k = ***\n'] } } });
});

it('output that is cut, or written in two parts, shows no part of one', async () => {
  const secret = Array.from({ length: 40 }, (_, at) => `part${String(at)}é`).join('-');
  const python = await testPython();
  const launcher = new Launcher(python.baseExecutable, {}, await testFolder(), makeMasker([secret]));
  try {
    const show = async (code: string) => {
      const argv = [
        python.baseExecutable,
        '-c',
        `import sys; w = sys.stdout.buffer.write; s = sys.argv[1].encode(); ${code}`,
        secret,
      ] as const;
      return (await launcher.run({ argv, cwd: '/', env: {}, timeoutSec: 20 }, new AbortController().signal)).output;
    };
    const split = await show('w(s[:100]); sys.stdout.flush(); w(s[100:])');
    expect(outputTail(split)).toBe('***');
    const over = await show('w(b"x" * 8100 + s)');
    expect(over.head + over.tail).not.toContain('part');
    const endless = await show('w(b"y" * 8000 + s * 2000)');
    expect(endless.head + endless.tail).not.toContain('part');
  } finally {
    await launcher.close();
  }
});
