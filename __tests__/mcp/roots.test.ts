// Which paths a call may name.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Roots } from '../../src/mcp/roots.js';

let base: string;
let root: string;
let roots: Roots;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'roots-')));
  root = join(base, 'project');
  mkdirSync(join(root, 'src'), { recursive: true });
  mkdirSync(join(base, 'project-secret'));
  writeFileSync(join(root, 'src', 'a.py'), '');
  writeFileSync(join(base, 'project-secret', 'key'), '');
  symlinkSync(join(base, 'project-secret', 'key'), join(root, 'innocent.py'));
  symlinkSync(base, join(root, 'up'));
  symlinkSync(join(root, 'src'), join(root, 'inner'));
  symlinkSync(root, join(base, 'other-name'));
  roots = new Roots([root]);
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('a path in a call', () => {
  it('may be relative to the root or absolute inside it, also through links that stay inside', () => {
    const file = join(root, 'src', 'a.py');
    expect(roots.file('src/a.py')).toBe(file);
    expect(roots.file(file)).toBe(file);
    expect(roots.file('src/../src/a.py')).toBe(file);
    expect(roots.file('inner/a.py')).toBe(file);
    expect(roots.file(join(base, 'other-name', 'src', 'a.py'))).toBe(file);
    expect(roots.file('a.py', join(root, 'src'))).toBe(file);
    expect(roots.folder('.')).toBe(root);
  });

  it.each([
    ['../../etc/hostname', /outside the roots/],
    ['../project-secret/key', /outside the roots/],
    ['src/../../project-secret/key', /outside the roots/],
    ['/etc/hostname', /outside the roots/],
    ['innocent.py', /a link that leads out/],
    ['up/project-secret/key', /a link that leads out/],
    ['src/a.py\0.txt', /NUL byte/],
    ['', /empty or too long/],
    ['a'.repeat(5000), /empty or too long/],
    ['src', /not a regular file/],
    ['src/missing.py', /There is no "src\/missing.py"/],
  ])('is refused with the reason: %j', (path, reason) => {
    expect(() => roots.file(path)).toThrow(reason);
  });

  it('outside is refused in the same words whether there is something or not', () => {
    const message = (path: string): string => {
      try {
        return roots.existing(path);
      } catch (error) {
        return String(error).replaceAll(path, 'PATH');
      }
    };
    expect(message('/etc/hostname')).toBe(message('/etc/there-is-no-such-file'));
  });

  it('cannot be a file where a folder is needed, and a root must be a folder', () => {
    expect(() => roots.folder('src/a.py')).toThrow(/not a folder/);
    expect(() => new Roots([join(root, 'src', 'a.py')])).toThrow(/not a folder/);
    expect(() => new Roots([join(root, 'none')])).toThrow(/not a folder/);
  });
});
