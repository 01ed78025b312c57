// A program compared with itself.
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/compare/compare.js';
import { repeated, resample } from '../../src/compare/self-check.js';
import type { Profile } from '../../src/profile/model.js';
import { jitter, profile, recording, repeat, settings, times, type FileWork } from './support.js';

const PROGRAM: FileWork = {
  path: 'main.py',
  source: 'def work():\n    return 1\n',
  work: { 'return 1': { sec: 1, mb: 50 } },
};

function sameCode(noise: number): ReturnType<typeof recording> {
  const profiles = repeat(5, (i): [Profile, Profile] => [
    profile([PROGRAM], { footprintMb: 50 * jitter(i, 0.0005) }),
    profile([PROGRAM], { footprintMb: 50 * jitter(i + 3, 0.0005) }),
  ]);
  return recording({ times: times(10, 1, 1, noise), profiles });
}

describe('resampling one measurement of a commit with itself', () => {
  const check = resample([sameCode(0.015)], settings(), 40, 1);

  it('says how it was done and on what it rests', () => {
    expect(check).toMatchObject({ how: 'resampled', pairs: 10, comparisons: 40 });
  });

  it('gives a rate of false alarms with an interval that is honest at zero', () => {
    expect(check.falseAlarms).toMatchObject({ count: 0, of: 40, rate: 0 });
    expect(check.falseAlarms.interval[1]).toBeGreaterThan(0.05);
    expect(check.functionAlarms.count).toBe(0);
    expect(check.meanPairs).toBeLessThan(5);
  });

  it('gives noise and the smallest visible change per metric', () => {
    const cpu = check.metrics.find(({ metric }) => metric === 'cpu-time');
    expect(cpu?.noise).toBeGreaterThan(0.005);
    expect(cpu?.minimumDetectable).toBeGreaterThan(0.05);
    expect(cpu?.minimumDetectable).toBeLessThan(0.15);
  });

  it('gives the same answer for the same seed', () => {
    expect(resample([sameCode(0.015)], settings(), 5, 7)).toEqual(resample([sameCode(0.015)], settings(), 5, 7));
  });

  it('notices a machine that is too noisy to tell', () => {
    expect(resample([sameCode(0.15)], settings(), 20, 1).inconclusive.count).toBeGreaterThan(10);
  });
});

it('sums up comparisons that each had runs of their own', () => {
  const comparisons = repeat(4, () => compare([sameCode(0.01)], settings()));
  expect(repeated(comparisons)).toMatchObject({
    how: 'repeated',
    pairs: 40,
    comparisons: 4,
    falseAlarms: { count: 0, of: 4 },
  });
  expect(repeated([])).toMatchObject({ falseAlarms: { rate: 0, interval: [0, 1] }, meanPairs: 0 });
});
