/**
 * One whole-program metric judged: estimate, interval, noise, verdict, and what more pairs would give.
 * Which metrics there are is left to `series.ts`, how they join into one verdict to `verdict.ts`.
 */
import type { MetricComparison } from '../../model/comparison.js';
import { METRICS, type MetricId } from '../../model/metrics.js';
import type { CompareSettings, Limit } from '../input.js';
import { median, range } from '../stats/robust.js';
import { NEARLY_ZERO, relativeChange } from '../stats/relative.js';
import { posterior, type NoisePrior, type Posterior } from '../stats/posterior.js';
import { criteriaAt, VISIBLE_TOLERANCES, type Criteria } from './criteria.js';
import { decide, demandSeparation, type Decision } from './decide.js';
import { stretch } from './blocks.js';
import type { PairedValues, Series } from './series.js';

/** A metric's place in the Comparison, with what functions and plans need to know besides. */
export interface JudgedMetric {
  readonly row: MetricComparison;
  /** No later look could reasonably say otherwise. */
  readonly settled: boolean;
  /** Distribution of the log ratio; null where there is none (no pairs, or zeros among the values). */
  readonly change: Posterior | null;
  /** Accepted log ratio to either side; null where the metric has zeros. */
  readonly limit: number | null;
  /** The blocks do not agree on the change, beyond their noise. */
  readonly blocksDisagree: boolean;
  /** The values of one side alone differ by more than half the tolerance, though the metric should be steady. */
  readonly unsteady: boolean;
  /** The verdict is that of the resident set, because the values themselves vary too much (see `unsteady.ts`). */
  readonly byResidentSet?: boolean;
}

/** Noise of processor time: typical scales of 1–5 % a pair, seen on shared runners. */
const TIME_NOISE: NoisePrior = { typicalScale: 0.02, logScaleSd: 0.6 };
/** Wall time feels every neighbour. */
const WALL_NOISE: NoisePrior = { typicalScale: 0.05, logScaleSd: 0.8 };
/** Memory repeats within a fraction of a percent in most programs, and not at all in some: a low scale, held loosely. */
const MEMORY_NOISE: NoisePrior = { typicalScale: 0.003, logScaleSd: 1 };

/** Memory that is seen to vary: nothing is known about how much. */
const UNSTEADY_NOISE: NoisePrior = { typicalScale: 0.02, logScaleSd: 1 };

const PRIORS: { readonly [Id in MetricId]: NoisePrior } = {
  'cpu-time': TIME_NOISE,
  'gpu-time': WALL_NOISE,
  'wall-time': WALL_NOISE,
  'peak-memory': MEMORY_NOISE,
  allocated: MEMORY_NOISE,
  'gpu-memory': MEMORY_NOISE,
  'peak-rss': MEMORY_NOISE,
};

/** Chance of finding a change that is as large as the minimum detectable one. */
const POWER_QUANTILE = 2.054; // 98 %
/** Distance of zero from the estimate, in standard errors, that the last look asks for. */
const PROOF_QUANTILE = 2.878; // 0.2 %, one-sided

/** @param last no more pairs will be made */
export function judgeMetric(id: MetricId, series: Series, settings: CompareSettings, last: boolean): JudgedMetric {
  const values = flatten(series);
  const pairs = values.base.length;
  const criteria = criteriaAt({ pairs, last, steady: isSteadyKind(id) }, settings);
  const common = {
    metric: id,
    unit: METRICS[id].unit,
    tolerance: settings.limits[id].tolerance,
    floor: settings.limits[id].floor,
    gated: settings.failOn.includes(id),
    runs: { base: values.base.length, head: values.head.length },
    values: { base: [...values.base], head: [...values.head] },
  };
  if ([...values.base, ...values.head].some((value) => value < NEARLY_ZERO)) {
    return { ...NOTHING_MORE, ...judgeWithZeros(values, common, criteria) };
  }
  const centre = Math.exp(median([...values.base, ...values.head].map(Math.log)));
  const spread = median(series.flatMap(logRatios)) / 2;
  const limit = acceptedLogRatio(settings.limits[id], centre * Math.exp(-Math.abs(spread)));
  const unsteady = isSteadyKind(id) && variesWithinSide(series, limit);
  const { change, disagree } = estimate(series, unsteady ? UNSTEADY_NOISE : PRIORS[id]);
  const base = centre * Math.exp(-change.median / 2);
  const head = centre * Math.exp(change.median / 2);
  const decided = decide(change, limit, criteria);
  const decision = unsteady ? demandSeparation(decided, values, criteria) : decided;
  return {
    row: {
      ...common,
      base,
      head,
      change: relativeChange(change.median),
      interval: [relativeChange(change.lower), relativeChange(change.upper)],
      noise: change.pairNoise,
      verdict: decision.verdict,
      minimumDetectable: relativeChange(minimumDetectable(change.standardError, limit)),
      pairsNeeded: pairsNeeded(decision, change, limit, pairs),
    },
    settled: decision.settled,
    change,
    limit,
    blocksDisagree: disagree,
    unsteady,
  };
}

