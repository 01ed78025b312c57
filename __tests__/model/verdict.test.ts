import { describe, expect, it } from '@jest/globals';
import { VERDICTS } from '../../src/model/comparison.js';
import { factsOf, joinFacts, joinGates, joinVerdicts } from '../../src/model/verdict.js';

describe('the join of verdicts', () => {
  it('is idempotent, commutative and associative', () => {
    for (const one of VERDICTS) {
      const a = factsOf(one);
      expect(joinVerdicts([one])).toBe(one);
      expect(joinVerdicts([one, one])).toBe(one);
      for (const two of VERDICTS) {
        const b = factsOf(two);
        expect(joinFacts(a, b)).toEqual(joinFacts(b, a));
        for (const three of VERDICTS) {
          const c = factsOf(three);
          expect(joinFacts(joinFacts(a, b), c)).toEqual(joinFacts(a, joinFacts(b, c)));
          expect(joinVerdicts([one, two, three])).toBe(joinVerdicts([three, one, two]));
        }
      }
    }
  });

  it('takes no-change as neutral', () => {
    for (const verdict of VERDICTS) expect(joinVerdicts(['no-change', verdict])).toBe(verdict);
  });

  it('ranks the rest by what a reader must know first', () => {
    expect(joinVerdicts(['regression', 'improvement'])).toBe('mixed');
    expect(joinVerdicts(['regression', 'incomparable'])).toBe('regression');
    expect(joinVerdicts(['mixed', 'incomparable'])).toBe('mixed');
    expect(joinVerdicts(['incomparable', 'inconclusive'])).toBe('incomparable');
    expect(joinVerdicts(['inconclusive', 'improvement'])).toBe('inconclusive');
    expect(joinVerdicts(['improvement', 'incomparable', 'regression'])).toBe('mixed');
  });
});

it('a gate that fails fails all', () => {
  expect(joinGates(['pass', 'fail', 'pass'])).toBe('fail');
  expect(joinGates(['pass', 'pass'])).toBe('pass');
});
