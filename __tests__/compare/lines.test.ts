// Lines of a function on both sides.
import { describe, expect, it } from '@jest/globals';
import { pairLines } from '../../src/compare/lines.js';
import type { SideFunction } from '../../src/compare/functions/inventory.js';

function entry(text: readonly string[], line: number): SideFunction {
  return {
    key: 'k',
    file: 'a.py',
    name: 'f',
    line,
    endLine: line + text.length - 1,
    text,
    ownLines: text.map((_, i) => line + i),
  };
}

function shown(base: readonly string[] | null, head: readonly string[] | null): string[] {
  return pairLines(base && entry(base, 1), head && entry(head, 101)).map(
    ({ base: b, head: h, status }) => `${b?.line ?? '-'} ${h?.line ?? '-'} ${status}`,
  );
}

describe('pairs of lines', () => {
  it('follow lines that only moved down or in', () => {
    expect(shown(['def f():', '  a', '  b'], ['def f():', '  new', '    a', '  b'])).toEqual([
      '1 101 same',
      '- 102 added',
      '2 103 same',
      '3 104 same',
    ]);
  });

  it('set the nth old line of a replaced stretch beside the nth new one', () => {
    expect(shown(['a', 'x', 'y', 'b'], ['a', 'p', 'b'])).toEqual([
      '1 101 same',
      '2 102 changed',
      '3 - removed',
      '4 103 same',
    ]);
    expect(shown(['a', 'x', 'b'], ['a', 'p', 'q', 'b'])).toEqual([
      '1 101 same',
      '2 102 changed',
      '- 103 added',
      '3 104 same',
    ]);
  });

  it('are all added or removed where one side has no such function', () => {
    expect(shown(null, ['a', 'b'])).toEqual(['- 101 added', '- 102 added']);
    expect(shown(['a'], null)).toEqual(['1 - removed']);
  });
});
