// Bare Scalene profiles, without timing runs: real ones.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { compareProfiles } from '../../src/compare/profiles.js';
import { ComparisonSchema } from '../../src/model/comparison.js';
import { parseProfile } from '../../src/profile/parse.js';
import type { Profile } from '../../src/profile/model.js';
import { profile, repeat, settings, type FileWork } from './support.js';

function real(version: string, name: string): Profile {
  const bytes = readFileSync(new URL(`../fixtures/scalene/${version}/${name}.json.gz`, import.meta.url));
  const parsed = parseProfile(gunzipSync(bytes).toString('utf8'));
  if (parsed.outcome !== 'ok') throw new Error(parsed.message);
  return parsed.profile;
}

const PROGRAM: FileWork = {
  path: 'main.py',
  source: 'def work():\n    return 1\n',
  work: { 'return 1': { sec: 1, mb: 80 } },
};

describe('profiles alone', () => {
  it('never say anything about CPU time, however much slower they are', () => {
    const fast = real('2.4.0', 'shop-full');
    const slow = { ...fast, elapsedSec: fast.elapsedSec * 3 };
    const result = compareProfiles({ base: [fast, fast, fast], head: [slow, slow, slow] }, settings());
    expect(result.metrics.map(({ metric }) => metric)).toEqual(['peak-memory', 'allocated']);
    expect(result.functions.filter(({ metric }) => metric === 'cpu-time')).toEqual([]);
    expect(result.verdict).toBe('no-change');
    expect(result.warnings[0]?.code).toBe('no-timing-runs');
    expect(ComparisonSchema.parse(result)).toEqual(result);
  });

  it('judge memory from two profiles a side on', () => {
    const base = repeat(2, () => profile([PROGRAM], { footprintMb: 80 }));
    const head = repeat(2, () => profile([PROGRAM], { footprintMb: 120 }));
    expect(compareProfiles({ base, head }, settings())).toMatchObject({ verdict: 'regression', gate: 'fail' });
    expect(compareProfiles({ base: base.slice(1), head: head.slice(1) }, settings()).verdict).toBe('inconclusive');
  });

  it('are refused across versions', () => {
    const result = compareProfiles(
      { base: [real('1.5.55', 'shop-full')], head: [real('2.4.0', 'shop-full')] },
      settings(),
    );
    expect(result).toMatchObject({ verdict: 'incomparable', gate: 'pass', metrics: [], functions: [] });
    expect(result.summary.headline).toContain('different versions of Scalene');
  });

  it('are refused across programs, arguments, and when a side has none', () => {
    const one = profile([PROGRAM]);
    const other = profile([PROGRAM], { changes: { program: 'other.py' } });
    const more = profile([PROGRAM], { changes: { args: ['--rows', '9'] } });
    expect(compareProfiles({ base: [one], head: [other] }, settings()).warnings[0]?.code).toBe('programs-differ');
    expect(compareProfiles({ base: [one], head: [more] }, settings()).warnings[0]?.code).toBe('arguments-differ');
    expect(compareProfiles({ base: [one], head: [] }, settings())).toMatchObject({ verdict: 'incomparable' });
  });
});
