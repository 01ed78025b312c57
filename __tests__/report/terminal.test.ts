import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { buildReport } from '../../src/report/model.js';
import { renderTerminal } from '../../src/report/terminal/report.js';
import { comparison, fn, metric } from './build.js';
import { hostileComparison } from './hostile.js';
import { STATES, regression } from './states.js';

describe('the report in a terminal', () => {
  it('fits the width it is given, whatever the comparison', () => {
    fc.assert(
      fc.property(hostileComparison(), fc.integer({ min: 60, max: 160 }), (each, width) => {
        const lines = renderTerminal(buildReport([{ comparison: each }]), { width }).split('\n');
        // The command to paste is the one line that may be longer.
        const long = lines.filter((line) => stringWidth(line) > width && !line.includes('scalene-mcp-action gate'));
        expect(long).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('says the same with colours as without', () => {
    for (const { inputs, context } of Object.values(STATES)) {
      const model = buildReport(inputs, context);
      const coloured = renderTerminal(model, { colour: 'ansi' });
      expect(coloured).toContain('\u001b[');
      expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(model, { colour: 'none' }));
    }
  });

  it('marks every verdict with its word as well', () => {
    const text = renderTerminal(buildReport([{ comparison: regression }]));
    expect(text).toMatch(/✗ CPU time .* regressed/);
    expect(text).toMatch(/· Allocated .* unchanged/);
  });

  it('keeps the columns under each other with names of double width', () => {
    const functions = [
      fn('解析', 'etl/a.py:1', 'cpu-time', [1, 2], 'regression'),
      fn('parse', 'etl/b.py:2', 'cpu-time', [1, 2], 'regression'),
    ];
    const several = buildReport([
      { name: '解析する', comparison: comparison({ functions }) },
      { name: 'api', comparison: comparison() },
    ]);
    const rows = renderTerminal(several).split('\n').slice(2, 5);
    const ends = rows.map((row) => stringWidth(row.slice(0, row.search(/(?<=time|~) /))));
    expect(new Set(ends).size).toBe(1);
  });

  it('begins no line with a command of the runner, however the text is wrapped', () => {
    const headline = `::error::boom ${'x'.repeat(70)} ::set-output name=a::b`;
    const text = renderTerminal(
      buildReport([
        { comparison: comparison({ verdict: 'incomparable', summary: { ...regression.summary, headline } }) },
      ]),
    );
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).toContain('\n\\::error::boom\n');
    expect(text).toContain('\n\\::set-output name=a::b');
  });

  it('leaves out the tolerance first, then the interval, where it is too narrow', () => {
    const model = buildReport([
      { comparison: comparison({ metrics: [metric('cpu-time', 14.2, 17.5, 'regression')] }) },
    ]);
    const columns = (width: number) =>
      renderTerminal(model, { width })
        .split('\n')
        .find((line) => line.includes(' base ')) ?? '';
    expect(columns(80)).toContain('tolerance');
    expect(columns(62)).not.toContain('tolerance');
    expect(columns(62)).toContain('interval');
    expect(columns(45)).not.toContain('interval');
    expect(columns(45)).toContain('change');
  });

  it('quotes output behind a bar, so that no matcher takes its traceback for one of the job', () => {
    const { inputs } = STATES['head-failed'] ?? { inputs: [{ comparison: regression }] };
    const text = renderTerminal(buildReport(inputs));
    expect(text).toContain('│   File "bench/etl.py", line 41, in <module>');
    expect(text).not.toMatch(/^\s*File "/m);
  });
});
