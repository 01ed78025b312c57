import { describe, expect, it } from '@jest/globals';
import { placeFilter } from '../../src/profile/index.js';

const PLACES = [
  { file: 'src/a.py', function: 'Loader.load' },
  { file: 'src/deep/.hidden/a.py', function: '<module>' },
  { file: 'tests/test_a.py', function: 'load' },
  { file: '<eval@a.py:3>', function: '<module>' },
];

describe('choosing places by globs', () => {
  it.each([
    [[], [0, 1, 2, 3]],
    [['src/**'], [0, 1]],
    [['src'], [0, 1]],
    [['src/'], [0, 1]],
    [['a.py'], [0, 1]],
    [['*.py'], [0, 1, 2]],
    [['src/*.py'], [0]],
    [['Loader.*'], [0]],
    [['load'], [2]],
    [['*.load'], [0]],
    [['src/**:*.load'], [0]],
    [['a.py:<module>'], [1]],
    [
      ['tests/**', 'Loader.load'],
      [0, 2],
    ],
  ])('only %j keeps %j', (only, kept) => {
    const wanted = placeFilter({ only });
    expect(PLACES.flatMap((place, index) => (wanted(place) ? [index] : []))).toEqual(kept);
  });

  it('leaves out what is excluded, whatever else says', () => {
    const wanted = placeFilter({ only: ['src/**'], exclude: ['Loader.*'] });
    expect(PLACES.filter(wanted)).toEqual([PLACES[1]]);
  });

  it('refuses what is no glob', () => {
    expect(() => placeFilter({ only: [''] })).toThrow('is not a glob');
    expect(() => placeFilter({ exclude: ['x'.repeat(100_000)] })).toThrow('is not a glob');
  });
});
