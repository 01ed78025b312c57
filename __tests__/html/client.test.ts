import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignLines, changedWords, foldQuiet } from '../../web/align.js';
import { flameNodes, selfWidth, visibleChildren, type FlameNode } from '../../web/flame-tree.js';
import { highlightLines, withMarks } from '../../web/highlight.js';
import { fragmentOf, parseRoute } from '../../web/route.js';

const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'return x'), { maxLength: 30 });

describe('two texts side by side', () => {
  it('show every line of both, once and in order, and pair only equal lines as the same', () => {
    fc.assert(
      fc.property(text, text, (base, head) => {
        const rows = alignLines(base, head);
        expect(rows.flatMap((row) => (row.base === null ? [] : [row.base]))).toEqual(base.map((_, index) => index + 1));
        expect(rows.flatMap((row) => (row.head === null ? [] : [row.head]))).toEqual(head.map((_, index) => index + 1));
        for (const row of rows) {
          if (row.kind === 'same') expect(base[(row.base ?? 0) - 1]).toBe(head[(row.head ?? 0) - 1]);
        }
      }),
    );
  });

  it('let an inserted comment shift nothing', () => {
    const base = ['def f():', '    return 1'];
    expect(alignLines(base, ['# new', ...base])).toEqual([
      { base: null, head: 1, kind: 'added' },
      { base: 1, head: 2, kind: 'same' },
      { base: 2, head: 3, kind: 'same' },
    ]);
  });

  it('mark the words that differ, and none where nearly all do', () => {
    expect(changedWords('total = add(a, b)', 'total = add(a, c)')).toEqual({
      base: [{ from: 15, to: 16 }],
      head: [{ from: 15, to: 16 }],
    });
    expect(changedWords('return 1', 'while open: read()')).toEqual({ base: [], head: [] });
  });

  it('fold only stretches in which nothing matters, and cover every row once', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (matters) => {
        const blocks = foldQuiet(matters.length, (index) => matters[index] === true);
        const covered = blocks.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
        expect(covered).toEqual(matters.map((_, index) => index));
        for (const { kind, from, to } of blocks) {
          if (kind === 'fold') expect(matters.slice(from, to)).not.toContain(true);
        }
      }),
    );
  });
});

describe('highlighting', () => {
  it('loses no character, marks or not', () => {
    const lines = ['def f(x):', '    """A string', '    over lines."""', '    return x + 1  # sum', '    €"unclosed'];
    const tokens = highlightLines(lines);
    expect(tokens.map((line) => line.map((piece) => piece.text).join(''))).toEqual(lines);
    const pieces = withMarks(tokens[3] ?? [], [{ from: 6, to: 13 }]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(lines[3]);
    expect(
      pieces
        .filter(({ marked }) => marked)
        .map((piece) => piece.text)
        .join(''),
    ).toBe('turn x ');
  });

  it('knows that a string goes on over lines', () => {
    expect(highlightLines(['x = """one', 'def two', '"""'])[1]).toEqual([{ text: 'def two', token: 't-string' }]);
  });
});

describe('fragments', () => {
  it('lead back to where they came from, whatever a path holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }), fc.nat(), (parts, line) => {
        const path = parts.map((part) => part.replaceAll('/', '_')).join('/');
        const route = { view: 'source' as const, path, params: { side: 'head', line: String(line) } };
        expect(parseRoute(fragmentOf(route))).toEqual(route);
      }),
    );
  });

  it('that mean nothing lead to the overview', () => {
    for (const fragment of ['', '#', '#/nowhere/at/all', '#%E0%A4%A', '#/constructor']) {
      expect(parseRoute(fragment)).toEqual({ view: 'overview', path: '', params: {} });
    }
  });
});

describe('the tree of calls', () => {
  const data = {
    metric: 'cpu-time' as const,
    source: 'stacks' as const,
    frames: ['all', 'main', 'old', 'new'].map((name) => ({ name, path: `${name}.py`, line: 1 })),
    frame: [0, 1, 2, 3],
    depth: [0, 1, 2, 2],
    base: [0, 1, 4, 0],
    head: [0, 2, 0, 5],
    leftOut: 0,
  };

  it('sums up what is below each box, on each side', () => {
    const [root, main] = flameNodes(data);
    expect([root?.base, root?.head]).toEqual([5, 7]);
    expect([main?.base, main?.head, main?.baseSelf, main?.headSelf]).toEqual([5, 7, 1, 2]);
  });

  it('has in the difference a box for what is gone and for what is new, and on one side only its own', () => {
    const [, main] = flameNodes(data);
    const names = (mode: 'difference' | 'base' | 'head') =>
      visibleChildren(main as FlameNode, mode).map(({ frame }) => frame.name);
    expect(names('difference')).toEqual(['new', 'old']);
    expect(names('base')).toEqual(['old']);
    expect(names('head')).toEqual(['new']);
    expect(selfWidth(main as FlameNode, 'difference')).toBe(2);
  });
});
