/**
 * The rows of the tables, as words and numbers that every format shares: metrics, functions, lines, leaks.
 * Escaping and layout are left to the renderers; which rows are shown at which length to `detail.ts`.
 */
import type {
  Comparison,
  FindingVerdict,
  FunctionComparison,
  LeakComparison,
  LineComparison,
  MetricComparison,
} from '../model/comparison.js';
import { METRIC_IDS, METRICS, type Unit } from '../model/metrics.js';
import { nameText, pathText, sourceText } from './text.js';
import {
  MISSING,
  WITHIN_NOISE,
  formatAmount,
  formatChange,
  formatDifference,
  formatPercent,
  scaleOf,
  type ChangeText,
} from './units.js';
import { METRIC_WORDS, UNGATED_REGRESSION, VERDICT_WORDS, formerPlace, type VerdictWords } from './words.js';

/** Base, head and the change between them, in one scale. */
export interface ChangeCells {
  readonly base: string;
  readonly head: string;
  /** Such as `+23.2 %`, `~`, `?`, `new` or `removed`. */
  readonly change: string;
  /** Such as `+21.9 … +24.6`; null when there is none or it says nothing. */
  readonly interval: string | null;
  /** There is news in it: neither noise, nor undecided, nor undefined. */
  readonly isNews: boolean;
}

export interface MetricRow extends ChangeCells {
  readonly metric: MetricComparison;
  readonly label: string;
  readonly tolerance: string;
  readonly verdict: VerdictWords;
}

export interface FunctionRow extends ChangeCells {
  readonly finding: FunctionComparison;
  readonly name: string;
  readonly path: string;
  readonly place: string;
  readonly metric: string;
  readonly verdict: VerdictWords;
  /** Where it was on base, when that was elsewhere. */
  readonly former: { readonly words: string; readonly place: string } | null;
  /** Share of the total change, such as `62 %`; null when unknown, under one percent or against it. */
  readonly contribution: string | null;
  /** A touched function through which an untouched one changed. */
  readonly via: string | null;
}

export interface LineRow {
  readonly line: LineComparison;
  readonly place: string;
  readonly source: string;
  readonly metric: string;
  readonly base: string;
  readonly head: string;
  /** Signed difference in the unit, such as `+1.20 s`. */
  readonly difference: string;
  /** `changed`, `new` or `removed`; empty when the text is the same on both sides. */
  readonly status: string;
}

export interface LeakRow {
  readonly leak: LeakComparison;
  readonly name: string;
  readonly place: string;
  readonly likelihood: string;
  readonly velocity: string;
  /** Such as `5 of 5 profiles of head, 0 of 5 of base`. */
  readonly seen: string;
}

/** Metrics in their fixed order; those with no value on either side were not measured and have no row. */
export function metricRows({ metrics }: Comparison): MetricRow[] {
  const measured = metrics.filter(({ base, head }) => base !== null || head !== null);
  return measured.sort((a, b) => METRIC_IDS.indexOf(a.metric) - METRIC_IDS.indexOf(b.metric)).map(metricRow);
}

/** Functions that got slower or bigger, worst first, and new ones that explain a part of a change worth naming. */
export function worseFunctions({ functions }: Comparison): FunctionRow[] {
  return functions.filter(isWorse).map(functionRow);
}

export function betterFunctions({ functions }: Comparison): FunctionRow[] {
  return functions.filter(({ verdict }) => verdict === 'improvement').map(functionRow);
}

/** New and removed functions that are not among the worse ones. */
export function comeAndGone({ functions }: Comparison): FunctionRow[] {
  return functions
    .filter((finding) => (finding.verdict === 'added' || finding.verdict === 'removed') && !isWorse(finding))
    .map(functionRow);
}

/** The lines of each changed function, found by `keyOf`, in the order of the functions. */
export type Evidence = ReadonlyMap<string, readonly LineRow[]>;

/**
 * The lines behind the changed functions, within each those with the largest difference first. Lines of functions that did not change
 * are not evidence of anything.
 */
export function evidenceOf({ functions, lines }: Comparison): Evidence {
  const told = new Map(
    functions.filter(isTold).map((finding) => [keyOf(finding.name, finding), [] as LineComparison[]]),
  );
  for (const line of lines) {
    if (differenceOf(line) !== 0) told.get(keyOf(line.function, line))?.push(line);
  }
  return new Map([...told].map(([key, found]) => [key, largestFirst(found).map(lineRow)]));
}

/** A function and metric as a key of `Evidence`. */
export function keyOf(name: string, { file, metric }: Pick<FunctionComparison, 'file' | 'metric'>): string {
  return [file, name, metric].join('\0');
}

/** Leaks that head has and base has not. */
export function newLeaks({ leaks }: Comparison): LeakRow[] {
  return leaks.filter(({ verdict }) => verdict === 'new').map(leakRow);
}

