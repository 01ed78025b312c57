import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatChange,
  formatCount,
  formatDifference,
  formatPercent,
  formatRange,
  formatSetting,
  formatSingle,
  scaleOf,
} from '../../src/report/units.js';

describe('an amount', () => {
  it.each([
    [0.0000042, 's', '4.20 µs'],
    [0.0042, 's', '4.20 ms'],
    [0.42, 's', '420 ms'],
    [14.23, 's', '14.2 s'],
    [119, 's', '119 s'],
    [150, 's', '2.50 min'],
    [9000, 's', '2.50 h'],
    [0.5, 'MiB', '512 KiB'],
    [412.3, 'MiB', '412 MiB'],
    [1956, 'MiB', '1.91 GiB'],
    [3 * 2 ** 20, 'MiB', '3.00 TiB'],
    [0, 's', '0 s'],
    [null, 's', '–'],
    [Number.NaN, 'MiB', '–'],
  ] as const)('of %p %s reads %s', (value, unit, text) => {
    expect(formatSingle(value, unit)).toBe(text);
  });

  it('is scaled by the larger of two that stand side by side, in binary steps for memory', () => {
    expect(formatRange(14.2, 17.5, 's')).toBe('14.2 → 17.5 s');
    expect(formatRange(0.42, 1.33, 's')).toBe('0.42 → 1.33 s');
    expect(formatRange(1000, 1030, 'MiB')).toBe('0.98 → 1.01 GiB');
    expect(formatRange(9.98, 10.13, 's')).toBe('10.0 → 10.1 s');
    expect(formatRange(null, 0.8, 's')).toBe('– → 800 ms');
    expect(formatRange(0, 5.5, 'MiB')).toBe('0 → 5.50 MiB');
  });

  it('never needs an exponent or more than one decimal beyond the larger one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-7, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-7, max: 1e6, noNaN: true }),
        (a, b) => {
          expect(formatRange(a, b, 's')).toMatch(/^\d+(\.\d+)? → \d+(\.\d+)? \S+$/);
          expect(scaleOf([a, b], 's').decimals - scaleOf([Math.max(a, b)], 's').decimals).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('that was set by somebody reads as it was set', () => {
    expect(formatSetting(0.02, 's')).toBe('20 ms');
    expect(formatSetting(2, 'MiB')).toBe('2 MiB');
    expect(formatSetting(2.5, 'MiB')).toBe('2.5 MiB');
  });
});

describe('a change', () => {
  it.each([
    [0.2324, [0.219, 0.246], '+23.2 %', '+21.9 … +24.6'],
    [-0.31, [-0.44, -0.18], '\u221231 %', '\u221244 … \u221218'],
    [1.32, [1.31, 1.33], '+132 %', '+131 … +133'],
    [0.94, [0.81, 1.08], '+94 %', '+81 … +108'],
    [0.0003, null, '+0.03 %', null],
    [0, null, '0.0 %', null],
    [null, null, '?', null],
    [Number.POSITIVE_INFINITY, null, '?', null],
  ] as const)('of %p reads with its sign', (change, interval, text, range) => {
    const words = formatChange(change, interval);
    expect(words.change).toBe(text);
    expect(words.interval).toBe(range);
  });

  it('has no sign where the words say the direction', () => {
    expect(formatChange(-0.128, null).size).toBe('12.8 %');
  });

  it('never shows a negative zero, and always a sign otherwise', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (change) => {
        expect(formatChange(change, null).change).toMatch(/^(?:0(?:\.0+)?|[+\u2212]\d+(?:\.\d+)?) %$/);
        expect(formatChange(change, null).change).not.toMatch(/\u22120(?:\.0+)? %/);
      }),
    );
  });
});

describe('a share', () => {
  it.each([
    [0.05, '5 %'],
    [0.025, '2.5 %'],
    [0.021, '2.1 %'],
    [0.62, '62 %'],
    [0.0004, '0.04 %'],
    [0, '0 %'],
    [1, '100 %'],
    [Number.NaN, '?'],
  ])('of %p reads %s', (fraction, text) => {
    expect(formatPercent(fraction)).toBe(text);
  });
});

it('sets thousands apart', () => {
  expect([formatCount(7), formatCount(1000), formatCount(1_234_567)]).toEqual(['7', '1,000', '1,234,567']);
});

it('shows a difference with its sign in a scale of its own', () => {
  expect(formatDifference(-0.0239, 's')).toBe('\u221223.9 ms');
  expect(formatDifference(156, 'MiB')).toBe('+156 MiB');
});
