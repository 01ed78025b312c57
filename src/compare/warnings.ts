/**
 * Doubts about the measurement itself, as data: noise, drift, single disturbed runs, a loaded machine, blocks that differ.
 * None of them changes a verdict; the statistics already allow for them.
 */
import type { Warning } from '../model/comparison.js';
import { METRICS, type MetricId } from '../model/metrics.js';
import type { CompareSettings, LoadedMeasurement } from './input.js';
import { mean, median, medianDeviation, standardDeviation, sum } from './stats/robust.js';
import { minimumDetectable, type JudgedMetric } from './totals/metric.js';
import type { PairedValues, Series } from './totals/series.js';

/** MAD to standard deviation, for normal noise. */
const MAD_TO_SD = 1.4826;
/** A value this many robust standard deviations from its side's median was disturbed. */
const DISTURBED = 5;
/** Trend and order effects are called out from this many standard errors on. */
const SIGNIFICANT = 3.5;
/** Trends are looked for from this many pairs on. */
const TREND_PAIRS = 5;
/** Noise of a run on a quiet machine: three runs that happen to agree do not make the fourth an outlier. */
const USUAL_NOISE = 0.02;
/** Smallest relative effect worth a warning. */
const NOTICEABLE = 0.03;

export function measurementWarnings(
  blocks: readonly LoadedMeasurement[],
  series: ReadonlyMap<MetricId, Series>,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  settings: CompareSettings,
): Warning[] {
  const cpu = series.get('cpu-time') ?? [];
  const wall = series.get('wall-time') ?? [];
  return [
    ...amountOfData(cpu, series.get('peak-memory') ?? [], settings),
    ...noise(metrics, settings),
    ...cpu.flatMap(drift),
    ...cpu.flatMap(firstRun),
    ...cpu.flatMap(disturbedRuns),
    ...orderEffect(cpu),
    ...loadedMachine(blocks, cpu, wall),
    ...unsteadyMemory(blocks, series, metrics),
    ...differentMachines(blocks),
    ...disagreement(metrics),
  ];
}

/**
 * What the measuring noticed. That Scalene's needs and the program's packages do not fit together is only news where a
 * profile run did fail.
 */
export function notedWhileMeasuring(blocks: readonly LoadedMeasurement[]): Warning[] {
  return blocks.flatMap(({ measurement: { runs, warnings = [] } }) => {
    const allFine = runs.every(({ kind, outcome }) => kind === 'timing' || outcome === 'ok');
    return allFine ? warnings.filter(({ code }) => code !== 'scalene-needs') : warnings;
  });
}

function warning(code: string, message: string): Warning[] {
  return [{ code, message }];
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}

function amountOfData(cpu: Series, memory: Series, { minPairs }: CompareSettings): Warning[] {
  const pairs = sum(cpu.map(({ base }) => base.length));
  const profiles = sum(memory.map(({ base }) => base.length));
  if (pairs === 0)
    return warning('no-timing-runs', 'There are no pairs of timing runs, so nothing can be said about time.');
  const few =
    pairs < minPairs ? warning('few-samples', `Only ${pairs} pairs of timing runs: a verdict takes ${minPairs}.`) : [];
  return profiles === 1
    ? [...few, ...warning('few-profiles', 'Memory rests on one profile a side: a verdict takes two.')]
    : few;
}

/** More than twice the tolerance would go unseen even with all the pairs that may be made. */
function noise(metrics: ReadonlyMap<MetricId, JudgedMetric>, { maxPairs }: CompareSettings): Warning[] {
  return [...metrics].flatMap(([id, { row, change, limit }]) => {
    if (row.gated !== true || row.verdict !== 'inconclusive' || !change || limit === null) return [];
    const pairs = Math.max(1, row.runs?.base ?? 1);
    const atBest = minimumDetectable(change.standardError * Math.sqrt(Math.min(1, pairs / maxPairs)), limit);
    if (atBest <= 2 * limit) return [];
    return warning(
      'too-noisy',
      `${METRICS[id].label} varies by ${percent(change.pairNoise)} from pair to pair: even ${Math.max(pairs, maxPairs)} pairs show only changes above ${percent(Math.expm1(atBest))}.`,
    );
  });
}

