// What the whole program's runs say: verdicts, looks, doubts.
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/compare/compare.js';
import type { Comparison, MetricComparison } from '../../src/model/comparison.js';
import type { MetricId } from '../../src/model/metrics.js';
import type { Profile } from '../../src/profile/model.js';
import { jitter, profile, recording, repeat, settings, timing, times, type FileWork } from './support.js';

const PROGRAM: FileWork = {
  path: 'main.py',
  source: 'def work():\n    return sum(range(10))\n\nwork()\n',
  work: { 'return sum': { sec: 1, mb: 100 } },
};

function metric(comparison: Comparison, id: MetricId): MetricComparison {
  const found = comparison.metrics.find((row) => row.metric === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function codes({ warnings }: Comparison): string[] {
  return warnings.map(({ code }) => code);
}

/** Footprints of each pair, as measurements with memory. */
function footprints(pairs: readonly (readonly [number, number])[]): [Profile, Profile][] {
  return pairs.map(([base, head]): [Profile, Profile] => [
    profile([PROGRAM], { footprintMb: base }),
    profile([PROGRAM], { footprintMb: head }),
  ]);
}

describe('CPU time', () => {
  it('says no change after three pairs of the same code', () => {
    const result = compare([recording({ times: times(3, 1, 1) })], settings());
    expect(result).toMatchObject({ verdict: 'no-change', gate: 'pass', conclusive: true, pairs: 3, nextLook: null });
  });

  it('says regression after three pairs when everything takes twice as long', () => {
    const result = compare([recording({ times: times(3, 1, 2) })], settings());
    expect(result).toMatchObject({ verdict: 'regression', gate: 'fail', conclusive: true });
    expect(metric(result, 'cpu-time').change).toBeCloseTo(1, 1);
    expect(result.gateReasons).toEqual([expect.stringContaining('CPU time regressed by')]);
  });

  it('wants a small regression confirmed by fresh pairs', () => {
    const early = compare([recording({ times: times(3, 1, 1.09) })], settings());
    expect(early).toMatchObject({ verdict: 'inconclusive', gate: 'pass', conclusive: false, nextLook: 5 });
    const later = compare([recording({ times: times(10, 1, 1.09) })], settings());
    expect(later).toMatchObject({ verdict: 'regression', gate: 'fail', conclusive: true });
  });

  it('mirrors a regression into an improvement', () => {
    expect(compare([recording({ times: times(5, 2, 0.5) })], settings())).toMatchObject({
      verdict: 'improvement',
      gate: 'pass',
    });
  });

  it('accepts what the tolerance accepts', () => {
    const limits = { ...settings().limits, 'cpu-time': { tolerance: 0.5, floor: 0 } };
    const result = compare([recording({ times: times(5, 1, 1.2) })], settings({ limits }));
    expect(result.verdict).toBe('no-change');
  });

  it('flags nothing below the floor, whatever the ratio', () => {
    const result = compare([recording({ times: times(5, 0.01, 1.5) })], settings());
    expect(metric(result, 'cpu-time').verdict).toBe('unchanged');
  });

  it.each(repeat(10, (i) => i))('is not turned over by one run that was disturbed, in pair %i', (disturbed) => {
    for (const side of [0, 1] as const) {
      const pairs = times(10, 1, 1, 0.015);
      const hit = pairs[disturbed];
      if (hit) hit[side] *= 1.5;
      const result = compare([recording({ times: pairs })], settings());
      expect(result.verdict).toBe('no-change');
      expect(codes(result)).toContain('disturbed-run');
    }
  });

  it('is not turned over by drift, and says that base drifted', () => {
    const pairs = repeat(10, (i): [number, number] => [
      (1 + 0.04 * i) * jitter(i, 0.005),
      (1 + 0.04 * i + 0.02) * jitter(i + 3, 0.005),
    ]);
    const result = compare([recording({ times: pairs })], settings());
    expect(result.verdict).toBe('no-change');
    expect(codes(result)).toContain('base-drifted');
  });

  it('is not turned over by a slow first pair, and says so', () => {
    const pairs = times(10, 1, 1);
    const first = pairs[0];
    if (first) first.splice(0, 2, first[0] * 1.4, first[1] * 1.3);
    const result = compare([recording({ times: pairs })], settings());
    expect(result.verdict).toBe('no-change');
    expect(codes(result)).toContain('first-run-effect');
  });

  it('cannot tell where the noise is larger than the tolerance, and says how many pairs it would take', () => {
    const pairs = repeat(10, (i): [number, number] => [jitter(i, 0.12), 1.05 * jitter(i + 5, 0.12)]);
    const result = compare([recording({ times: pairs })], settings());
    expect(result).toMatchObject({ verdict: 'inconclusive', gate: 'pass', conclusive: true, nextLook: null });
    expect(metric(result, 'cpu-time').pairsNeeded).toBeGreaterThan(10);
    expect(codes(result)).toContain('too-noisy');
    expect(compare([recording({ times: pairs })], settings({ failOnInconclusive: true })).gate).toBe('fail');
  });

  it('warns that the noise is too high before the budget is spent', () => {
    const pairs = repeat(3, (i): [number, number] => [jitter(i, 0.3), jitter(i + 5, 0.3)]);
    expect(codes(compare([recording({ times: pairs })], settings()))).toContain('too-noisy');
  });

  it('gives no verdict on one pair, whatever it shows', () => {
    const result = compare([recording({ times: [[1, 5]] })], settings({ minPairs: 1, maxPairs: 1 }));
    expect(result.verdict).toBe('inconclusive');
  });

  it('keeps warm-ups, failed runs and runs without a partner out of the numbers', () => {
    const block = recording({ times: times(3, 1, 1) });
    const extra = [...timing(-1, 9, 9), ...timing(3, 9, 9, { outcome: 'timed-out' }), ...timing(4, 9, 90).slice(0, 1)];
    const withExtra = { ...block, measurement: { ...block.measurement, runs: [...extra, ...block.measurement.runs] } };
    const result = compare([withExtra], settings());
    expect(metric(result, 'cpu-time')).toMatchObject({ runs: { base: 3, head: 3 }, verdict: 'unchanged' });
    expect(codes(result)).toEqual(expect.arrayContaining(['failed-runs', 'unpaired-runs']));
  });

  it('reports wall time without judging by it, unless asked to', () => {
    const pairs = times(5, 1, 1);
    const block = recording({ times: pairs });
    const runs = block.measurement.runs.map((run) =>
      run.side === 'head' ? { ...run, wallSec: (run.wallSec ?? 0) * 3 } : run,
    );
    const slow = { ...block, measurement: { ...block.measurement, runs } };
    expect(compare([slow], settings())).toMatchObject({ verdict: 'no-change', gate: 'pass' });
    expect(compare([slow], settings({ failOn: ['wall-time'] }))).toMatchObject({ verdict: 'regression', gate: 'fail' });
  });

  it('tells the smallest change that it could have shown', () => {
    const few = metric(compare([recording({ times: times(3, 1, 1) })], settings()), 'cpu-time').minimumDetectable ?? 0;
    const many =
      metric(compare([recording({ times: times(10, 1, 1) })], settings()), 'cpu-time').minimumDetectable ?? 0;
    expect(many).toBeGreaterThan(0.05);
    expect(many).toBeLessThan(0.08);
    expect(few).toBeGreaterThan(many);
  });
});

describe('memory', () => {
  it('sees 5 % more in three pairs', () => {
    const result = compare(
      [
        recording({
          times: times(3, 1, 1),
          profiles: footprints([
            [100, 105.1],
            [100.05, 105],
            [100, 105],
          ]),
        }),
      ],
      settings(),
    );
    expect(metric(result, 'peak-memory')).toMatchObject({ verdict: 'regression', unit: 'MiB' });
    expect(result.gate).toBe('fail');
  });

  it('takes the verdict of three profiles as final only if the resident sets of the timing runs agree', () => {
    const block = recording({ times: times(3, 1, 1), profiles: footprints(repeat(3, () => [100, 110])) });
    expect(compare([block], settings())).toMatchObject({ gate: 'fail', conclusive: false });
    const runs = block.measurement.runs.map((run) => ({ ...run, peakRssMb: run.side === 'head' ? 110 : 100 }));
    expect(compare([{ ...block, measurement: { ...block.measurement, runs } }], settings()).conclusive).toBe(true);
  });

  it('is not fooled by a footprint with two levels', () => {
    const levels: [number, number][] = [
      [100, 130],
      [130, 130],
      [100, 130],
      [100, 100],
      [130, 130],
    ];
    const result = compare([recording({ times: times(5, 1, 1), profiles: footprints(levels) })], settings());
    expect(metric(result, 'peak-memory').verdict).not.toBe('regression');
    expect(codes(result)).toContain('unsteady-memory');
  });

  it('needs no rank test where the sides lie far apart against what either varies by', () => {
    const rising: [number, number][] = [
      [112, 290],
      [116, 299],
      [113, 296],
      [115, 293],
    ];
    const result = compare([recording({ times: times(5, 1, 1), profiles: footprints(rising) })], settings());
    expect(codes(result)).toContain('unsteady-memory');
    expect(metric(result, 'peak-memory').verdict).toBe('regression');
  });

  describe('whose footprint varies', () => {
    /** Footprints as a real program gave them whose large lists come and go. */
    const varying: [number, number][] = [
      [99.88, 125.31],
      [105.37, 108.64],
      [95.59, 93.47],
    ];
    const judged = (residentSets: readonly [number, number][], scale = 1) => {
      const footprint = varying.map(([base, head]): [number, number] => [base, head * scale]);
      const block = recording({ times: times(3, 1, 1), profiles: footprints(footprint) });
      const runs = block.measurement.runs.map((run) => {
        const [base, head] = residentSets[run.pair] ?? [0, 0];
        return run.kind === 'timing' ? { ...run, peakRssMb: run.side === 'base' ? base : head } : run;
      });
      return compare([{ ...block, measurement: { ...block.measurement, runs } }], settings());
    };

    it('is unchanged where the resident set, which does not vary, shows no change', () => {
      const result = judged(repeat(3, (index) => [110 + index / 20, 110.1 - index / 20]));
      expect(metric(result, 'peak-memory').verdict).toBe('unchanged');
      expect(result).toMatchObject({ verdict: 'no-change', conclusive: true });
      expect(result.warnings.find(({ code }) => code === 'unsteady-memory')?.message).toContain('resident set');
    });

    it('regressed where the resident set proves what the footprint only suggests', () => {
      const result = judged(
        repeat(3, (index) => [110 + index / 20, 135.1 - index / 20]),
        1.2,
      );
      expect(metric(result, 'peak-memory').verdict).toBe('regression');
      expect(result.gate).toBe('fail');
    });

    it('stays open where the two do not agree, or the resident set varies as well', () => {
      const against = judged(repeat(3, (index) => [135 + index / 20, 110.1 - index / 20]));
      expect(metric(against, 'peak-memory').verdict).toBe('inconclusive');
      const both = judged([
        [110, 121],
        [118, 109],
        [112, 117],
      ]);
      expect(metric(both, 'peak-memory').verdict).toBe('inconclusive');
    });
  });

  it('lets pairs speak where the footprint depends on a hash seed that both sides of a pair share', () => {
    const seeds: [number, number][] = [
      [100, 108],
      [140, 151.2],
      [120, 129.6],
      [90, 97.2],
      [130, 140.4],
    ];
    const block = recording({ times: times(5, 1, 1), profiles: footprints(seeds) });
    const runs = block.measurement.runs.map((run) => ({ ...run, hashSeed: run.pair }));
    const result = compare([{ ...block, measurement: { ...block.measurement, runs } }], settings());
    expect(metric(result, 'peak-memory').verdict).toBe('regression');
    expect(codes(result)).toContain('hash-seed-dependent');
  });

  it('says no verdict on a single profile', () => {
    const result = compare([recording({ times: times(3, 1, 1), profiles: footprints([[100, 150]]) })], settings());
    expect(metric(result, 'peak-memory').verdict).toBe('inconclusive');
    expect(codes(result)).toContain('few-profiles');
  });

  it('stops when the gate has failed for good, though time is still open', () => {
    const result = compare(
      [recording({ times: times(5, 1, 1.045, 0.02), profiles: footprints(repeat(5, () => [100, 148])) })],
      settings(),
    );
    expect(metric(result, 'cpu-time').verdict).toBe('inconclusive');
    expect(result).toMatchObject({ verdict: 'regression', gate: 'fail', conclusive: true });
  });
});

describe('GPU', () => {
  const onGpu = (percent: number, peakMb: number): ReturnType<typeof profile> => {
    const plain = profile([PROGRAM]);
    const files = plain.files.map((file) => ({
      ...file,
      lines: file.lines.map((line) => ({ ...line, gpuPercent: percent, gpuPeakMb: peakMb })),
    }));
    return { ...plain, hasGpu: true, gpuDevice: 'GPU', files };
  };

  it('is compared when the profiles have it', () => {
    const profiles = repeat(5, (i) => [onGpu(40 * jitter(i), 500), onGpu(80 * jitter(i + 3), 500)] as const);
    const result = compare([recording({ times: times(5, 1, 1), profiles })], settings({ failOn: ['gpu-time'] }));
    expect(metric(result, 'gpu-time')).toMatchObject({ verdict: 'regression' });
    expect(metric(result, 'gpu-time').change).toBeCloseTo(1, 1);
    expect(metric(result, 'gpu-memory').verdict).toBe('unchanged');
    expect(result.gate).toBe('fail');
  });

  it('compares amounts where base used none', () => {
    const profiles = repeat(3, () => [onGpu(0, 0), onGpu(0, 700)] as const);
    const row = metric(compare([recording({ times: times(3, 1, 1), profiles })], settings()), 'gpu-memory');
    expect(row).toMatchObject({ verdict: 'regression', base: 0, head: 700, change: null, interval: null });
  });

  it('is not listed when there is no GPU', () => {
    const result = compare([recording({ times: times(3, 1, 1), profiles: footprints([[1, 1]]) })], settings());
    expect(result.metrics.map((row) => row.metric)).not.toContain('gpu-time');
  });
});

describe('several blocks', () => {
  const onModel = (cpuModel: string, ratio: number, base: number): ReturnType<typeof recording> =>
    recording({ times: times(5, base, ratio), changes: { environment: { cpuModel, python: '3.11.7' } } });

  it('combine, though one machine is twice as fast', () => {
    const result = compare([onModel('A', 1.12, 1), onModel('B', 1.12, 2)], settings());
    expect(result).toMatchObject({ verdict: 'regression', pairs: 10 });
    expect(metric(result, 'cpu-time').change).toBeCloseTo(0.12, 2);
    expect(codes(result)).toContain('different-cpu-model');
  });

  it('widen the interval and say so where they disagree', () => {
    const result = compare([onModel('A', 1.0, 1), onModel('B', 1.3, 1)], settings());
    expect(codes(result)).toContain('blocks-disagree');
    const [low, high] = metric(result, 'cpu-time').interval ?? [0, 0];
    expect(high - low).toBeGreaterThan(0.2);
    expect(result.verdict).not.toBe('no-change');
  });

  it('are refused when they measured different things', () => {
    const other = recording({ times: times(3, 1, 1), changes: { program: { script: 'other.py', args: [] } } });
    const result = compare([recording({ times: times(3, 1, 1) }), other], settings());
    expect(result).toMatchObject({ verdict: 'incomparable', gate: 'pass' });
    expect(result.summary.headline).toContain('program');
  });
});
