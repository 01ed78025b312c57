import { describe, expect, it } from '@jest/globals';
import { COMMENT_LIMIT, LEAST_ROOM, renderComment } from '../../src/report/markdown/comment.js';
import { inBytes } from '../../src/report/markdown/fit.js';
import { renderSummary, SUMMARY_LIMIT } from '../../src/report/markdown/summary.js';
import { buildReport } from '../../src/report/model.js';
import { regression, STATES, ON_GITHUB } from './states.js';

const big = buildReport(STATES['over-budget']?.inputs ?? [{ comparison: regression }], ON_GITHUB);

function rows(text: string, mark: string): number {
  return text.split('\n').filter((line) => line.startsWith(mark)).length;
}

describe('a report that does not fit', () => {
  it('loses lines first, then functions, then all but the counts', () => {
    const shown = [COMMENT_LIMIT];
    const told: (readonly [functions: number, lines: number])[] = [];
    for (let maxChars = COMMENT_LIMIT; told.length < 4; maxChars = (shown.at(-1) ?? 0) - 10) {
      const text = renderComment(big, { maxChars });
      expect(text.length).toBeLessThanOrEqual(maxChars);
      expect(text).toMatch(/^## ❌ 1 regression/);
      expect(text).toContain('10,040 functions: 10,000 regressed');
      shown.push(text.length);
      told.push([rows(text, '| ❌'), rows(text, '| [`service')]);
    }
    expect(told).toEqual([
      [5, 10],
      [5, 0],
      [3, 0],
      [0, 0],
    ]);
  });

  it('says what it left out and where it is', () => {
    const withoutLines = renderComment(big, { maxChars: renderComment(big).length - 10 });
    expect(renderComment(big, { maxChars: withoutLines.length - 10 })).toMatch(
      /Shortened to fit [\d,]+ characters\. Left out: 9,997 rows of what got slower or bigger; 10,000 lines\. More is in the \[job summary\]\(https:\/\/github\.com\/o\/r\/actions\/runs\/7\)\. All of it is in the \[full report\]\(https:\/\/github\.com\/o\/r\/actions\/runs\/7\/artifacts\/9\)\./,
    );
  });

  it('never ends in the middle of anything', () => {
    for (const maxChars of [2_500, 4_000, 6_000]) {
      const text = renderComment(big, { maxChars });
      expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
      expect(text.endsWith('</sub>\n')).toBe(true);
    }
  });

  it('has the job summary, which shows more, shortened in the same way', () => {
    const text = renderSummary(big);
    expect(inBytes(text)).toBeLessThanOrEqual(SUMMARY_LIMIT);
    expect(rows(text, '| ❌')).toBe(1_000);
    expect(text).toContain('Shortened to fit 1024 KiB.');
    expect(text).not.toContain('job summary');
  });

  it('of very many programs becomes a table, then the heading alone', () => {
    const program = { name: 'p'.repeat(64), comparison: regression };
    const many = buildReport([program, ...Array.from({ length: 199 }, () => program)], ON_GITHUB);
    const table = renderComment(many);
    expect(table.length).toBeLessThanOrEqual(65_536);
    expect(table).toContain('## ❌ 400 regressions in 200 programs');
    const least = renderComment(many, { maxChars: LEAST_ROOM });
    expect(least).toContain('200 programs not listed here.');
  });

  it('is refused where not even the heading fits', () => {
    expect(() => renderComment(big, { maxChars: 100 })).toThrow(RangeError);
  });

  it('is measured as GitHub measures: summaries in bytes of UTF-8', () => {
    for (const text of ['abc', 'é', '…→', '🚀x']) expect(inBytes(text)).toBe(new TextEncoder().encode(text).length);
  });
});