function drift({ base }: PairedValues): Warning[] {
  if (base.length < TREND_PAIRS || base.some((value) => value <= 0)) return [];
  const logs = base.map(Math.log);
  const centre = (logs.length - 1) / 2;
  const spreadOfIndex = sum(logs.map((_, i) => (i - centre) ** 2));
  const slope = sum(logs.map((value, i) => (i - centre) * value)) / spreadOfIndex;
  const level = mean(logs);
  const residual = sum(logs.map((value, i) => (value - level - slope * (i - centre)) ** 2));
  const error = Math.sqrt(residual / (logs.length - 2) / spreadOfIndex);
  const over = slope * (logs.length - 1);
  if (Math.abs(over) < NOTICEABLE || Math.abs(slope) < SIGNIFICANT * error) return [];
  return warning(
    'base-drifted',
    `Base itself drifted by ${percent(Math.abs(over))} over the measurement; pairs are compared side by side, so this cancels.`,
  );
}

function firstRun({ base, head }: PairedValues): Warning[] {
  const levels = base.map(
    (value, i) => Math.log(Math.max(value, Number.MIN_VALUE)) + Math.log(Math.max(head[i] ?? value, Number.MIN_VALUE)),
  );
  const [first, ...rest] = levels.map((level) => level / 2);
  if (first === undefined || rest.length < 2) return [];
  const offset = first - median(rest);
  const usual = Math.hypot(MAD_TO_SD * medianDeviation(rest), USUAL_NOISE);
  if (Math.abs(offset) < DISTURBED * usual) return [];
  return warning(
    'first-run-effect',
    `The first pair took ${percent(Math.abs(Math.expm1(offset)))} ${offset > 0 ? 'more' : 'less'} CPU time than the others.`,
  );
}

function disturbedRuns({ base, head }: PairedValues): Warning[] {
  if (base.length < 3) return [];
  const count = (values: readonly number[]): number => {
    const logs = values.map((value) => Math.log(Math.max(value, Number.MIN_VALUE)));
    const centre = median(logs);
    const usual = Math.hypot(MAD_TO_SD * medianDeviation(logs), USUAL_NOISE);
    return logs.filter((value) => Math.abs(value - centre) > DISTURBED * usual).length;
  };
  const disturbed = count(base) + count(head);
  if (disturbed === 0) return [];
  return warning(
    'disturbed-run',
    `${disturbed} of ${base.length + head.length} timing runs stand apart from the others and were given little weight.`,
  );
}

/** Whether the run that goes first in a pair is slower or faster as such. The order alternates, so it cancels. */
function orderEffect(series: Series): Warning[] {
  const logs = series.flatMap(({ base, head, baseFirst }) =>
    base.map((value, i) => ({ first: baseFirst[i] ?? false, log: Math.log((head[i] ?? value) / value) })),
  );
  const after = logs.filter(({ first }) => first).map(({ log }) => log);
  const before = logs.filter(({ first }) => !first).map(({ log }) => log);
  if (after.length < 3 || before.length < 3) return [];
  const effect = (median(after) - median(before)) / 2;
  const error =
    Math.hypot(
      standardDeviation(after) / Math.sqrt(after.length),
      standardDeviation(before) / Math.sqrt(before.length),
    ) / 2;
  if (!(Math.abs(effect) > Math.max(NOTICEABLE, SIGNIFICANT * error))) return [];
  return warning(
    'order-effect',
    `The second run of a pair takes ${percent(Math.abs(effect))} ${effect > 0 ? 'longer' : 'less'} than the first; the order alternates, so this cancels.`,
  );
}

