import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_ANNOTATIONS, renderAnnotations } from '../../src/report/annotations.js';
import { renderCsv } from '../../src/report/csv.js';
import { renderJson } from '../../src/report/json.js';
import { COMMENT_LIMIT, LEAST_ROOM, renderComment } from '../../src/report/markdown/comment.js';
import { inBytes } from '../../src/report/markdown/fit.js';
import { renderSummary, SUMMARY_LIMIT } from '../../src/report/markdown/summary.js';
import { buildReport, type ProgramInput, type ReportModel } from '../../src/report/model.js';
import { renderTerminal } from '../../src/report/terminal/report.js';
import { parseCsv } from './csv.js';
import { hostileComparison, hostileText } from './hostile.js';
import { page, tablesOf } from './html.js';
import { ON_GITHUB } from './states.js';

const RUNS = { numRuns: 60 };

/** Reports of one to three programs of any comparison, with and without links. */
function report(): fc.Arbitrary<ReportModel> {
  const input = fc.record({
    comparison: hostileComparison(),
    name: hostileText(),
  }) satisfies fc.Arbitrary<ProgramInput>;
  return fc
    .tuple(input, fc.array(input, { maxLength: 2 }), fc.boolean(), hostileText())
    .map(([first, rest, links, text]) =>
      buildReport([first, ...rest], links ? { ...ON_GITHUB, previous: text, accepted: { by: text, at: text } } : {}),
    );
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function expectHarmless(markdown: string): void {
  expect(markdown.replaceAll('\n', '')).not.toMatch(INVISIBLE);
  const shown = page(markdown);
  expect(shown.unbalanced).toEqual([]);
  const foreign = shown.tags.filter((tag) =>
    /^<(?:!--|img|script|iframe|del|em|hr|input|ol|h1|h5|h6|svg)|^<a href="(?!https:\/\/github\.com\/o\/r\/)/.test(tag),
  );
  expect(foreign).toEqual([]);
  for (const table of tablesOf(shown.html)) expect(new Set(table.map((row) => row.length)).size).toBe(1);
  const acted = shown.texts.filter(({ inside }) => !inside.includes('code') && !inside.includes('a'));
  for (const { text } of acted) expect(text).not.toMatch(/@[\w-]|#\d|:\/\/|www\./);
}

describe('any comparison, whatever its texts say,', () => {
  it('is a comment within its limit in which nothing of it is markup', () => {
    fc.assert(
      fc.property(report(), fc.integer({ min: LEAST_ROOM, max: COMMENT_LIMIT }), (model, maxChars) => {
        const text = renderComment(model, { maxChars });
        expect(text.length).toBeLessThanOrEqual(maxChars);
        expectHarmless(text);
      }),
      RUNS,
    );
  });

  it('is a summary within its limit in which nothing of it is markup', () => {
    fc.assert(
      fc.property(report(), fc.integer({ min: 2 * LEAST_ROOM, max: SUMMARY_LIMIT }), (model, maxBytes) => {
        const text = renderSummary(model, { maxBytes });
        expect(inBytes(text)).toBeLessThanOrEqual(maxBytes);
        expectHarmless(text);
      }),
      RUNS,
    );
  });

  it('is terminal text that drives neither the terminal nor the runner', () => {
    fc.assert(
      fc.property(report(), fc.integer({ min: 40, max: 200 }), fc.boolean(), (model, width, unicode) => {
        const text = renderTerminal(model, { width, unicode });
        expect(text.replaceAll('\n', '')).not.toMatch(INVISIBLE);
        expect(text).not.toMatch(/^\s*::/m);
        expect(text).not.toContain('##[');
        if (!unicode) expect(text).toMatch(/^[\n -~]*$/);
      }),
      RUNS,
    );
  });

  it('has at most ten annotations, each one line of harmless text on a line of a file', () => {
    fc.assert(
      fc.property(report(), (model) => {
        const annotations = renderAnnotations(model);
        expect(annotations.length).toBeLessThanOrEqual(MOST_ANNOTATIONS);
        for (const { path, line, endLine, title, message } of annotations) {
          expect(line).toBeGreaterThan(0);
          expect(endLine).toBeGreaterThanOrEqual(line);
          expect([...title].length).toBeLessThanOrEqual(255);
          expect(path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)/);
          for (const text of [path, title, message]) {
            expect(text).not.toMatch(INVISIBLE);
          }
          for (const text of [title, message]) expect(text).not.toContain('##[');
        }
      }),
      RUNS,
    );
  });

  it('survives as JSON, its keys in one order however they came', () => {
    fc.assert(
      fc.property(hostileComparison(), (comparison) => {
        const json = renderJson(comparison);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(comparison)));
        const shuffled = Object.fromEntries(Object.entries(comparison).reverse());
        expect(renderJson({ ...shuffled, ...comparison })).toBe(json);
      }),
      RUNS,
    );
  });

  it('is a table of whole rows without formulas', () => {
    fc.assert(
      fc.property(hostileComparison(), hostileText(), (comparison, name) => {
        const [header = [], ...rows] = parseCsv(renderCsv([{ comparison, name }]));
        const { metrics, functions, lines, leaks } = comparison;
        expect(rows).toHaveLength(metrics.length + functions.length + lines.length + leaks.length);
        for (const row of rows) {
          expect(row).toHaveLength(header.length);
          for (const cell of row.filter((each) => /^[=+\-@\t\r]/.test(each))) expect(cell).toMatch(/^-[\d.e+-]+$/);
        }
      }),
      RUNS,
    );
  });
});
