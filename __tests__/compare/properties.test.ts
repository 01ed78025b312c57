// What must hold for any input at all.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../src/compare/compare.js';
import {
  ComparisonSchema,
  type Comparison,
  type FunctionComparison,
  type Verdict,
} from '../../src/model/comparison.js';
import type { Run } from '../../src/model/measurement.js';
import type { LoadedMeasurement } from '../../src/compare/input.js';
import type { Profile } from '../../src/profile/model.js';
import { jitter, profile, recording, settings, type FileWork } from './support.js';

/** A program of up to four functions with made-up seconds and memory. */
const work = fc.record({
  sec: fc.double({ min: 0, max: 3, noNaN: true }),
  mb: fc.double({ min: 0, max: 300, noNaN: true }),
});
const functions = fc.array(work, { minLength: 1, maxLength: 4 });

function file(entries: readonly { sec: number; mb: number }[], edited: boolean): FileWork {
  const source = entries
    .map((_, i) => `def f${i}():\n    return work${i}(${edited && i === 0 ? 'True' : ''})\n`)
    .join('\n');
  return { path: 'main.py', source, work: Object.fromEntries(entries.map((entry, i) => [`work${i}`, entry])) };
}

interface Drawn {
  readonly base: readonly { sec: number; mb: number }[];
  readonly head: readonly { sec: number; mb: number }[];
  readonly edited: boolean;
  readonly pairs: number;
  readonly noise: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  base: functions,
  head: functions,
  edited: fc.boolean(),
  pairs: fc.integer({ min: 1, max: 10 }),
  noise: fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 20, maxLength: 20 }),
});

/** Where every function does something. */
const busy = drawn.map((input): Drawn => {
  const atLeast = (entries: Drawn['base']): Drawn['base'] => entries.map(({ sec, mb }) => ({ sec: sec + 0.05, mb }));
  return { ...input, base: atLeast(input.base), head: atLeast(input.head) };
});

function seconds(entries: readonly { sec: number }[]): number {
  return entries.reduce((all, { sec }) => all + sec, 0.1);
}

function measured(
  { base, head, edited, pairs, noise }: Drawn,
  scale = 1,
  extra: readonly FileWork[] = [],
): LoadedMeasurement {
  const times = Array.from({ length: pairs }, (_, i): [number, number] => [
    scale * seconds(base) * Math.exp(noise[i] ?? 0),
    scale * seconds(head) * Math.exp(noise[i + 10] ?? 0),
  ]);
  const profiles = Array.from({ length: Math.min(5, pairs) }, (_, i): [Profile, Profile] => [
    profile([file(base, false), ...extra], { wobble: (line) => 20 * (jitter(i + line) - 1) }),
    profile([file(head, edited), ...extra], { wobble: (line) => 20 * (jitter(i + line + 5) - 1) }),
  ]);
  return recording({ times, profiles });
}

function swapped(block: LoadedMeasurement): LoadedMeasurement {
  const runs = block.measurement.runs.map((run): Run => ({ ...run, side: run.side === 'base' ? 'head' : 'base' }));
  return { ...block, measurement: { ...block.measurement, runs } };
}

const MIRROR: { readonly [V in Verdict]: Verdict } = {
  regression: 'improvement',
  improvement: 'regression',
  mixed: 'mixed',
  'no-change': 'no-change',
  inconclusive: 'inconclusive',
  incomparable: 'incomparable',
};

function verdicts({ functions: rows }: Comparison): Map<string, FunctionComparison['verdict']> {
  return new Map(rows.map((row) => [`${row.name} ${row.metric}`, row.verdict]));
}

