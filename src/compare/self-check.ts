/**
 * How far this program and machine can be trusted: its own false-alarm rate, from a measurement of a commit with itself.
 *
 * The runs of one such measurement are drawn again and again: pairs with replacement, and in each pair base and head
 * exchanged at random, which is fair because both are the same code. This re-uses the noise that was seen; noise that
 * comes once an hour is not in it. The result therefore says `resampled` and on how many pairs it rests.
 */
import type { Comparison } from '../model/comparison.js';
import type { Run, Side } from '../model/measurement.js';
import type { Rate, SelfCheck } from '../model/self-check.js';
import { compare } from './compare.js';
import type { CompareSettings, LoadedMeasurement } from './input.js';
import { firstLook, plan } from './plan.js';
import { randomIndex, seededRandom, type Random } from './stats/random.js';
import { wilson } from './stats/wilson.js';

/** Judges an A/A measurement `draws` times over, as the gate would: look by look. */
export function resample(
  blocks: readonly LoadedMeasurement[],
  settings: CompareSettings,
  draws: number,
  seed: number,
): SelfCheck {
  const random = seededRandom(seed);
  const comparisons = Array.from({ length: draws }, () => oneGate(blocks, settings, random));
  return { ...summarise(comparisons), how: 'resampled', pairs: pairsIn(blocks) };
}

/** Sums up comparisons of a commit with itself, each from runs of its own. */
export function repeated(comparisons: readonly Comparison[]): SelfCheck {
  return { ...summarise(comparisons), how: 'repeated', pairs: comparisons.reduce((all, { pairs }) => all + pairs, 0) };
}

function oneGate(blocks: readonly LoadedMeasurement[], settings: CompareSettings, random: Random): Comparison {
  const drawn = blocks.map((block) => redraw(block, settings.maxPairs, random));
  for (let pairs = firstLook(settings); ;) {
    const comparison = compare(
      drawn.map((block) => upTo(block, pairs)),
      settings,
    );
    const next = plan({ conclusive: comparison.conclusive, pairs }, settings);
    if (next.action === 'stop') return comparison;
    pairs = next.until;
  }
}

/** A measurement with as many pairs as may be made, each drawn from those at hand with its sides perhaps exchanged. */
function redraw(block: LoadedMeasurement, pairs: number, random: Random): LoadedMeasurement {
  const kinds = new Map<string, Map<number, Run[]>>();
  for (const run of block.measurement.runs) {
    if (run.pair < 0 || run.outcome !== 'ok') continue;
    const kind = run.kind === 'timing' ? run.kind : run.mode;
    const byPair = kinds.get(kind) ?? new Map<number, Run[]>();
    byPair.set(run.pair, [...(byPair.get(run.pair) ?? []), run]);
    kinds.set(kind, byPair);
  }
  const runs = [...kinds].flatMap(([kind, byPair]) => {
    const available = [...byPair.values()];
    const wanted = kind === 'timing' ? pairs : Math.min(pairs, available.length);
    return Array.from({ length: wanted }, (_, pair) => {
      const chosen = available[randomIndex(random, available.length)] ?? [];
      const exchanged = random() < 0.5;
      return chosen.map((run): Run => ({ ...run, pair, side: exchanged ? otherSide(run.side) : run.side }));
    }).flat();
  });
  return { ...block, measurement: { ...block.measurement, runs } };
}

function otherSide(side: Side): Side {
  return side === 'base' ? 'head' : 'base';
}

function upTo(block: LoadedMeasurement, pairs: number): LoadedMeasurement {
  return {
    ...block,
    measurement: { ...block.measurement, runs: block.measurement.runs.filter((run) => run.pair < pairs) },
  };
}

/** Pairs `from` up to `until` of a measurement, as one that has no others: what a gate of its own would have seen. */
export function pairsBetween(block: LoadedMeasurement, from: number, until: number): LoadedMeasurement {
  const runs = block.measurement.runs
    .filter((run) => run.pair >= from && run.pair < until)
    .map((run): Run => ({ ...run, pair: run.pair - from }));
  return { ...block, measurement: { ...block.measurement, runs } };
}

function pairsIn(blocks: readonly LoadedMeasurement[]): number {
  return blocks.reduce(
    (all, { measurement }) =>
      all +
      new Set(measurement.runs.filter((run) => run.kind === 'timing' && run.pair >= 0).map((run) => run.pair)).size,
    0,
  );
}

function summarise(comparisons: readonly Comparison[]): Omit<SelfCheck, 'how' | 'pairs'> {
  const of = comparisons.length;
  const rate = (is: (comparison: Comparison) => boolean): Rate => {
    const count = comparisons.filter(is).length;
    return { count, of, rate: of === 0 ? 0 : count / of, interval: wilson(count, of) };
  };
  const ids = [...new Set(comparisons.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))];
  return {
    comparisons: of,
    falseAlarms: rate(({ gate }) => gate === 'fail'),
    functionAlarms: rate(({ functions }) => functions.some(({ verdict }) => verdict === 'regression')),
    inconclusive: rate(({ verdict }) => verdict === 'inconclusive'),
    meanPairs: of === 0 ? 0 : comparisons.reduce((all, { pairs }) => all + pairs, 0) / of,
    metrics: ids.map((metric) => {
      const rows = comparisons.flatMap((comparison) => comparison.metrics.filter((row) => row.metric === metric));
      return {
        metric,
        noise: middle(rows.map(({ noise }) => noise)),
        minimumDetectable: middle(rows.map(({ minimumDetectable }) => minimumDetectable)),
      };
    }),
  };
}

function middle(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value): value is number => typeof value === 'number').sort((a, b) => a - b);
  return known[known.length >> 1] ?? null;
}
