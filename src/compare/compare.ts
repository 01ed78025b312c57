/**
 * Measurements and rules in, a Comparison out. This file tells the story; each step is in a file of its own.
 */
import {
  COMPARISON_SCHEMA_VERSION,
  type Comparison,
  type Finding,
  type FunctionComparison,
  type MetricComparison,
  type Warning,
} from '../model/comparison.js';
import type { MetricId } from '../model/metrics.js';
import type { CompareSettings, LoadedMeasurement } from './input.js';
import { gatherEvidence, type Evidence } from './functions/evidence.js';
import type { FunctionFinding } from './functions/finding.js';
import { judgeFunctions } from './functions/judge.js';
import type { SideFunction } from './functions/inventory.js';
import { fileFilter } from './functions/limits.js';
import { functionRow } from './functions/rows.js';
import { findVia } from './functions/via.js';
import { compareLeaks } from './leaks.js';
import { compareLines } from './lines.js';
import { findObstacle, runWarnings, type Obstacle } from './outcomes.js';
import { nothingCompared } from './nothing.js';
import { isLastLook, nextLook } from './totals/criteria.js';
import { judgeMetric, type JudgedMetric } from './totals/metric.js';
import { withResidentSet } from './totals/unsteady.js';
import { allSeries, type Series } from './totals/series.js';
import { profileObstacles } from './versions.js';
import { joinFindings } from './verdict.js';
import { measurementWarnings, notedWhileMeasuring } from './warnings.js';
import { headline, methodSentence, recommendations } from './words.js';

/** Compares base and head of one or several measurements of the same two commits; each is a block of pairs. */
export function compare(blocks: readonly LoadedMeasurement[], settings: CompareSettings): Comparison {
  const obstacle = findObstacle(blocks);
  if (obstacle) return incomparable(obstacle, blocks);
  const apart = profileObstacles(blocks);
  const usable = apart.length > 0 ? withoutProfiles(blocks) : blocks;
  const series = allSeries(usable);
  const pairs = pairCount(series);
  const metrics = judgeMetrics(series, settings, isLastLook(pairs, settings), memoryRuns(blocks));
  const evidence = gatherEvidence(usable);
  return assemble({ blocks, settings, series, pairs, metrics, evidence, warnings: apart });
}

interface Parts {
  readonly blocks: readonly LoadedMeasurement[];
  readonly settings: CompareSettings;
  readonly series: ReadonlyMap<MetricId, Series>;
  readonly pairs: number;
  readonly metrics: ReadonlyMap<MetricId, JudgedMetric>;
  readonly evidence: Evidence;
  readonly warnings: readonly Warning[];
}

function assemble({ blocks, settings, series, pairs, metrics, evidence, warnings }: Parts): Comparison {
  const isListed = listedOnly(evidence, settings);
  const findings = judgeFunctions(evidence, metrics, settings).filter(({ index }) => isListed(index));
  const touched = (): SideFunction[] =>
    evidence.functions.flatMap(({ head, inDiff }) => (head && inDiff === true ? [head] : []));
  const context = { functions: evidence.functions, metrics, via: findVia(evidence.profiles.head, touched) };
  const judged = findings.filter(({ verdict }) => verdict !== 'too-small');
  const functions = judged.flatMap((finding) => functionRow(finding, context) ?? []);
  const cpu = metrics.get('cpu-time')?.row;
  const scale = cpu && cpu.base !== null && cpu.head !== null ? { base: cpu.base, head: cpu.head } : null;
  const lines = compareLines(judged, evidence.functions, evidence.profiles, scale);
  const leaks = compareLeaks(evidence.profiles, evidence.functions);
  const rows = [...metrics.values()].map(({ row }) => row);
  const outcome = joinFindings({ metrics, functions, leaks, pairs }, settings);
  const profiles = { base: evidence.profiles.base.length, head: evidence.profiles.head.length };
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    verdict: outcome.verdict,
    gate: outcome.gate,
    gateReasons: [...outcome.gateReasons],
    conclusive: outcome.conclusive,
    pairs,
    nextLook: outcome.conclusive ? null : nextLook(pairs, settings),
    summary: { ...tally(findings), headline: headline(outcome.verdict, rows, functions) },
    metrics: rows,
    functions,
    lines,
    leaks,
    ...views(rows, functions),
    recommendations: recommendations(outcome.verdict, rows, functions, lines),
    warnings: [
      ...notedWhileMeasuring(blocks),
      ...runWarnings(blocks),
      ...warnings,
      ...measurementWarnings(blocks, series, metrics, settings),
    ],
    unexplained: unexplained(metrics, findings),
    method: methodSentence(pairs, profiles),
    ...whatWasCompared(blocks),
  };
}

