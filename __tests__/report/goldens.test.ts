import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { renderAnnotations } from '../../src/report/annotations.js';
import { renderCsv } from '../../src/report/csv.js';
import { renderJson } from '../../src/report/json.js';
import { renderComment } from '../../src/report/markdown/comment.js';
import { renderSummary } from '../../src/report/markdown/summary.js';
import { buildReport } from '../../src/report/model.js';
import { renderTerminal } from '../../src/report/terminal/report.js';
import { expectGolden } from './golden.js';
import { ON_GITHUB, STATES, regression } from './states.js';

describe('a report of each state', () => {
  for (const [name, { inputs, context }] of Object.entries(STATES)) {
    it(`is the reviewed comment of ${name}`, () => {
      expectGolden(`${name}.md`, renderComment(buildReport(inputs, context)));
    });

    it(`is the reviewed terminal text of ${name}`, () => {
      expectGolden(`${name}.txt`, renderTerminal(buildReport(inputs, context)));
    });
  }
});

describe('the other forms of a regression', () => {
  const memory = [0, 0.2, 0.4, 0.9, 1.3].map((sec) => ({ sec, mb: 100 + 200 * sec }));
  const inputs = [{ comparison: regression, memoryOverTime: { base: memory.slice(0, 4), head: memory } }] as const;

  it('are the reviewed job summary', () => {
    expectGolden('regression.summary.md', renderSummary(buildReport(inputs, ON_GITHUB)));
  });

  it('are the reviewed annotations', () => {
    expectGolden('regression.annotations.json', `${JSON.stringify(renderAnnotations(buildReport(inputs)), null, 2)}\n`);
  });

  it('are the reviewed table', () => {
    expectGolden('regression.csv', renderCsv(inputs));
  });

  it('are the reviewed JSON, which holds all of the comparison', () => {
    const json = renderJson(regression);
    expectGolden('regression.json', json);
    expect(JSON.parse(json)).toEqual(regression);
  });

  it('are the reviewed text of a narrow terminal without Unicode', () => {
    expectGolden('regression.narrow.txt', renderTerminal(buildReport(inputs), { width: 60, unicode: false }));
  });

  it('are the reviewed text of a wide terminal with colours', () => {
    expectGolden('regression.ansi.txt', renderTerminal(buildReport(inputs), { width: 120, colour: 'ansi' }));
  });
});

it('the example in the documentation is the reviewed terminal text of a regression', () => {
  const docs = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
  expect(docs).toContain(
    `\n${renderTerminal(buildReport(STATES['regression']?.inputs ?? [{ comparison: regression }]))}\`\`\``,
  );
});
