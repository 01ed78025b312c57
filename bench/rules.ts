/**
 * The gate beside the plain rules that people use today, on the same recorded runs: how often each flags a program that did
 * not change, or one that takes 5 %, 10 % or 100 % longer, after how many runs and how many seconds.
 *
 *     node scripts/run.mjs bench/rules.ts [DRAWS]
 */
import { readFileSync } from 'node:fs';
import { markdownTable } from 'markdown-table';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import * as z from 'zod';
import { rankSumGreater } from '../src/compare/stats/ranks.js';
import { randomIndex, seededRandom, type Random } from '../src/compare/stats/random.js';
import { mean, median, standardDeviation, sum } from '../src/compare/stats/robust.js';
import { ENOUGH_PROFILED } from '../src/compare/plan.js';
import { looks } from '../src/compare/totals/criteria.js';
import { judgeMetric } from '../src/compare/totals/metric.js';
import { usualSettings } from './settings.js';

const RunSchema = z.object({
  program: z.string(),
  machine: z.string(),
  block: z.number(),
  copy: z.enum(['base', 'same']),
  wallSec: z.number(),
  cpuSec: z.number(),
});
type RecordedRun = z.infer<typeof RunSchema>;

/** Two runs made next to each other. */
interface Neighbours {
  readonly base: RecordedRun;
  readonly head: RecordedRun;
}

/** What a rule says of a drawn sequence of pairs, and what it took. */
interface Answer {
  readonly flagged: boolean;
  readonly runs: number;
  readonly sec: number;
}

type Rule = (pairs: readonly Neighbours[]) => Answer;

type Clock = 'wallSec' | 'cpuSec';

const RULES: { readonly [name: string]: Rule } = {
  'one against one, wall, over 5 %': fixed(1, (base, head) => median(head) > 1.05 * median(base), 'wallSec'),
  'one against one, CPU, over 5 %': fixed(1, (base, head) => median(head) > 1.05 * median(base), 'cpuSec'),
  'median of five, wall, over 5 %': fixed(5, (base, head) => median(head) > 1.05 * median(base), 'wallSec'),
  'median of five, CPU, over 5 %': fixed(5, (base, head) => median(head) > 1.05 * median(base), 'cpuSec'),
  'pyperf: t test at 20, wall': fixed(20, slowerByT, 'wallSec'),
  'asv: U test at 10 (0.002) and 1.1 ×, wall': fixed(10, slowerByRanks, 'wallSec'),
  'this gate (CPU; 3, 5 or 10 pairs)': gate,
};

const CHANGES = [0, 0.05, 0.1, 1];

/** A profile run takes about this many times as long as a timing run. */
const PROFILE_COST = 2.2;

export function main([draws = '300']: readonly string[]): number {
  const recordings = read();
  const rows = recordings.flatMap(({ name, pairs }) =>
    Object.entries(RULES).map(([rule, ask]) => row(name, rule, ask, pairs, Number(draws))),
  );
  console.log(
    markdownTable([
      [
        'recording',
        'rule',
        'flags: no change',
        '+5 %',
        '+10 %',
        '2 ×',
        'runs: no change',
        '+5 %',
        '+10 %',
        '2 ×',
        'seconds: no change',
        '2 ×',
      ],
      ...rows,
    ]),
  );
  console.log(
    '\nRuns and seconds of the gate count a warm-up of each side and a profile run beside each of the first five timing runs; changes are put in by multiplying recorded times. At +5 %, the tolerance, either answer is right.',
  );
  return 0;
}

function row(name: string, rule: string, ask: Rule, recorded: readonly Neighbours[], draws: number): string[] {
  const random = seededRandom(1);
  const answers = CHANGES.map((change) =>
    Array.from({ length: draws }, () => ask(changed(shuffled(recorded, random), change))),
  );
  const flags = answers.map(
    (given) => `${((100 * given.filter(({ flagged }) => flagged).length) / draws).toFixed(1)} %`,
  );
  const runs = answers.map((given) => mean(given.map((answer) => answer.runs)).toFixed(1));
  const sec = answers.map((given) => mean(given.map((answer) => answer.sec)).toFixed(1));
  return [name, rule, ...flags, ...runs, sec[0] ?? '', sec.at(-1) ?? ''];
}