function estimate(series: Series, prior: NoisePrior): ReturnType<typeof stretch> {
  const logs = series.map(logRatios);
  return stretch(logs, posterior(logs, prior), prior);
}

const NOTHING_MORE = { change: null, limit: null, blocksDisagree: false, unsteady: false };

/** Tolerance and floor as one log ratio: a change must be beyond both. Symmetric: swapping the sides changes nothing. */
export function acceptedLogRatio({ tolerance, floor }: Limit, smallerSide: number): number {
  return Math.max(Math.log1p(tolerance), Math.log1p(floor / smallerSide));
}

/**
 * Smallest log ratio that this sharpness would show with 98 % probability at the last look: the estimate must be beyond
 * the limit and 2.9 standard errors from zero, and itself misses the truth by 2.05 standard errors in one case of fifty.
 */
export function minimumDetectable(standardError: number, limit: number): number {
  return Math.max(limit, PROOF_QUANTILE * standardError) + POWER_QUANTILE * standardError;
}

/** Above this many, "more pairs" is no advice. */
const MOST_PAIRS_ADVISED = 200;

/**
 * Pairs at which an open question would probably be settled: standard errors shrink with √pairs until the distance of the
 * estimate from the limit (or of a visible change from the limit, where the estimate is on it) is 1.65 of them.
 */
function pairsNeeded(decision: Decision, change: Posterior, limit: number, pairs: number): number | null {
  if (decision.verdict !== 'inconclusive' || pairs === 0) return null;
  const distance = Math.max(Math.abs(limit - Math.abs(change.median)), ((VISIBLE_TOLERANCES - 1) / 2) * limit);
  const needed = Math.ceil(pairs * ((1.645 * change.standardError) / distance) ** 2);
  const wanted = Math.max(pairs + 1, needed);
  return wanted > MOST_PAIRS_ADVISED ? null : wanted;
}

function isSteadyKind(id: MetricId): boolean {
  return PRIORS[id] === MEMORY_NOISE;
}

/** Values differ on one side alone, and the pairs do not explain it (as an equal hash seed would). */
function variesWithinSide(series: Series, limit: number): boolean {
  return series.some(
    (block) =>
      range(logRatios(block)) > limit / 2 &&
      [block.base, block.head].some((side) => range(side.map(Math.log)) > limit / 2),
  );
}

function logRatios({ base, head }: PairedValues): number[] {
  return base.map((value, i) => Math.log((head[i] ?? value) / value));
}

function flatten(series: Series): { base: number[]; head: number[] } {
  return { base: series.flatMap(({ base }) => base), head: series.flatMap(({ head }) => head) };
}

type CommonFields = Pick<MetricComparison, 'metric' | 'unit' | 'tolerance' | 'floor' | 'gated' | 'runs' | 'values'>;

/** A metric that is zero in some run has no ratio: only differences above the floor in every pair count. */
function judgeWithZeros(
  values: { base: readonly number[]; head: readonly number[] },
  common: CommonFields,
  criteria: Criteria | null,
): { row: MetricComparison; settled: boolean } {
  const base = median(values.base);
  const head = median(values.head);
  const differences = values.base.map((value, i) => (values.head[i] ?? value) - value);
  const enough = criteria !== null;
  const { floor } = common;
  const verdict = ((): MetricComparison['verdict'] => {
    if (differences.every((difference) => Math.abs(difference) <= floor)) return enough ? 'unchanged' : 'inconclusive';
    if (!enough) return 'inconclusive';
    if (differences.every((difference) => difference > floor)) return 'regression';
    if (differences.every((difference) => difference < -floor)) return 'improvement';
    return 'inconclusive';
  })();
  return {
    row: {
      ...common,
      base,
      head,
      change: base < NEARLY_ZERO ? null : head / base - 1,
      interval: null,
      noise: null,
      verdict,
      minimumDetectable: null,
      pairsNeeded: null,
    },
    settled: verdict !== 'inconclusive',
  };
}
