// Whether there is anything to compare, and who is at fault when there is not.
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/compare/compare.js';
import { ComparisonSchema } from '../../src/model/comparison.js';
import type { Outcome, Run, Side } from '../../src/model/measurement.js';
import type { LoadedMeasurement } from '../../src/compare/input.js';
import { profile, recording, repeat, settings, times, type FileWork } from './support.js';

const PROGRAM: FileWork = {
  path: 'main.py',
  source: 'def work():\n    return 1\n',
  work: { 'return 1': { sec: 1, mb: 50 } },
};

function failing(side: Side, outcome: Outcome, exitCode: number | null, count = 3): LoadedMeasurement {
  const block = recording({ times: times(3, 1, 1) });
  const runs = block.measurement.runs.map((run): Run =>
    run.side === side && run.pair < count ? { ...run, outcome, exitCode, outputTail: 'boom' } : run,
  );
  return { ...block, measurement: { ...block.measurement, runs } };
}

describe('a side that does not run', () => {
  it('fails the gate when head fails where base ran', () => {
    const result = compare([failing('head', 'program-failed', 3)], settings());
    expect(result).toMatchObject({ verdict: 'incomparable', gate: 'fail', conclusive: true });
    expect(result.failures).toEqual([
      {
        side: 'head',
        outcome: 'program-failed',
        exitCode: 3,
        outputTail: 'boom',
        message: expect.stringContaining('exit 3'),
      },
    ]);
    expect(result.gateReasons).toHaveLength(1);
    expect(ComparisonSchema.parse(result)).toEqual(result);
  });

  it('passes when base fails, for there is nothing to compare with', () => {
    const result = compare([failing('base', 'timed-out', null)], settings());
    expect(result).toMatchObject({ verdict: 'incomparable', gate: 'pass' });
    expect(result.summary.headline).toContain('Nothing to compare');
  });

  it('passes when both fail', () => {
    const base = failing('base', 'program-failed', 1);
    const both = failing('head', 'program-failed', 1);
    const runs = both.measurement.runs.map((run, i) => (run.side === 'base' ? (base.measurement.runs[i] ?? run) : run));
    expect(compare([{ ...both, measurement: { ...both.measurement, runs } }], settings()).gate).toBe('pass');
  });

  it('passes when base does not have the program yet', () => {
    const block = recording({ times: [] });
    const sides = { ...block.measurement.sides, base: { ...block.measurement.sides.base, hasProgram: false } };
    const result = compare([{ ...block, measurement: { ...block.measurement, sides } }], settings());
    expect(result).toMatchObject({
      verdict: 'incomparable',
      gate: 'pass',
      failures: [{ side: 'base', outcome: 'no-program' }],
    });
  });

  it('goes on without a single failed run, and says so', () => {
    const result = compare([failing('head', 'timed-out', null, 1)], settings({ minPairs: 2 }));
    expect(result.verdict).toBe('no-change');
    expect(result.warnings.map(({ code }) => code)).toContain('failed-runs');
  });

  it('does not compare runs that ended well with different exit statuses', () => {
    const block = recording({ times: times(3, 1, 1) });
    const runs = block.measurement.runs.map((run): Run => (run.side === 'head' ? { ...run, exitCode: 4 } : run));
    const result = compare([{ ...block, measurement: { ...block.measurement, runs } }], settings());
    expect(result).toMatchObject({ verdict: 'incomparable', gate: 'fail' });
    expect(result.summary.headline).toContain('exit status 0, head with 4');
  });
});

describe('profiles that cannot be set side by side', () => {
  it.each([
    ['profile-versions-differ', { format: '2.1+' as const }],
    ['profile-scope-differs', { decorated: true }],
  ])('%s: time is still judged, functions are not', (code, changes) => {
    const pairs = repeat(3, () => [profile([PROGRAM]), profile([PROGRAM], { changes })] as const);
    const result = compare([recording({ times: times(3, 1, 1), profiles: pairs })], settings());
    expect(result.warnings.map((warning) => warning.code)).toContain(code);
    expect(result.functions).toEqual([]);
    expect(result.metrics.map(({ metric }) => metric)).toContain('cpu-time');
    expect(result.metrics.map(({ metric }) => metric)).not.toContain('allocated');
  });

  it('counts those that could not be read', () => {
    const block = recording({
      times: times(3, 1, 1),
      profiles: repeat(3, () => [profile([PROGRAM]), profile([PROGRAM])]),
    });
    const result = compare([{ ...block, profiles: new Map() }], settings());
    expect(result.warnings.map(({ code }) => code)).toContain('missing-profiles');
    expect(result.verdict).toBe('no-change');
  });
});

it('compares nothing without a measurement', () => {
  expect(compare([], settings())).toMatchObject({ verdict: 'incomparable', gate: 'pass', pairs: 0 });
});

it('says that it cannot tell when a measurement has no runs', () => {
  const result = compare([recording({})], settings());
  expect(result).toMatchObject({ verdict: 'inconclusive', gate: 'pass', conclusive: false, nextLook: 3 });
  expect(result.warnings.map(({ code }) => code)).toContain('no-timing-runs');
});

describe("a conflict between Scalene's needs and the program's packages", () => {
  const conflict = { code: 'scalene-needs', message: 'Scalene needs another version of a package.' };
  const block = recording({
    times: times(3, 1, 1),
    profiles: repeat(3, () => [profile([PROGRAM]), profile([PROGRAM])] as const),
  });

  it('is told where a profile run failed, and is no news where all went well', () => {
    const noted = { ...block.measurement, warnings: [conflict] };
    const fine = compare([{ ...block, measurement: noted }], settings());
    expect(fine.warnings.map(({ code }) => code)).not.toContain('scalene-needs');
    const runs = noted.runs.map((run, index) =>
      run.kind === 'profile' && index === noted.runs.length - 1 ? { ...run, outcome: 'no-profile' as const } : run,
    );
    const failed = compare([{ ...block, measurement: { ...noted, runs } }], settings());
    expect(failed.warnings.map(({ code }) => code)).toContain('scalene-needs');
  });
});

describe('profile runs that all fail', () => {
  const failed = (headMb: number): LoadedMeasurement => {
    const block = recording({ times: times(5, 1, 1) });
    const timing = block.measurement.runs.map((run): Run => ({
      ...run,
      peakRssMb: run.side === 'head' ? headMb : 100,
    }));
    const outputTail = 'Traceback (most recent call last):\n  File "a.py", line 1\nAssertionError: 0\nScalene: no luck';
    const profiled = timing.map(({ side, pair, order }): Run => {
      return { kind: 'profile', mode: 'full', side, pair, order, outcome: 'program-failed', exitCode: 1, outputTail };
    });
    return { ...block, measurement: { ...block.measurement, runs: [...timing, ...profiled] } };
  };

  it('leave memory to be judged by the resident set', () => {
    const result = compare([failed(150)], settings());
    expect(result).toMatchObject({ verdict: 'regression', gate: 'fail' });
    expect(result.metrics).toContainEqual(
      expect.objectContaining({ metric: 'peak-memory', gated: true, verdict: 'regression' }),
    );
    expect(compare([failed(100)], settings())).toMatchObject({ verdict: 'no-change', gate: 'pass', conclusive: true });
  });

  it('are told with the error that they ended in', () => {
    const told = compare([failed(100)], settings()).warnings.filter(({ code }) => code === 'no-profile-run');
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^No profile run of base ended well \(program-failed \(exit 1\): AssertionError: 0\)/),
      expect.stringMatching(/^No profile run of head/),
    ]);
  });
});
