/**
 * Findings about functions as rows of the Comparison, in its words and units. Judging is left to `judge.ts`.
 */
import type { FunctionComparison, Severity } from '../../model/comparison.js';
import { METRICS, type MetricId } from '../../model/metrics.js';
import { NEARLY_ZERO, relativeChange } from '../stats/relative.js';
import type { JudgedMetric } from '../totals/metric.js';
import type { SideFunction } from './inventory.js';
import type { FunctionFinding } from './finding.js';
import type { MatchedFunction } from './match.js';
import type { FindVia } from './via.js';

/** Standard errors to either end of a 95 % interval. */
const NORMAL_95 = 1.96;
/** A wider interval than this many log units says only "anything". */
const WIDEST = 4;

/** From these parts of the whole program's amount on, by falling severity. */
const SEVERITY_STEPS: readonly (readonly [number, Severity])[] = [
  [0.25, 'critical'],
  [0.1, 'high'],
  [0.05, 'medium'],
];

export interface RowContext {
  readonly functions: readonly MatchedFunction[];
  readonly metrics: ReadonlyMap<MetricId, JudgedMetric>;
  readonly via: FindVia;
}

export function functionRow(finding: FunctionFinding, context: RowContext): FunctionComparison | null {
  const entry = context.functions[finding.index];
  const shown = entry?.head ?? entry?.base;
  if (!entry || !shown) return null;
  const claimed = finding.tier < 2;
  const via = claimed && entry.inDiff !== true && entry.head ? context.via(entry.head) : undefined;
  const note = noteOn(finding, context.functions);
  return {
    name: shown.name,
    file: shown.file,
    line: shown.line,
    ...(entry.base && entry.head && entry.base.name !== entry.head.name && { baseName: entry.base.name }),
    baseFile: baseFile(entry, shown),
    baseLine: entry.base?.line ?? null,
    matchedBy: entry.matchedBy,
    metric: finding.metric,
    unit: METRICS[finding.metric].unit,
    base: entry.presence === 'added' ? null : finding.base,
    head: entry.presence === 'removed' ? null : finding.head,
    ...changeOf(finding),
    noise: Number.isFinite(finding.logError) ? finding.logError : null,
    verdict: finding.verdict,
    severity: claimed ? severity(finding, context.metrics.get(finding.metric)) : null,
    inDiff: entry.inDiff,
    contribution: finding.contribution,
    ...(via !== undefined && { via }),
    ...(note !== undefined && { note }),
  };
}

function baseFile(entry: MatchedFunction, shown: SideFunction): string | null {
  if (entry.base) return entry.base.file;
  return entry.presence === 'both' ? shown.file : null;
}

function changeOf({ base, head, logError }: FunctionFinding): Pick<FunctionComparison, 'change' | 'interval'> {
  if (base < NEARLY_ZERO) return { change: null, interval: null };
  if (head < NEARLY_ZERO || !Number.isFinite(logError)) return { change: head / base - 1, interval: null };
  const log = Math.log(head / base);
  const reach = Math.min(WIDEST, NORMAL_95 * logError);
  return { change: relativeChange(log), interval: [relativeChange(log - reach), relativeChange(log + reach)] };
}

function severity({ base, head }: FunctionFinding, total: JudgedMetric | undefined): Severity {
  const whole = Math.min(total?.row.base ?? 0, total?.row.head ?? 0);
  const part = whole > 0 ? Math.abs(head - base) / whole : 1;
  return SEVERITY_STEPS.find(([least]) => part >= least)?.[1] ?? 'low';
}

function noteOn(
  { sharedWith, verdict, tier }: FunctionFinding,
  functions: readonly MatchedFunction[],
): string | undefined {
  const names = sharedWith.flatMap((index) => {
    const other = functions[index];
    const shown = other?.head ?? other?.base;
    return shown ? [shown.name] : [];
  });
  if (names.length === 0) return undefined;
  const partners = names.join(', ');
  if (tier < 2) return `Judged together with ${partners}, with which it exchanged work.`;
  if (verdict === 'added') return `New, with work that ${partners} did before.`;
  if (verdict === 'removed') return `Removed; its work went to ${partners}.`;
  return `Exchanged work with ${partners}; judged together.`;
}