describe('whatever is measured', () => {
  it('gives a valid document without NaN, that survives JSON', () => {
    fc.assert(
      fc.property(drawn, (input) => {
        const result = compare([measured(input)], settings());
        expect(ComparisonSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
        expect(everyNumber(result).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('gives numbers also for absurd values', () => {
    const absurd = fc.constantFrom(0, Number.MIN_VALUE, 1e-9, 1, 1e9, 1e12);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(absurd, absurd), { maxLength: 12 }),
        fc.array(absurd, { minLength: 2, maxLength: 2 }),
        (times, mb) => {
          const [a = 0, b = 0] = mb;
          const profiles = times
            .slice(0, 4)
            .map((): [Profile, Profile] => [
              profile([file([{ sec: a, mb: a }], false)], { samples: Math.max(1, a) }),
              profile([file([{ sec: b, mb: b }], true)], { samples: Math.max(1, b) }),
            ]);
          const result = compare([recording({ times, profiles })], settings());
          expect(everyNumber(result).every(Number.isFinite)).toBe(true);
          ComparisonSchema.parse(JSON.parse(JSON.stringify(result)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of the runs in the file', () => {
    fc.assert(
      fc.property(drawn, fc.integer(), (input, seed) => {
        const block = measured(input);
        const runs = [...block.measurement.runs].sort((a, b) => hash(seed, a) - hash(seed, b));
        const shuffled = { ...block, measurement: { ...block.measurement, runs } };
        const there = compare([block], settings());
        const here = compare([shuffled], settings());
        expect({ ...here, verdicts: verdicts(here) }).toMatchObject({
          verdict: there.verdict,
          gate: there.gate,
          conclusive: there.conclusive,
          verdicts: verdicts(there),
        });
      }),
      { numRuns: 40 },
    );
  });

  it('turns regression into improvement when the sides are swapped', () => {
    fc.assert(
      fc.property(drawn, (input) => {
        const block = measured(input);
        const there = compare([block], settings());
        const back = compare([swapped(block)], settings());
        expect(back.verdict).toBe(MIRROR[there.verdict]);
        expect(back.conclusive === there.conclusive || there.gate === 'fail' || back.gate === 'fail').toBe(true);
        there.metrics.forEach((row, i) => {
          const other = back.metrics[i];
          expect(other?.verdict).toBe(swapWords(row.verdict));
          if (row.change !== null && other?.change !== null && other !== undefined) {
            expect(Math.log1p(row.change)).toBeCloseTo(-Math.log1p(other.change), 6);
          }
        });
        for (const [key, verdict] of verdicts(there)) expect(verdicts(back).get(key)).toBe(swapWords(verdict));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for a machine on which everything takes k times as long, floors aside', () => {
    const noFloors = settings();
    const limits = Object.fromEntries(
      Object.entries(noFloors.limits).map(([id, limit]) => [id, { ...limit, floor: 0 }]),
    ) as typeof noFloors.limits;
    fc.assert(
      fc.property(drawn, fc.constantFrom(0.01, 0.5, 7, 1000), (input, scale) => {
        const there = compare([measured(input)], { ...noFloors, limits });
        const here = compare([measured(input, scale)], { ...noFloors, limits });
        expect(here.verdict).toBe(there.verdict);
        expect(verdicts(here)).toEqual(verdicts(there));
        const change = (result: Comparison): number => result.metrics[0]?.change ?? 0;
        expect(change(here)).toBeCloseTo(change(there), 9);
      }),
      { numRuns: 40 },
    );
  });

  it('says the same of the other functions when one that nobody runs much is added on both sides', () => {
    const idle: FileWork = {
      path: 'idle.py',
      source: 'def idle():\n    return 1\n',
      work: { 'return 1': { sec: 0.0001 } },
    };
    fc.assert(
      fc.property(busy, (input) => {
        const there = verdicts(compare([measured(input)], settings()));
        const here = verdicts(compare([measured(input, 1, [idle])], settings()));
        here.delete('idle cpu-time');
        expect(here).toEqual(there);
      }),
      { numRuns: 40 },
    );
  });

  it('says no change of a program compared with itself, whatever the noise of its runs', () => {
    fc.assert(
      fc.property(drawn, (input) => {
        const times = Array.from({ length: input.pairs }, (_, i): [number, number] => {
          const sec = seconds(input.base) * Math.exp(input.noise[i] ?? 0);
          return [sec, sec];
        });
        const same = profile([file(input.base, false)]);
        const profiles = times.map((): [Profile, Profile] => [same, same]);
        const result = compare([recording({ times, profiles })], settings());
        expect(['no-change', 'inconclusive']).toContain(result.verdict);
        expect(result.gate).toBe('pass');
      }),
      { numRuns: 40 },
    );
  });
});

function swapWords(verdict: FunctionComparison['verdict']): FunctionComparison['verdict'] {
  switch (verdict) {
    case 'regression':
      return 'improvement';
    case 'improvement':
      return 'regression';
    case 'added':
      return 'removed';
    case 'removed':
      return 'added';
    case 'unchanged':
    case 'inconclusive':
    case 'too-small':
      return verdict;
  }
}

function everyNumber(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(everyNumber);
}

function hash(seed: number, run: Run): number {
  let mixed = seed;
  for (const character of JSON.stringify(run)) mixed = Math.imul(mixed ^ character.charCodeAt(0), 16777619);
  return mixed;
}