function read(): { name: string; pairs: Neighbours[] }[] {
  const text = readFileSync(new URL('recordings/timing.jsonl', import.meta.url), 'utf8');
  const runs = text
    .trim()
    .split('\n')
    .map((line) => RunSchema.parse(JSON.parse(line)));
  const names = [...new Set(runs.map(({ program, machine }) => `${program}, ${machine}`))];
  return names.map((name) => {
    const own = runs.filter(({ program, machine }) => `${program}, ${machine}` === name);
    const heads = new Map(own.filter(({ copy }) => copy === 'same').map((run) => [run.block, run]));
    const pairs = own.flatMap((base): Neighbours[] => {
      const head = heads.get(base.block);
      return base.copy === 'base' && head ? [{ base, head }] : [];
    });
    return { name, pairs };
  });
}

/** Pairs in a random order, each with its sides exchanged at random: both are the same code. */
function shuffled(pairs: readonly Neighbours[], random: Random): Neighbours[] {
  const order = [...pairs];
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomIndex(random, i + 1);
    const [a, b] = [order[i], order[j]];
    if (a && b) [order[i], order[j]] = [b, a];
  }
  return order.map(({ base, head }) => (random() < 0.5 ? { base, head } : { base: head, head: base }));
}

function changed(pairs: readonly Neighbours[], change: number): Neighbours[] {
  return pairs.map(({ base, head }) => ({
    base,
    head: { ...head, wallSec: head.wallSec * (1 + change), cpuSec: head.cpuSec * (1 + change) },
  }));
}

/** A rule that always makes the same number of runs. */
function fixed(count: number, isSlower: (base: number[], head: number[]) => boolean, clock: Clock): Rule {
  return (pairs) => {
    const used = pairs.slice(0, count);
    const flagged = isSlower(
      used.map(({ base }) => base[clock]),
      used.map(({ head }) => head[clock]),
    );
    return { flagged, runs: 2 * used.length, sec: seconds(used) };
  };
}

function gate(pairs: readonly Neighbours[]): Answer {
  const settings = usualSettings();
  const all = looks(settings);
  for (const count of all) {
    const used = pairs.slice(0, count);
    const last = count === all.at(-1);
    const series = [
      { base: used.map(({ base }) => base.cpuSec), head: used.map(({ head }) => head.cpuSec), baseFirst: [] },
    ];
    const { row: judged, settled } = judgeMetric('cpu-time', series, settings, last);
    if (!settled && !last) continue;
    const profiled = used.slice(0, ENOUGH_PROFILED);
    const sec = seconds(used) + seconds(profiled) * PROFILE_COST + seconds(pairs.slice(0, 1));
    return { flagged: judged.verdict === 'regression', runs: 2 * (used.length + profiled.length + 1), sec };
  }
  return { flagged: false, runs: 0, sec: 0 };
}

function seconds(pairs: readonly Neighbours[]): number {
  return sum(pairs.flatMap(({ base, head }) => [base.wallSec, head.wallSec]));
}

/** Student's test as pyperf makes it: pooled variance, two-sided at 95 %; here only "slower" counts. */
function slowerByT(base: readonly number[], head: readonly number[]): boolean {
  const degrees = base.length + head.length - 2;
  const pooled =
    ((base.length - 1) * standardDeviation(base) ** 2 + (head.length - 1) * standardDeviation(head) ** 2) / degrees;
  const t = (mean(head) - mean(base)) / Math.sqrt(pooled * (1 / base.length + 1 / head.length));
  return t > tQuantile(0.975, degrees);
}

function slowerByRanks(base: readonly number[], head: readonly number[]): boolean {
  return median(head) > 1.1 * median(base) && 2 * rankSumGreater(base, head) < 0.002;
}