function lineRow(line: LineComparison): LineRow {
  const unit = unitOf(line);
  const scale = scaleOf([line.base, line.head], unit);
  const [file, number] = line.line === null ? [line.baseFile ?? line.file, line.baseLine] : [line.file, line.line];
  return {
    line,
    place: number === null ? pathText(file) : `${pathText(file)}:${number}`,
    source: sourceText(line.source),
    metric: METRIC_WORDS[line.metric].short,
    base: formatAmount(line.base, scale),
    head: formatAmount(line.head, scale),
    difference: formatDifference(differenceOf(line), unit),
    status: LINE_STATUS[line.status],
  };
}

const LINE_STATUS: { readonly [S in LineComparison['status']]: string } = {
  same: '',
  changed: 'changed',
  added: 'new',
  removed: 'removed',
};

function metricRow(metric: MetricComparison): MetricRow {
  const ungated = metric.verdict === 'regression' && metric.gated === false;
  return {
    metric,
    label: METRICS[metric.metric].label,
    ...changeCells(metric, metric.unit),
    tolerance: formatPercent(metric.tolerance),
    verdict: ungated ? UNGATED_REGRESSION : VERDICT_WORDS[metric.verdict],
  };
}

function functionRow(finding: FunctionComparison): FunctionRow {
  const path = pathText(finding.file);
  const former = formerPlace(finding);
  return {
    finding,
    name: nameText(finding.name),
    path,
    place: `${path}:${finding.line}`,
    metric: METRIC_WORDS[finding.metric].short,
    ...changeCells(finding, unitOf(finding)),
    verdict: VERDICT_WORDS[finding.verdict],
    former: former === null ? null : { words: former.words, place: pathText(former.place) },
    contribution: contributionText(finding.contribution),
    via: finding.via === undefined ? null : nameText(finding.via),
  };
}

function leakRow(leak: LeakComparison): LeakRow {
  const { base, baseOf, head, headOf } = leak.seen;
  return {
    leak,
    name: nameText(leak.function),
    place: `${pathText(leak.file)}:${leak.line}`,
    likelihood: formatPercent(leak.likelihood),
    velocity: `${formatAmount(leak.velocityMbPerSec, scaleOf([leak.velocityMbPerSec], 'MiB'))}/s`,
    seen: `${head} of ${headOf} profiles of head, ${base} of ${baseOf} of base`,
  };
}

type Estimate = Pick<MetricComparison, 'base' | 'head' | 'change' | 'interval' | 'verdict'>;

function changeCells(estimate: Estimate, unit: Unit): ChangeCells {
  const scale = scaleOf([estimate.base, estimate.head], unit);
  return {
    base: formatAmount(estimate.base, scale),
    head: formatAmount(estimate.head, scale),
    ...changeOf(estimate),
    isNews: NEWS.has(estimate.verdict),
  };
}

const NEWS: ReadonlySet<FindingVerdict> = new Set(['regression', 'improvement', 'added', 'removed']);

const NEW = { change: 'new', interval: null };
const REMOVED = { change: 'removed', interval: null };

/** What stands under "change": the verdict decides whether a number means anything. */
function changeOf({ base, head, change, interval, verdict }: Estimate): Pick<ChangeText, 'change' | 'interval'> {
  switch (verdict) {
    case 'added':
      return NEW;
    case 'removed':
      return REMOVED;
    case 'unchanged':
    case 'too-small': {
      if (base === null || head === null) return { change: MISSING, interval: null };
      return { change: WITHIN_NOISE, interval: formatChange(change, interval).interval };
    }
    case 'inconclusive':
    case 'regression':
    case 'improvement':
      // A new function can be what made the program slower, a removed one what made it faster.
      if (base === null && head !== null) return NEW;
      if (head === null && base !== null) return REMOVED;
      return formatChange(change, interval);
  }
}

/** A new function counts as worse when it explains this share of a change. */
const NEW_AND_HEAVY = 0.1;

function isWorse({ verdict, contribution }: FunctionComparison): boolean {
  return verdict === 'regression' || (verdict === 'added' && (contribution ?? 0) >= NEW_AND_HEAVY);
}

function isTold(finding: FunctionComparison): boolean {
  return isWorse(finding) || finding.verdict === 'improvement' || finding.verdict === 'removed';
}

function contributionText(contribution: number | null | undefined): string | null {
  if (contribution === null || contribution === undefined || contribution < 0.01) return null;
  return formatPercent(Math.round(contribution * 100) / 100);
}

function largestFirst(lines: readonly LineComparison[]): LineComparison[] {
  return [...lines].sort((a, b) => Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)));
}

function differenceOf({ base, head }: LineComparison): number {
  return (head ?? 0) - (base ?? 0);
}

function unitOf({
  metric,
  unit,
}: {
  readonly metric: MetricComparison['metric'];
  readonly unit?: Unit | undefined;
}): Unit {
  return unit ?? METRICS[metric].unit;
}
