import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DURATION, formatDuration, parseAmount, parseDuration, parsePercent } from '../../src/config/amounts.js';

describe('durations', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['10min', 600],
    ['1h', 3600],
    ['1h30m', 5400],
    ['1h 30m', 5400],
    ['1.5m', 90],
    ['8', 8],
  ])('%s is %d seconds', (text, seconds) => {
    expect(DURATION.test(text)).toBe(true);
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '10 parsecs', '-5s', 'm', '1h30', '5%'])('%j is none', (text) => {
    expect(DURATION.test(text)).toBe(false);
  });

  it('reads back every duration that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seconds) => {
        const text = formatDuration(seconds);
        expect(DURATION.test(text)).toBe(true);
        expect(parseDuration(text)).toBe(seconds);
      }),
    );
  });
});

describe('absolute amounts', () => {
  it.each([
    ['20ms', 0.02, 's'],
    ['1.5s', 1.5, 's'],
    ['2m', 120, 's'],
    ['2MiB', 2, 'MiB'],
    ['2 mb', 2, 'MiB'],
    ['1GiB', 1024, 'MiB'],
    ['512KiB', 0.5, 'MiB'],
  ])('%s is %d %s', (text, value, unit) => {
    expect(parseAmount(text)).toEqual({ value, unit });
  });

  it.each(['20', 'ms', '20 apples', '1e3s', '5%', '-2MiB', '2constructor'])('%j is none', (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });
});

it('reads a percentage as a fraction', () => {
  expect(parsePercent('5%')).toBe(0.05);
  expect(parsePercent('2.5 %')).toBe(0.025);
});
