import { describe, expect, it } from '@jest/globals';
import { renderAnnotations } from '../../src/report/annotations.js';
import { buildReport, type ReportContext } from '../../src/report/model.js';
import type { Comparison } from '../../src/model/comparison.js';
import { comparison, fn, leak, line, metric } from './build.js';
import { regression, STATES } from './states.js';

function annotations(each: Comparison, context: ReportContext = {}) {
  return renderAnnotations(buildReport([{ comparison: each }], context));
}

const failing: Partial<Comparison> = {
  verdict: 'regression',
  gate: 'fail',
  metrics: [metric('cpu-time', 1, 2, 'regression')],
};

describe('annotations', () => {
  it('stand on the line that grew most, worst function first', () => {
    expect(annotations(regression).map(({ path, line: at, level }) => [path, at, level])).toEqual([
      ['etl/parse.py', 27, 'error'],
      ['etl/io.py', 64, 'error'],
    ]);
  });

  it('stand on the function where no line of head is known, never on a line of base', () => {
    const slow = fn('f', 'a.py:5', 'cpu-time', [1, 2], 'regression');
    const found = annotations(
      comparison({ ...failing, functions: [slow], lines: [line(slow, null, [1, null], 'x', 'removed')] }),
    );
    expect(found.map((each) => each.line)).toEqual([5]);
  });

  it('show what is in the diff first, and ten at most', () => {
    const functions = Array.from({ length: 20 }, (_, index) =>
      fn(`f${index}`, `a.py:${index + 1}`, 'cpu-time', [1, 2], 'regression', { inDiff: index >= 15 }),
    );
    const found = annotations(comparison({ ...failing, functions }));
    expect(found).toHaveLength(10);
    expect(found.slice(0, 6).map((each) => each.line)).toEqual([16, 17, 18, 19, 20, 1]);
  });

  it('are errors where the gate failed, warnings where it passed, notices where somebody accepted it', () => {
    const functions = [fn('f', 'a.py:1', 'cpu-time', [1, 2], 'regression')];
    const level = (each: Comparison, context?: ReportContext) => annotations(each, context)[0]?.level;
    expect(level(comparison({ ...failing, functions }))).toBe('error');
    expect(level(comparison({ ...failing, gate: 'pass', functions }))).toBe('warning');
    expect(level(comparison({ ...failing, functions }), { accepted: { by: 'name' } })).toBe('notice');
  });

  it('point at the program that failed on head, not at one that failed on base', () => {
    const of = (name: string) => renderAnnotations(buildReport(STATES[name]?.inputs ?? [{ comparison: regression }]));
    expect(of('head-failed')).toEqual([
      {
        level: 'error',
        path: 'bench/etl.py',
        line: 1,
        endLine: 1,
        title: 'head run failed (exit 3)',
        message: 'bench/etl.py failed on head 5f1c2aa (exit 3).',
      },
    ]);
    expect(of('base-failed')).toEqual([]);
  });

  it('name new leaks', () => {
    expect(annotations(comparison({ leaks: [leak()] }))).toMatchObject([
      { level: 'warning', path: 'etl/history.py', line: 12, title: 'New leak in remember' },
    ]);
  });

  it.each(['/etc/passwd', '../x.py', '<string>', 'a\nb.py', ''])('never point outside the repository: %j', (file) => {
    const functions = [fn('f', 'a.py:1', 'cpu-time', [1, 2], 'regression', { file })];
    expect(annotations(comparison({ ...failing, functions }))).toEqual([]);
  });

  it('do not repeat one finding for several programs', () => {
    const model = buildReport([
      { name: 'a', comparison: regression },
      { name: 'b', comparison: regression },
    ]);
    expect(renderAnnotations(model)).toHaveLength(2);
  });
});
