/**
 * Error rates of the decision on whole-program metrics, by simulation: how often it raises a false alarm, misses a change,
 * or cannot tell, and how many pairs it takes, for many kinds and sizes of noise. The published figures come from here:
 *
 *     node scripts/run.mjs bench/error-rates.ts [TRIALS] [cpu-time|peak-memory]
 *
 * What recorded runs of real programs give is left to the scripts that replay recordings.
 */
import { markdownTable } from 'markdown-table';
import { CONFIRMING_PAIRS, looks } from '../src/compare/totals/criteria.js';
import { judgeMetric } from '../src/compare/totals/metric.js';
import { seededRandom, type Random } from '../src/compare/stats/random.js';
import type { FindingVerdict } from '../src/model/comparison.js';
import type { MetricId } from '../src/model/metrics.js';
import { usualSettings } from './settings.js';

/** ln of the disturbance of each run, in the order in which runs are made. `size` is the standard deviation asked for. */
type Noise = (random: Random, runs: number, size: number) => number[];

const KINDS: { readonly [kind: string]: Noise } = {
  normal: (random, runs, size) => times(runs, () => size * normal(random)),
  'heavy tails (t₃)': (random, runs, size) => times(runs, () => (size * studentT3(random)) / Math.sqrt(3)),
  'slow only (exponential)': (random, runs, size) => times(runs, () => -size * Math.log(1 - random())),
  'one run in twenty +10…40 %': (random, runs, size) => {
    const disturbed = Math.floor(random() * runs);
    const extra = 0.1 + 0.3 * random();
    return times(runs, (i) => size * normal(random) + (i === disturbed ? extra : 0));
  },
  'first run +15 %': (random, runs, size) => times(runs, (i) => size * normal(random) + (i === 0 ? 0.15 : 0)),
  'drift of 10 %': (random, runs, size) => times(runs, (i) => size * normal(random) + (0.1 * i) / runs),
  'wandering (AR 0.8)': (random, runs, size) => {
    let level = normal(random);
    return times(runs, () => {
      level = 0.8 * level + 0.6 * normal(random);
      return size * (0.92 * level + 0.4 * normal(random));
    });
  },
  'neighbour in bursts of +2…8 %': (random, runs, size) => {
    let busy = random() < 0.5;
    return times(runs, () => {
      busy = random() < (busy ? 0.7 : 0.3);
      return size * normal(random) + (busy ? 0.02 + 0.06 * random() : 0);
    });
  },
  'two levels, 30 % of runs +6 %': (random, runs, size) =>
    times(runs, () => size * normal(random) + (random() < 0.3 ? 0.06 : 0)),
};

interface Study {
  readonly metric: MetricId;
  readonly kinds: readonly string[];
  readonly sizes: readonly number[];
  /** The change that must be seen. */
  readonly change: number;
}

const STUDIES: readonly Study[] = [
  {
    metric: 'cpu-time',
    kinds: Object.keys(KINDS).slice(0, -1),
    sizes: [0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05],
    change: 0.08,
  },
  {
    metric: 'peak-memory',
    kinds: ['normal', 'heavy tails (t₃)', 'two levels, 30 % of runs +6 %'],
    sizes: [0.0005, 0.002, 0.005, 0.01, 0.02, 0.04],
    change: 0.05,
  },
];

export function main([trials = '400', only = '']: readonly string[]): number {
  for (const study of STUDIES) {
    if (only !== '' && only !== study.metric) continue;
    console.log(`\n${study.metric}: ${trials} trials of each, change to be seen +${String(100 * study.change)} %\n`);
    console.log(table(study, Number(trials)));
  }
  return 0;
}

const HEAD = ['noise', 'of one run', 'false alarms', 'cannot tell', 'pairs', 'missed', 'of it: cannot tell', 'pairs'];

function table({ metric, kinds, sizes, change }: Study, trials: number): string {
  const rows = kinds.flatMap((kind) =>
    sizes.map((size) => {
      const same = rates(metric, kind, size, 0, trials);
      const slower = rates(metric, kind, size, change, trials);
      return [
        kind,
        percent(size),
        percent(same.regression),
        percent(same.inconclusive),
        same.pairs.toFixed(1),
        percent(1 - slower.regression),
        percent(slower.inconclusive),
        slower.pairs.toFixed(1),
      ];
    }),
  );
  return markdownTable([HEAD, ...rows]);
}

interface Rates {
  readonly regression: number;
  readonly inconclusive: number;
  readonly pairs: number;
}

function rates(metric: MetricId, kind: string, size: number, change: number, trials: number): Rates {
  const random = seededRandom(hash(`${metric} ${kind} ${String(size)} ${String(change)}`));
  const results = times(trials, () => trial(metric, kind, size, change, random));
  const share = (wanted: FindingVerdict): number => results.filter(({ verdict }) => verdict === wanted).length / trials;
  return {
    regression: share('regression'),
    inconclusive: share('inconclusive'),
    pairs: results.reduce((all, { pairs }) => all + pairs, 0) / trials,
  };
}

/** One gate: pairs whose order is drawn, looked at until it is settled. */
function trial(
  metric: MetricId,
  kind: string,
  size: number,
  change: number,
  random: Random,
): { verdict: FindingVerdict; pairs: number } {
  const settings = usualSettings();
  const allLooks = looks(settings);
  const most = allLooks.at(-1) ?? 1;
  const noise = KINDS[kind]?.(random, 2 * most, size) ?? [];
  const base: number[] = [];
  const head: number[] = [];
  for (let pair = 0; pair < most; pair++) {
    const [one, two] = [noise[2 * pair] ?? 0, noise[2 * pair + 1] ?? 0];
    const baseFirst = random() < 0.5;
    base.push(100 * Math.exp(baseFirst ? one : two));
    head.push(100 * (1 + change) * Math.exp(baseFirst ? two : one));
  }
  for (const pairs of allLooks) {
    const series = [{ base: base.slice(0, pairs), head: head.slice(0, pairs), baseFirst: [] }];
    const { row, settled } = judgeMetric(metric, series, settings, pairs === most);
    // A claim on memory from few profiles is not final by itself (totals/confirm.ts), and no resident set is simulated here.
    const unconfirmed = metric === 'peak-memory' && row.verdict !== 'unchanged' && pairs < CONFIRMING_PAIRS;
    if ((settled && !unconfirmed) || pairs === most) return { verdict: row.verdict, pairs };
  }
  return { verdict: 'inconclusive', pairs: most };
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(fraction < 0.01 && fraction > 0 ? 2 : 1)} %`;
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function studentT3(random: Random): number {
  const chiSquared = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return normal(random) / Math.sqrt(chiSquared / 3);
}

function hash(text: string): number {
  let mixed = 2166136261;
  for (const character of text) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 16777619);
  return mixed;
}
