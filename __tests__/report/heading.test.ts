import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../src/model/comparison.js';
import { headingLine, headingOf, joint } from '../../src/report/heading.js';
import { buildReport, type ProgramInput } from '../../src/report/model.js';
import { comparison, fn, leak, metric } from './build.js';

const cpuUp = metric('cpu-time', 1, 2, 'regression');
const memoryUp = metric('peak-memory', 1, 2, 'regression');
const cpuDown = metric('cpu-time', 2, 1, 'improvement');
const slower = fn('f', 'a.py:1', 'cpu-time', [1, 2], 'regression');
const faster = fn('g', 'a.py:9', 'cpu-time', [2, 1], 'improvement');

function heading(more: Partial<Comparison>): string {
  return headingLine(headingOf(comparison(more)));
}

describe('the heading', () => {
  it.each<readonly [string, Partial<Comparison>]>([
    ['✅ no regression', {}],
    ['❌ 2 regressions', { verdict: 'regression', gate: 'fail', metrics: [cpuUp, memoryUp] }],
    ['✅ 1 improvement', { verdict: 'improvement', metrics: [cpuDown] }],
    ['❌ 1 regression, 1 improvement', { verdict: 'mixed', gate: 'fail', metrics: [cpuDown, memoryUp] }],
    ['❌ 1 regression', { verdict: 'mixed', gate: 'fail', metrics: [cpuUp], functions: [faster] }],
    ['⚠️ 1 regression', { verdict: 'regression', metrics: [cpuUp] }],
    [
      '⚠️ 1 function regressed, total within tolerance',
      { verdict: 'regression', functions: [slower, { ...slower, metric: 'allocated' }] },
    ],
    ['⚠️ 1 function regressed, 1 improvement', { verdict: 'mixed', functions: [slower, faster] }],
    ['❌ 1 function regressed, total within tolerance', { verdict: 'regression', gate: 'fail', functions: [slower] }],
    ['⚪ too noisy to tell', { verdict: 'inconclusive' }],
    ['❌ too noisy to tell', { verdict: 'inconclusive', gate: 'fail' }],
    ['⚪ too few runs to tell', { verdict: 'inconclusive', warnings: [{ code: 'few-samples', message: 'x' }] }],
    ['⚪ not comparable', { verdict: 'incomparable' }],
    ['❌ not comparable', { verdict: 'incomparable', gate: 'fail' }],
    ['⚠️ no regression, 1 new leak', { leaks: [leak(), leak({ verdict: 'both' })] }],
    ['❌ 2 new leaks', { verdict: 'regression', gate: 'fail', leaks: [leak(), leak({ line: 13 })] }],
    ['❌ no regression, gate failed', { gate: 'fail' }],
  ])('is %s', (text, more) => {
    expect(heading(more)).toBe(text);
  });

  it.each<readonly [string, 'pass' | 'fail', NonNullable<Comparison['failures']>]>([
    ['🛑 head run failed (exit 3)', 'fail', [{ side: 'head', outcome: 'program-failed', exitCode: 3, message: '' }]],
    [
      '🛑 head run failed (SIGKILL)',
      'fail',
      [{ side: 'head', outcome: 'program-failed', signal: 'SIGKILL', message: '' }],
    ],
    ['🛑 head run timed out', 'fail', [{ side: 'head', outcome: 'timed-out', message: '' }]],
    ['🛑 head run was too short to profile', 'fail', [{ side: 'head', outcome: 'too-short', message: '' }]],
    ['🛑 head does not have the program', 'fail', [{ side: 'head', outcome: 'no-program', message: '' }]],
    ['⚪ nothing to compare yet', 'pass', [{ side: 'base', outcome: 'no-program', message: '' }]],
    [
      '⚪ nothing to compare, base run failed (exit 1)',
      'pass',
      [
        { side: 'head', outcome: 'program-failed', exitCode: 1, message: '' },
        { side: 'base', outcome: 'program-failed', exitCode: 1, message: '' },
      ],
    ],
  ])('of a failure is %s', (text, gate, failures) => {
    expect(heading({ verdict: 'incomparable', gate, failures })).toBe(text);
  });

  it('does not let a run that failed hide a verdict that was reached', () => {
    const failures: Comparison['failures'] = [{ side: 'head', outcome: 'timed-out', message: 'one run hung' }];
    expect(heading({ failures })).toBe('✅ no regression');
  });

  it('counts metrics that take part in the verdict, not wall time', () => {
    const wall = metric('wall-time', 1, 2, 'regression');
    expect(heading({ verdict: 'regression', gate: 'fail', metrics: [cpuUp, wall] })).toBe('❌ 1 regression');
    expect(heading({ verdict: 'regression', gate: 'fail', metrics: [cpuUp, { ...wall, gated: true }] })).toBe(
      '❌ 2 regressions',
    );
  });

  it('names who accepted', () => {
    const each = comparison({ verdict: 'regression', gate: 'fail', metrics: [cpuUp, memoryUp] });
    expect(headingLine(headingOf(each, { by: 'name' }))).toBe('☑️ 2 regressions, accepted by @name');
  });

  it('reads on to the name of the program', () => {
    const places = (['2 regressions', '1 improvement', 'no regression', 'too noisy to tell'] as const).map((words) =>
      joint({ icon: '', words, tone: 'neutral' }),
    );
    expect(places).toEqual([' in ', ' in ', ' in ', ': ']);
  });
});

describe('the heading over several programs', () => {
  const worse = comparison({ verdict: 'regression', gate: 'fail', metrics: [cpuUp] });
  const twice = comparison({ verdict: 'regression', gate: 'fail', metrics: [cpuUp, memoryUp] });
  const better = comparison({ verdict: 'improvement', metrics: [cpuDown] });
  const noisy = comparison({ verdict: 'inconclusive' });
  const failed = comparison({
    verdict: 'incomparable',
    gate: 'fail',
    failures: [{ side: 'head', outcome: 'program-failed', exitCode: 3, message: '' }],
  });

  it.each<readonly [string, readonly [Comparison, ...Comparison[]]]>([
    ['❌ 1 regression', [worse]],
    ['❌ 3 regressions in 2 of 3 programs', [worse, twice, comparison()]],
    ['❌ 2 regressions in 1 of 2 programs', [better, twice]],
    ['✅ no regression in 2 programs', [comparison(), comparison()]],
    ['✅ no regression, 1 improvement in 2 programs', [comparison(), better]],
    ['✅ 2 improvements in 2 programs', [better, better]],
    ['⚪ too noisy to tell in 1 of 2 programs', [comparison(), noisy]],
    ['🛑 head run failed (exit 3) in 1 of 3 programs', [twice, failed, better]],
  ])('is %s', (text, [first, ...rest]) => {
    const inputs: [ProgramInput, ...ProgramInput[]] = [
      { comparison: first },
      ...rest.map((each) => ({ comparison: each })),
    ];
    expect(headingLine(buildReport(inputs).heading)).toBe(text);
  });
});