/** Wall time spreads much wider than CPU time, or the load average says that others are running. */
function loadedMachine(blocks: readonly LoadedMeasurement[], cpu: Series, wall: Series): Warning[] {
  const loads = blocks.flatMap(({ measurement: { runs, environment } }) =>
    runs.flatMap(({ loadAverage }) =>
      loadAverage === undefined || environment.cpuCount === undefined ? [] : [loadAverage / environment.cpuCount],
    ),
  );
  const busy = loads.length > 0 && median(loads) > 1;
  const waiting = typicalSpread(wall) > Math.max(0.1, 3 * typicalSpread(cpu));
  if (!busy && !waiting) return [];
  return warning(
    'loaded-machine',
    `Other work ran beside the measurement${waiting ? `: wall time spreads by ${percent(typicalSpread(wall))}` : ''}. CPU time hardly feels it; do not trust wall time.`,
  );
}

/** Median over the sides of the robust relative spread. */
function typicalSpread(series: Series): number {
  const spreads = series.flatMap(({ base, head }) =>
    [base, head].map(
      (values) => MAD_TO_SD * medianDeviation(values.map((value) => Math.log(Math.max(value, Number.MIN_VALUE)))),
    ),
  );
  return median(spreads);
}

function unsteadyMemory(
  blocks: readonly LoadedMeasurement[],
  series: ReadonlyMap<MetricId, Series>,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
): Warning[] {
  const seeded = blocks.some(({ measurement }) => measurement.runs.some(({ hashSeed }) => hashSeed !== undefined));
  return (['peak-memory', 'allocated'] as const).flatMap((id) => {
    const metric = metrics.get(id);
    const label = METRICS[id].label;
    if (seeded && metric?.limit && movesTogether(series.get(id) ?? [], metric.limit)) {
      return warning(
        'hash-seed-dependent',
        `${label} of this program depends on the hash seed, which is the same on both sides of a pair: only pairs are compared.`,
      );
    }
    if (metric?.unsteady !== true) return [];
    if (metric.byResidentSet === true) {
      return warning(
        'unsteady-memory',
        `${label} as Scalene samples it varies from run to run on one side alone; it was judged by the resident set of the timing runs, which does not.`,
      );
    }
    return warning(
      'unsteady-memory',
      `${label} of this program varies from run to run on one side alone, so a change must separate all runs to count.`,
    );
  });
}

/** Base and head of a pair go up and down together by more than half the accepted change: what varies is common to the pair. */
function movesTogether(series: Series, limit: number): boolean {
  const pairs = series.flatMap(({ base, head }) => base.map((value, i) => [value, head[i] ?? value] as const));
  const bases = pairs.map(([value]) => value);
  const heads = pairs.map(([, value]) => value);
  const spread = standardDeviation(bases) * standardDeviation(heads);
  if (pairs.length < 3 || spread === 0 || Math.max(...bases) < Math.min(...bases) * Math.exp(limit / 2)) return false;
  const covariance = sum(pairs.map(([b, h]) => (b - mean(bases)) * (h - mean(heads)))) / (pairs.length - 1);
  return covariance / spread > 0.9;
}

function differentMachines(blocks: readonly LoadedMeasurement[]): Warning[] {
  const models = new Set(blocks.flatMap(({ measurement: { environment } }) => environment.cpuModel ?? []));
  if (models.size < 2) return [];
  return warning(
    'different-cpu-model',
    `The blocks ran on ${models.size} CPU models (${[...models].sort().join(', ')}); pairs are only formed inside a block.`,
  );
}

function disagreement(metrics: ReadonlyMap<MetricId, JudgedMetric>): Warning[] {
  return [...metrics].flatMap(([id, { blocksDisagree }]) =>
    blocksDisagree
      ? warning(
          'blocks-disagree',
          `The blocks do not agree about ${METRICS[id].label}; its interval was widened to cover them.`,
        )
      : [],
  );
}
