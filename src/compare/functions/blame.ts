/**
 * Which functions explain a change of the whole program that is already proven. Something must be responsible, so this
 * is a choice among suspects and asks for less evidence than finding a change where the total shows none (`detect.ts`).
 *
 * Each suspect's difference is either noise, Normal(0, e² + (3 % of its size)²), or a part of the change,
 * Normal(0, noise² + (0.7 Δ)²) with the sign of Δ, the total change. Functions whose code differs between the sides are
 * responsible in four cases of five before anything is measured; the others are never excluded, because data that grew
 * slows functions that nobody touched.
 */
import type { Change } from './moved-work.js';

export interface Suspect extends Change {
  /** Largest of its two sides, in the quantity's unit. */
  readonly size: number;
  /** Its code differs between the sides. */
  readonly codeChanged: boolean;
}

export interface Blame {
  /** Probability that its difference is a part of the change. */
  readonly probability: number;
  /** Part of the change that it is expected to explain, in the quantity's unit, with the change's sign; shrunk toward zero. */
  readonly expected: number;
  /** Named as responsible. */
  readonly named: boolean;
}

/** A function's own seconds differ by about this much between builds of the same code (layout, caches), as a fraction. */
const JITTER = 0.03;
/** Typical part of the total change that a responsible function explains. */
const TYPICAL_PART = 0.7;
/** Prior probability that the responsible function is among those whose code changed, where there are both kinds. */
const AMONG_CHANGED = 0.8;
/** No single suspect is surer than this before anything is measured. */
const MOST_PRIOR = 0.8;
/** Functions responsible for one change, on average. */
const RESPONSIBLE = 1.2;
/** Prior odds of "none of them": the time went where no function was sampled. */
const NOWHERE = 0.1;
/** An explanation smaller than this part of the change is not worth naming. */
const LEAST_PART = 0.1;
/** Named on its own evidence, or as the likeliest of all suspects. */
const NAMED = 0.8;
const NAMED_FIRST = 0.35;
/** Cap of one function's log evidence, so that exponentials stay finite. */
const MOST_EVIDENCE = 50;
/** Log evidence of a function that moved against the change. */
const AGAINST = -5;

/** Blame for each suspect, in the order given. `total` is the proven change of the whole program, not zero. */
export function blame(suspects: readonly Suspect[], total: number): Blame[] {
  const priors = priorProbabilities(suspects);
  const slab = (TYPICAL_PART * Math.abs(total)) ** 2;
  const direction = Math.sign(total);
  const weighed = suspects.map((suspect, i) => {
    const prior = priors[i] ?? 0;
    const along = direction * suspect.difference;
    const noise = suspect.standardError ** 2 + (JITTER * suspect.size) ** 2;
    const evidence = logEvidence(along, noise, slab);
    const probability = prior / (prior + (1 - prior) * Math.exp(-evidence));
    const expected = along > 0 ? (probability * along * slab) / (slab + noise) : 0;
    return { probability, expected, weight: prior * Math.exp(evidence) };
  });
  const allWeights = weighed.reduce((all, { weight }) => all + weight, NOWHERE);
  const most = weighed.reduce((largest, { expected }) => Math.max(largest, expected), 0);
  return weighed.map(({ probability, expected, weight }) => {
    const first = expected === most && weight / allWeights > NAMED_FIRST;
    const worthNaming = expected > LEAST_PART * Math.abs(total);
    return { probability, expected: direction * expected, named: worthNaming && (first || probability > NAMED) };
  });
}

/** ln of how much likelier the difference is as a part of the change than as noise. Variances in squared units. */
function logEvidence(along: number, noise: number, slab: number): number {
  if (along < 0) return AGAINST;
  if (noise === 0) return along > 0 ? MOST_EVIDENCE : AGAINST;
  const both = noise + slab;
  const ratio = 0.5 * (along ** 2 / noise - along ** 2 / both - Math.log(both / noise));
  return Math.min(MOST_EVIDENCE, ratio);
}

/** Prior probability of each suspect to be responsible: shared out among the changed and among the unchanged ones. */
function priorProbabilities(suspects: readonly Suspect[]): number[] {
  const changed = suspects.filter(({ codeChanged }) => codeChanged).length;
  const unchanged = suspects.length - changed;
  const share = changed === 0 ? 0 : unchanged === 0 ? 1 : AMONG_CHANGED;
  return suspects.map(({ codeChanged }) => {
    const prior = codeChanged ? share / changed : (1 - share) / unchanged;
    return Math.min(MOST_PRIOR, RESPONSIBLE * prior);
  });
}
