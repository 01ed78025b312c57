import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inert, messageText, outputLines, shortenMiddle, sourceText, visible } from '../../src/report/text.js';

describe('untrusted text', () => {
  it('shows control, bidirectional and zero-width characters as Python would escape them', () => {
    expect(visible('a\u001b[31mb\u0000c\n\t\r')).toBe('a\\x1b[31mb\\x00c\\n\\t\\r');
    expect(visible('user\u202etxt.exe \u2066x\u2069 \u200bz \ufeff')).toBe(
      'user\\u202etxt.exe \\u2066x\\u2069 \\u200bz \\ufeff',
    );
    expect(visible('tag \u{e0041} half \ud83d')).toBe('tag \\U000e0041 half \\ud83d');
  });

  it('leaves letters of any language and emoji alone', () => {
    expect(visible('größe 数 été 🚀 – “x”')).toBe('größe 数 été 🚀 – “x”');
  });

  it('never keeps an invisible character, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('is shortened in the middle with both ends in sight', () => {
    expect(shortenMiddle('src/very/long/path/to/module.py', 16)).toBe('src/v…/module.py');
    expect([...shortenMiddle('🚀'.repeat(50), 20)]).toHaveLength(20);
  });

  it('in a message is one line, and blanks collapse', () => {
    expect(messageText('  one\n\n  two\tthree  ')).toBe('one two three');
  });

  it('of a source line loses its indentation, not its content', () => {
    expect(sourceText('\t\tx = 1  ')).toBe('x = 1');
  });

  it('cannot hold a command of the runner', () => {
    expect(inert('x = "##[error]boom"')).toBe('x = "##\\[error]boom"');
  });
});

describe("a program's output", () => {
  it('loses its colours and keeps its last twenty lines', () => {
    const output = `${Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\r\n')}\n\u001b[31mred\u001b[0m\u001b]0;title\u0007\n\n`;
    const lines = outputLines(output);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe('red');
    expect(lines[0]).toBe('line 11');
  });

  it('keeps no escape sequence, complete or not', () => {
    expect(outputLines('a\u001b[2Jb\u001b[')).toEqual(['ab\\x1b[']);
  });
});
