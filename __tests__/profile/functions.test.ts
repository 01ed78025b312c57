import { describe, expect, it } from '@jest/globals';
import { findFunctions, functionAt, functionsIn } from '../../src/profile/index.js';
import { allNames, documentOf } from './fixtures.js';

/** `name first-last` of every function. */
function found(source: string): string[] {
  return findFunctions(source.split('\n')).map(
    ({ name, line, endLine }) => `${name} ${String(line)}-${String(endLine)}`,
  );
}

describe('functions in Python source', () => {
  it('have qualified names: classes, methods, nested functions', () => {
    const source = [
      'class A:',
      '    class B:',
      '        def f(self):',
      '            def g():',
      '                pass',
      '            return g',
      'def h(): pass',
    ];
    expect(found(source.join('\n'))).toEqual(['A.B.f 3-6', 'A.B.f.g 4-5', 'h 7-7']);
  });

  it('begin at their first decorator and end at their last statement', () => {
    const source = [
      '@a',
      '# why',
      '@b(',
      '    1,',
      ')',
      'async def f(',
      '    x,',
      '):',
      '    return (',
      '        x',
      '    )',
      '',
      '    # after',
      'x = 1',
    ];
    expect(found(source.join('\n'))).toEqual(['f 1-11']);
    expect(findFunctions(source)[0]).toMatchObject({ defLine: 6, decorators: ['a', 'b('] });
  });

  it('may be defined on conditions, several times under one name', () => {
    const source = [
      'if x:',
      '    def f():',
      '        return 1',
      'else:',
      '    def f():',
      '        return 2',
      'try:',
      '    def g(): pass',
      'finally:',
      '    pass',
    ];
    expect(found(source.join('\n'))).toEqual(['f 2-3', 'f 5-6', 'g 8-8']);
  });

  it('are not found in strings, comments and brackets', () => {
    const source = [
      'TEXT = """',
      'def no(): pass',
      '"""',
      'X = \'it\\\'s\' ; Y = """a\\""""',
      'def yes(a="(", b=\'"""\'):  # def no():',
      '    s = "line \\',
      'def no(): pass"',
      '    return (a,',
      'b)',
      '    # def no(): pass',
      "r'\\'",
      'def too(): pass',
    ];
    expect(found(source.join('\n'))).toEqual(['yes 5-9', 'too 12-12']);
  });

  it('survive line continuations, tabs, form feeds, and lines that begin further left inside brackets', () => {
    const source = [
      'def \\',
      '  f():',
      '\tif x and \\',
      'y:',
      '\t\treturn [',
      '1,',
      ']',
      '        return 2',
      '\f',
      '\fdef g():',
      '    return lambda: 1',
    ];
    expect(found(source.join('\n'))).toEqual(['f 1-8', 'g 10-11']);
  });

  it('count a tab up to the next multiple of eight columns, as Python does', () => {
    expect(found('class A:\n    def f(self):\n\treturn 1\n    x = 1\n  \tdef g(self):\n\t    pass')).toEqual([
      'A.f 2-3',
      'A.g 5-6',
    ]);
  });

  it('have names in any script', () => {
    expect(found('def größe(): pass\nclass Ä:\n  def 大(self): pass')).toEqual(['größe 1-1', 'Ä.大 3-3']);
  });

  it('are found again behind a bracket that was never closed', () => {
    expect(found('x = (1,\ndef f():\n    return 1\ny = 2')).toEqual(['f 2-3']);
  });

  it('come with their text, without the indentation of where they stand', () => {
    const source = ['class A:', '    @property', '    def f(self):   ', '        return 1', '', 'def g(): pass'];
    expect(findFunctions(source)[0]?.body).toBe('@property\ndef f(self):\n    return 1');
  });

  it.each(['\\', '(', '"', '\\"', "'''", ' ', '@'])('are looked for in one long line of %j only once', (piece) => {
    const started = performance.now();
    findFunctions([`x = "${piece.repeat(500_000)}`, 'def f():', '    pass']);
    findFunctions([piece.repeat(500_000), 'def f():', '    pass']);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('are none in an empty file', () => {
    expect(found('')).toEqual([]);
    expect(findFunctions([])).toEqual([]);
  });
});

describe('what Scalene saw with Python’s own parser', () => {
  const source = ['x = (1,', '# )', 'y = """', 'def f():', '    return 1', 'def g():', '    return 2'];

  it('wins over a text that reads differently', () => {
    expect(functionsIn(source)).toEqual([]);
    const seen = [
      { start: 4, end: 5 },
      { start: 6, end: 7 },
    ];
    expect(functionsIn(source, seen).map(({ name, line, endLine }) => [name, line, endLine])).toEqual([
      ['f', 4, 5],
      ['g', 6, 7],
    ]);
  });

  it('nests by what lies inside what, and skips what has no header', () => {
    const nested = ['"""', 'class A:', '    def f(self):', '        pass', '    x = 1', '"'];
    const seen = [
      { start: 2, end: 5 },
      { start: 3, end: 4 },
      { start: 5, end: 5 },
    ];
    expect(functionsIn(nested, seen).map(({ name }) => name)).toEqual(['A.f']);
  });

  it.each(allNames().filter((name) => /^2\.[24]/.test(name)))('agrees with the text of every file in %s', (name) => {
    for (const { lines } of Object.values(documentOf(name).files)) {
      const sources = lines.map(({ line }) =>
        String(line)
          .replace(/\n$/, '')
          .replaceAll('\\u003c', '<')
          .replaceAll('\\u003e', '>')
          .replaceAll('\\u0026', '&'),
      );
      const starts = new Map(
        lines.map((line) => [Number(line['start_function_line']), Number(line['end_function_line'])]),
      );
      const functions = functionsIn(sources).map(({ defLine, endLine }) => [defLine, endLine]);
      const classes = sources.flatMap((text, index) => (/^\s*class\s/.test(text) ? [index + 1] : []));
      const seen = [...starts].filter(([start]) => start > 0 && !classes.includes(start)).sort((a, b) => a[0] - b[0]);
      expect(functions).toEqual(seen);
    }
  });
});

describe('the function around a line', () => {
  const functions = findFunctions(['def f():', '    def g():', '        pass', '    return g', 'x = 1']);

  it('is the innermost one, and none at module level', () => {
    expect([1, 2, 3, 4, 5, 99].map((line) => functionAt(functions, line)?.name)).toEqual([
      'f',
      'f.g',
      'f.g',
      'f',
      undefined,
      undefined,
    ]);
  });
});
