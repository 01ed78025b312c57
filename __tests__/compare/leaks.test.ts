// Scalene's leak suspicions.
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/compare/compare.js';
import type { Profile, ProfileLeak } from '../../src/profile/model.js';
import { profile, recording, repeat, settings, times, type FileWork } from './support.js';

const base: FileWork = {
  path: 'main.py',
  source: 'def work():\n    keep(1)\n',
  work: { 'keep(1)': { sec: 1, mb: 200 } },
};
const head: FileWork = { ...base, source: `# comment\n${base.source}` };

function leaking(file: FileWork, leaks: readonly ProfileLeak[]): Profile {
  const made = profile([file]);
  return { ...made, files: made.files.map((entry) => ({ ...entry, leaks })) };
}

function judge(
  inBase: readonly boolean[],
  inHead: readonly boolean[],
  failOn: readonly ('leaks' | 'cpu-time')[] = ['cpu-time'],
): ReturnType<typeof compare> {
  const leak = (line: number): ProfileLeak => ({ line, likelihood: 0.97, velocityMbPerSec: 2 });
  const profiles = repeat(inHead.length, (i): [Profile, Profile] => [
    leaking(base, inBase[i] === true ? [leak(2)] : []),
    leaking(head, inHead[i] === true ? [leak(3)] : []),
  ]);
  return compare([recording({ times: times(3, 1, 1), profiles })], settings({ failOn }));
}

describe('a leak', () => {
  it('is new when most profiles of head show it and none of base does', () => {
    expect(judge([false, false, false], [true, true, false]).leaks).toEqual([
      {
        file: 'main.py',
        line: 3,
        function: 'work',
        verdict: 'new',
        likelihood: 0.97,
        velocityMbPerSec: 2,
        seen: { base: 0, baseOf: 3, head: 2, headOf: 3 },
      },
    ]);
  });

  it('is not reported when one profile of three shows it', () => {
    expect(judge([false, false, false], [true, false, false]).leaks).toEqual([]);
  });

  it('is known when base has it too, on the line where it stood before', () => {
    expect(judge([true, false, false], [true, true, true]).leaks).toMatchObject([{ verdict: 'both' }]);
  });

  it('is gone when only base has it', () => {
    expect(judge([true, true, true], [false, false, false]).leaks).toMatchObject([{ verdict: 'gone', line: 2 }]);
  });

  it('fails the gate only where the settings say so', () => {
    const none = [false, false, false];
    const all = [true, true, true];
    expect(judge(none, all).gate).toBe('pass');
    expect(judge(none, all, ['leaks', 'cpu-time'])).toMatchObject({ gate: 'fail', verdict: 'regression' });
  });
});
