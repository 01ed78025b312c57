import { describe, expect, it } from '@jest/globals';
import { alignRoots } from '../../src/profile/roots.js';

describe('the roots of two sets of profiles', () => {
  it('are what stands before the common end of their paths', () => {
    expect(alignRoots(['/tmp/base/etl/parse.py', '/tmp/base/main.py'], ['/home/x/head/etl/parse.py'])).toEqual({
      base: '/tmp/base',
      head: '/home/x/head',
    });
  });

  it('are the same folder where both sides were made in one', () => {
    expect(alignRoots(['/repo/main.py'], ['/repo/main.py'])).toEqual({ base: '/repo', head: '/repo' });
  });

  it('follow the majority where a name occurs in two folders', () => {
    const files = ['a/__init__.py', 'b/__init__.py', 'main.py'];
    const under = (root: string): string[] => files.map((file) => `${root}/${file}`);
    expect(alignRoots(under('/one'), under('/two'))).toEqual({ base: '/one', head: '/two' });
  });

  it('are not told by relative paths, evaluated code or nothing at all', () => {
    const none = { base: undefined, head: undefined };
    expect(alignRoots(['main.py'], ['main.py'])).toEqual(none);
    expect(alignRoots(['<eval@__init__.py:436>'], ['/r/main.py'])).toEqual(none);
    expect(alignRoots([], [])).toEqual(none);
  });

  it('keep the separators of Windows', () => {
    expect(alignRoots(['C:\\a\\base\\x.py'], ['D:\\head\\x.py'])).toEqual({ base: 'C:\\a\\base', head: 'D:\\head' });
  });
});
