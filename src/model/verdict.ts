/**
 * The join of verdicts and of gates: what several results say together, whatever their order.
 * How one result gets its verdict is left to `compare`.
 */
import type { Comparison, Verdict } from './comparison.js';

type Gate = Comparison['gate'];
type Fact = 'worse' | 'better' | 'incomparable' | 'inconclusive';

/** What each verdict says. Joining unites these, since a word alone forgets: `incomparable` would hide an improvement from a later regression. */
const FACTS: { readonly [V in Verdict]: readonly Fact[] } = {
  regression: ['worse'],
  improvement: ['better'],
  mixed: ['worse', 'better'],
  incomparable: ['incomparable'],
  inconclusive: ['inconclusive'],
  'no-change': [],
};

/** Facts that are known together; a value of the lattice, of which a verdict is the word. */
export type Facts = ReadonlySet<Fact>;

export function factsOf(verdict: Verdict): Facts {
  return new Set(FACTS[verdict]);
}

export function joinFacts(one: Facts, other: Facts): Facts {
  return new Set([...one, ...other]);
}

export function verdictOf(facts: Facts): Verdict {
  if (facts.has('worse')) return facts.has('better') ? 'mixed' : 'regression';
  if (facts.has('incomparable')) return 'incomparable';
  if (facts.has('inconclusive')) return 'inconclusive';
  return facts.has('better') ? 'improvement' : 'no-change';
}

/** The verdict over all; of none it is `no-change`, which is neutral. */
export function joinVerdicts(verdicts: readonly Verdict[]): Verdict {
  return verdictOf(verdicts.map(factsOf).reduce(joinFacts, new Set<Fact>()));
}

/** One that fails fails all. */
export function joinGates(gates: readonly Gate[]): Gate {
  return gates.includes('fail') ? 'fail' : 'pass';
}
