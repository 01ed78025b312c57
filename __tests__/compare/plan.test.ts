// How many more pairs to make.
import { describe, expect, it } from '@jest/globals';
import { firstLook, needsProfiles, plan } from '../../src/compare/plan.js';
import { looks } from '../../src/compare/totals/criteria.js';
import { profile, recording, repeat, settings, times } from './support.js';
import { compare } from '../../src/compare/compare.js';

/** Any real comparison: only its rows' names and verdicts are changed below. */
const comparison = compare(
  [recording({ times: times(3, 1, 1), profiles: repeat(3, () => [profile([]), profile([])]) })],
  settings(),
);

describe('the looks', () => {
  it.each([
    [3, 10, [3, 5, 10]],
    [5, 5, [5]],
    [3, 4, [3, 4]],
    [3, 20, [3, 7, 20]],
    [1, 1, [1]],
  ])('from %i to %i pairs are at %j', (minPairs, maxPairs, expected) => {
    expect(looks({ minPairs, maxPairs })).toEqual(expected);
    expect(firstLook({ minPairs, maxPairs })).toBe(expected[0]);
  });
});

describe('the plan', () => {
  const open = (pairs: number): { conclusive: boolean; pairs: number } => ({ conclusive: false, pairs });

  it('goes to the next look while nothing is clear', () => {
    expect(plan(open(3), settings())).toEqual({ action: 'measure', pairs: 2, until: 5 });
    expect(plan(open(5), settings())).toEqual({ action: 'measure', pairs: 5, until: 10 });
    expect(plan(open(4), settings())).toEqual({ action: 'measure', pairs: 1, until: 5 });
  });

  it('stops when it is clear, and when all pairs are made', () => {
    expect(plan({ conclusive: true, pairs: 3 }, settings())).toEqual({ action: 'stop', reason: 'conclusive' });
    expect(plan(open(10), settings())).toEqual({ action: 'stop', reason: 'max-pairs' });
  });

  it('keeps to the time budget', () => {
    expect(plan(open(5), settings(), { sec: 50, secPerPair: 10, budgetSec: 60 })).toEqual({
      action: 'stop',
      reason: 'time-budget',
    });
    expect(plan(open(5), settings(), { sec: 50, secPerPair: 10, budgetSec: 85 })).toEqual({
      action: 'measure',
      pairs: 3,
      until: 8,
    });
    expect(plan(open(5), settings(), { sec: 50, secPerPair: 10 })).toMatchObject({ action: 'measure', until: 10 });
    expect(plan(open(5), settings(), { sec: 90, secPerPair: 0, budgetSec: 60 })).toMatchObject({ action: 'stop' });
  });
});

describe('profile runs', () => {
  const metric = (id: 'cpu-time' | 'peak-memory', verdict: 'inconclusive' | 'unchanged') => ({
    ...comparison.metrics[0],
    metric: id,
    verdict,
  });
  const at = (pairs: number, memory: 'inconclusive' | 'unchanged') => ({
    pairs,
    metrics: [metric('cpu-time', 'inconclusive'), metric('peak-memory', memory)] as typeof comparison.metrics,
  });

  it('end after five pairs where only the time is open', () => {
    expect(needsProfiles(at(3, 'unchanged'), settings())).toBe(true);
    expect(needsProfiles(at(5, 'unchanged'), settings())).toBe(false);
  });

  it('go on while memory is open, and where functions or leaks may fail the gate', () => {
    expect(needsProfiles(at(5, 'inconclusive'), settings())).toBe(true);
    expect(needsProfiles(at(5, 'unchanged'), settings({ failOn: ['functions'] }))).toBe(true);
    expect(needsProfiles(at(5, 'unchanged'), settings({ failOn: ['leaks'] }))).toBe(true);
  });
});
