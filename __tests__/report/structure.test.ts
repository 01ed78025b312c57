import { describe, expect, it } from '@jest/globals';
import { renderComment } from '../../src/report/markdown/comment.js';
import { renderSummary } from '../../src/report/markdown/summary.js';
import { buildReport } from '../../src/report/model.js';
import { page, tablesOf } from './html.js';
import { ON_GITHUB, STATES, regression } from './states.js';

/** The elements that a report is made of; whatever else appears came in from outside. */
const OURS =
  /^<(?:h[2-4]|p|strong|code(?: class="language-(?:sh|yaml|text|mermaid)")?|pre|ul|li|blockquote|table|thead|tbody|tr|t[hd](?: align="(?:left|right|center)")?|a href="https:\/\/github\.com\/o\/r\/[^"<>]*"|details|summary|b|sub|br)>$/;

describe('what GitHub shows of a report', () => {
  for (const [name, { inputs, context }] of Object.entries(STATES)) {
    for (const [form, render] of [
      ['comment', renderComment],
      ['summary', renderSummary],
    ] as const) {
      it(`has only elements of its own, all closed, and whole tables: ${form} of ${name}`, () => {
        const shown = page(render(buildReport(inputs, context)));
        expect(shown.tags.filter((tag) => !OURS.test(tag))).toEqual([]);
        expect(shown.unbalanced).toEqual([]);
        for (const table of tablesOf(shown.html)) {
          expect(new Set(table.map((row) => row.length)).size).toBe(1);
        }
      });

      it(`mentions nobody and refers to nothing: ${form} of ${name}`, () => {
        const { texts } = page(render(buildReport(inputs, context)));
        const acted = texts.filter(({ inside }) => !inside.includes('code') && !inside.includes('a'));
        const wrong = acted.filter(({ text }) => /@[\w-]|#\d|GH-\d|:\/\/|www\.|:[a-z_+-]+:/.test(text));
        expect(wrong).toEqual([]);
      });
    }
  }

  it('begins with the verdict, then one bold sentence', () => {
    for (const { inputs, context } of Object.values(STATES)) {
      const shown = page(renderComment(buildReport(inputs, context))).html;
      expect(shown).toMatch(/^<h2>\p{Extended_Pictographic}\ufe0f? [^<]+/u);
      if (inputs.length === 1) expect(shown).toMatch(/^<h2>.*<\/h2>\n<p><strong>.*<\/strong>/);
    }
  });

  it('raises at most one alert', () => {
    for (const { inputs, context } of Object.values(STATES)) {
      const text = renderComment(buildReport(inputs, context));
      if (inputs.length === 1) expect(text.split('[!').length - 1).toBeLessThanOrEqual(1);
    }
  });

  it('shows the worst line as a permalink alone in its paragraph', () => {
    const { html } = page(renderComment(buildReport([{ comparison: regression }], ON_GITHUB)));
    expect(html).toMatch(
      /<p><a href="(https:\/\/github\.com\/o\/r\/blob\/[0-9a-f]{40}\/etl\/parse\.py#L27)">\1<\/a><\/p>/,
    );
  });

  it('has no links where none are known', () => {
    const { tags } = page(renderComment(buildReport([{ comparison: regression }])));
    expect(tags.filter((tag) => tag.startsWith('<a'))).toEqual([]);
  });

  it('tallies every function that was measured', () => {
    const { regressions, improvements, unchanged, added, removed, tooSmall } = regression.summary;
    const total = regressions + improvements + unchanged + added + removed + tooSmall;
    expect(renderComment(buildReport([{ comparison: regression }]))).toContain(`\n${total} functions: `);
  });
});
