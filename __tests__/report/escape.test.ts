import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeBlock, codeSpan, html, markdown, words } from '../../src/report/markdown/escape.js';
import { code } from '../../src/report/prose.js';
import { decoded, page } from './html.js';
import { hostileText } from './hostile.js';

function textOf(source: string): string {
  return page(source)
    .texts.map(({ text }) => text)
    .join('')
    .replaceAll('\u200b', '')
    .trim();
}

describe('words in Markdown', () => {
  it.each([
    ['@team', '@&#8203;team'],
    ['see #12', 'see #&#8203;12'],
    ['GH-7', 'GH-&#8203;7'],
    [':tada:', ':&#8203;tada:'],
    ['https://x.example', 'https:&#8203;//x.example'],
    ['www.x.example', 'www&#8203;.x.example'],
    ['a | b', 'a \\| b'],
    ['<b> <!-- x', '\\<b\\> \\<!-- x'],
    ['**bold** `code` [a](b)', '\\*\\*bold\\*\\* \\`code\\` \\[a\\](b)'],
    ['&#64;team &amp;', '&amp;#&#8203;64;team &amp;amp;'],
    ['# heading', '&#8203;# heading'],
    ['1. item', '&#8203;1. item'],
    ['- item', '&#8203;- item'],
    ['2.07 s and −3 %', '2.07 s and −3 %'],
  ])('%s is written %s', (text, escaped) => {
    expect(words(text)).toBe(escaped);
  });

  it('show as they are, whatever they hold', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const shown = page(words(text));
        expect(shown.tags.filter((tag) => tag !== '<p>')).toEqual([]);
        // What GitHub acts on in the finished page is broken up.
        const seen = shown.texts.map((each) => each.text).join('');
        expect(seen).not.toMatch(/@[\w-]|#\d|:\w+:|:\/\/|www\./);
      }),
      { numRuns: 300 },
    );
  });
});

describe('code in Markdown', () => {
  it.each([
    ['parse_rows', '`parse_rows`'],
    ['a`b', '``a`b``'],
    ['`x`', '`` `x` ``'],
    ['', '<code></code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['me@x.y|', '<code>me&#64;&#8203;x&#46;y&#124;</code>'],
  ])('%s is written %s', (text, escaped) => {
    expect(codeSpan(text)).toBe(escaped);
  });

  it('shows as it is in a paragraph and in a cell of a table', () => {
    fc.assert(
      fc.property(
        hostileText().filter((text) => text.trim() !== ''),
        (text) => {
          const span = codeSpan(text);
          const inTable = page(`| a | b |\n| - | - |\n| ${span} | x |`);
          for (const shown of [page(`x ${span} y`), inTable]) {
            const inside = shown.texts.filter((each) => each.inside.includes('code'));
            expect(inside.map((each) => each.text.replaceAll('\u200b', '')).join('')).toBe(codeText(text));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('in a block cannot close its fence', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { minLength: 1, maxLength: 5 }), (lines) => {
        const shown = page(`${codeBlock(lines, 'text')}\n\nafter`);
        expect(
          shown.texts
            .filter((each) => !each.inside.includes('code'))
            .map((each) => each.text.trim())
            .join(''),
        ).toBe('after');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a summary line', () => {
  it('is HTML in which nothing is markup', () => {
    const line = html(['1 improvement: ', code('<b>|`@x`'), ' & <i> @team #1']);
    expect(line).toBe('1 improvement: <code>&#60;b&#62;|`@x`</code> &#38; &#60;i&#62; @&#8203;team #&#8203;1');
    expect(decoded(line.replace(/<\/?code>/g, ''))).toBe('1 improvement: <b>|`@x` & <i> @\u200bteam #\u200b1');
  });
});

it('sets code in a sentence apart from its words', () => {
  expect(markdown(['most of it in ', code('parse_rows'), '.'])).toBe('most of it in `parse_rows`.');
  expect(textOf(markdown(['<', code('a|b'), '>']))).toBe('<a|b>');
});

/** What a reader sees of a piece of code: invisible characters as escapes; blanks as HTML shows them. */
function codeText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    const point = character.codePointAt(0) ?? 0;
    const digits = point <= 0xff ? 2 : point <= 0xffff ? 4 : 8;
    return named ?? `\\${{ 2: 'x', 4: 'u', 8: 'U' }[digits]}${point.toString(16).padStart(digits, '0')}`;
  });
}