/** Pairs of timing runs; where there are none, of profiles. */
function pairCount(series: ReadonlyMap<MetricId, Series>): number {
  const count = (id: MetricId): number => (series.get(id) ?? []).reduce((all, { base }) => all + base.length, 0);
  return count('cpu-time') || count('wall-time') || count('peak-memory');
}

function judgeMetrics(
  series: ReadonlyMap<MetricId, Series>,
  settings: CompareSettings,
  last: boolean,
  memory: ReturnType<typeof memoryRuns>,
): ReadonlyMap<MetricId, JudgedMetric> {
  const metrics = new Map([...series].map(([id, values]) => [id, judgeMetric(id, values, settings, last)] as const));
  return withResidentSet(metrics, settings, last, memory);
}

function memoryRuns(blocks: readonly LoadedMeasurement[]): 'none-wanted' | 'all-failed' | 'some' {
  const runs = blocks.flatMap(({ measurement }) =>
    measurement.runs.filter((run) => run.kind === 'profile' && run.mode === 'full' && run.pair >= 0),
  );
  if (runs.length === 0) return 'none-wanted';
  const sides = (['base', 'head'] as const).map((side) =>
    runs.some((run) => run.side === side && run.outcome === 'ok'),
  );
  return sides.includes(false) ? 'all-failed' : 'some';
}

function withoutProfiles(blocks: readonly LoadedMeasurement[]): LoadedMeasurement[] {
  return blocks.map((block) => ({ ...block, profiles: new Map() }));
}

function listedOnly({ functions }: Evidence, settings: CompareSettings): (index: number) => boolean {
  const isWanted = fileFilter(settings);
  return (index) => {
    const entry = functions[index];
    const shown = entry?.head ?? entry?.base;
    return shown !== undefined && shown !== null && isWanted(shown.file);
  };
}

/** Every function once, by the most telling of its findings, which come most telling first. */
function tally(findings: readonly FunctionFinding[]): Omit<Comparison['summary'], 'headline'> {
  const byFunction = new Map<number, FunctionFinding['verdict']>();
  for (const { index, verdict } of findings) if (!byFunction.has(index)) byFunction.set(index, verdict);
  const count = (wanted: FunctionFinding['verdict']): number =>
    [...byFunction.values()].filter((verdict) => verdict === wanted).length;
  return {
    regressions: count('regression'),
    improvements: count('improvement'),
    unchanged: count('unchanged'),
    inconclusive: count('inconclusive'),
    tooSmall: count('too-small'),
    added: count('added'),
    removed: count('removed'),
  };
}

function views(
  metrics: readonly MetricComparison[],
  functions: readonly FunctionComparison[],
): Pick<Comparison, 'regressions' | 'improvements' | 'unchanged'> {
  const all: Finding[] = [
    ...metrics.map((row): Finding => ({ kind: 'metric', ...row })),
    ...functions.map((row): Finding => ({ kind: 'function', ...row })),
  ];
  const of = (verdict: Finding['verdict']): Finding[] => all.filter((finding) => finding.verdict === verdict);
  return { regressions: of('regression'), improvements: of('improvement'), unchanged: of('unchanged') };
}

/** Share of the CPU change that no function with a claim explains. */
function unexplained(
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  findings: readonly FunctionFinding[],
): number | null {
  const total = metrics.get('cpu-time')?.row.verdict;
  if (total !== 'regression' && total !== 'improvement') return null;
  const explained = findings
    .filter(({ metric, tier }) => metric === 'cpu-time' && tier < 2)
    .map(({ contribution }) => contribution ?? 0);
  return 1 - explained.reduce((a, b) => a + b, 0);
}

function whatWasCompared(blocks: readonly LoadedMeasurement[]): Pick<Comparison, 'program' | 'environment' | 'sides'> {
  const first = blocks[0]?.measurement;
  if (!first) return {};
  const side = (name: 'base' | 'head'): NonNullable<Comparison['sides']>['base'] => {
    const { commit, ref, dirty } = first.sides[name];
    return { commit, ...(ref !== undefined && { ref }), ...(dirty !== undefined && { dirty }) };
  };
  return { program: first.program, environment: first.environment, sides: { base: side('base'), head: side('head') } };
}

function incomparable(obstacle: Obstacle, blocks: readonly LoadedMeasurement[]): Comparison {
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    ...nothingCompared(),
    gate: obstacle.blamesHead ? 'fail' : 'pass',
    gateReasons: obstacle.blamesHead ? [obstacle.headline] : [],
    pairs: 0,
    summary: { ...tally([]), headline: obstacle.headline },
    warnings: [...notedWhileMeasuring(blocks), ...runWarnings(blocks), ...obstacle.warnings],
    unexplained: null,
    failures: [...obstacle.failures],
    ...whatWasCompared(blocks),
  };
}
