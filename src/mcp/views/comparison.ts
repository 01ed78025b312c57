/**
 * A comparison shortened for an answer: verdict first, then why, then where, each with its interval.
 * The comparison in full is a resource; judging is left to `compare`.
 */
import * as z from 'zod';
import {
  FINDING_VERDICTS,
  VERDICTS,
  type Comparison,
  type FunctionComparison,
  type MetricComparison,
} from '../../model/comparison.js';
import { METRICS } from '../../model/metrics.js';
import { NextSchema, untrusted } from '../answer.js';
import { change, mib, rounded, seconds } from '../numbers.js';

const FUNCTIONS = 10;
const LEAKS = 5;

const numbers = {
  base: z.number().optional(),
  head: z.number().optional(),
  change_percent: z.number().optional(),
  interval_percent: z.array(z.number()).optional(),
  verdict: z.enum(FINDING_VERDICTS),
};

const MetricRow = z.object({ metric: z.string(), unit: z.string(), ...numbers, noise_percent: z.number().optional() });

const FunctionRow = z.object({
  function: z.string(),
  file: z.string(),
  line: z.number(),
  metric: z.string(),
  ...numbers,
  explains_percent: z.number().optional(),
  note: z.string().optional(),
});

export const ComparisonDataSchema = z.object({
  comparison_id: z.string().describe('Full: scalene://comparisons/{id}'),
  measurement_id: z.string().optional().describe('The runs, for analyze'),
  environment_differences: z.array(z.string()).describe('Read first'),
  verdict: z.enum(VERDICTS).describe('Over all'),
  gate: z.enum(['pass', 'fail']).describe('Under the settings'),
  headline: z.string().describe('In a sentence'),
  reasons: z.array(z.string()).describe('For a failed gate'),
  conclusive: z.boolean().describe('Final'),
  pairs: z.number().describe('Pairs of runs'),
  metrics: z
    .array(MetricRow)
    .describe('metric, unit, base, head, change_percent, interval_percent, noise_percent, verdict'),
  functions: z
    .array(FunctionRow)
    .describe('Changed, worst first: as metrics, and function, file, line, explains_percent, note'),
  omitted: z.number().describe('Left out'),
  leaks: z.array(z.string()).describe('New or gone'),
  advice: z.array(z.string()).describe('To do'),
  warnings: z.array(z.string()).describe('To doubt'),
  next: NextSchema,
});
export type ComparisonData = z.infer<typeof ComparisonDataSchema>;

/** Codes of warnings that say that something other than the code differs. */
const ENVIRONMENT_CODES = /differ|scope|version/;

export function environmentDifferences({ warnings }: Comparison): string[] {
  return warnings.filter(({ code }) => ENVIRONMENT_CODES.test(code)).map(({ message }) => untrusted(message, 400));
}

export function comparisonData(
  id: string,
  comparison: Comparison,
  environment: readonly string[],
  measurement: string | undefined,
): ComparisonData {
  const changed = changedFunctions(comparison);
  return {
    comparison_id: id,
    ...(measurement === undefined ? {} : { measurement_id: measurement }),
    environment_differences: [...environment],
    verdict: comparison.verdict,
    gate: comparison.gate,
    headline: untrusted(comparison.summary.headline, 400),
    reasons: reasonsOf(comparison),
    conclusive: comparison.conclusive,
    pairs: comparison.pairs,
    metrics: comparison.metrics.map((metric) => ({
      metric: metric.metric,
      unit: metric.unit,
      ...numbersOf(metric),
      ...(metric.noise === null ? {} : { noise_percent: rounded(100 * metric.noise) }),
    })),
    functions: changed.slice(0, FUNCTIONS).map((entry) => ({
      function: untrusted(entry.name),
      file: untrusted(entry.file, 300),
      line: entry.line,
      metric: entry.metric,
      ...numbersOf(entry),
      ...(typeof entry.contribution === 'number' ? { explains_percent: rounded(100 * entry.contribution) } : {}),
      ...(entry.note === undefined ? {} : { note: untrusted(entry.note, 300) }),
    })),
    omitted: Math.max(0, changed.length - FUNCTIONS),
    leaks: leakLines(comparison),
    advice: comparison.recommendations.slice(0, 5).map((text) => untrusted(text, 400)),
    warnings: otherWarnings(comparison),
  };
}

function numbersOf(
  row: MetricComparison | FunctionComparison,
): Pick<ComparisonData['metrics'][number], keyof typeof numbers> {
  return {
    ...(row.base === null ? {} : { base: rounded(row.base) }),
    ...(row.head === null ? {} : { head: rounded(row.head) }),
    ...(row.change === null ? {} : { change_percent: rounded(100 * row.change) }),
    ...(row.interval === null ? {} : { interval_percent: row.interval.map((end) => rounded(100 * end)) }),
    verdict: row.verdict,
  };
}

function changedFunctions({ functions }: Comparison): FunctionComparison[] {
  return functions.filter(({ verdict }) => verdict !== 'unchanged' && verdict !== 'too-small');
}

/** Why the gate failed; for what could not be compared, what the runs said. */
function reasonsOf({ gateReasons = [], failures = [] }: Comparison): string[] {
  return [...gateReasons, ...failures.map(({ message }) => message)].map((text) => untrusted(text, 600));
}

function otherWarnings({ warnings }: Comparison): string[] {
  return warnings.filter(({ code }) => !ENVIRONMENT_CODES.test(code)).map(({ message }) => untrusted(message, 400));
}

function leakLines({ leaks }: Comparison): string[] {
  return leaks
    .filter(({ verdict }) => verdict !== 'both')
    .slice(0, LEAKS)
    .map(
      (leak) =>
        `${leak.verdict}: \`${untrusted(leak.function)}\` ${untrusted(leak.file, 300)}:${String(leak.line)}, likelihood ${(100 * leak.likelihood).toFixed(0)} %, ` +
        `in ${String(leak.seen.head)} of ${String(leak.seen.headOf)} new and ${String(leak.seen.base)} of ${String(leak.seen.baseOf)} old profiles`,
    );
}

export function comparisonText(id: string, comparison: Comparison, environment: readonly string[]): string {
  const { verdict, gate, pairs, conclusive, summary } = comparison;
  const changed = changedFunctions(comparison);
  const hidden = changed.length - FUNCTIONS;
  return [
    ...environment.map((difference) => `Differs besides the code: ${difference}`),
    `**${verdict}** · gate ${gate} · ${String(pairs)} pairs${conclusive ? '' : ' · more pairs could change this'} · ${id}`,
    untrusted(summary.headline, 400),
    ...reasonsOf(comparison).map((reason) => `- ${reason}`),
    '',
    ...comparison.metrics.map(metricText),
    ...(changed.length === 0 ? [] : ['', 'Functions, worst first:', ...changed.slice(0, FUNCTIONS).map(functionText)]),
    ...(hidden > 0 ? [`(${String(hidden)} more in scalene://comparisons/${id})`] : []),
    ...section('Leaks:', leakLines(comparison)),
    ...section(
      'Advice:',
      comparison.recommendations.slice(0, 5).map((text) => untrusted(text, 400)),
    ),
    ...section('Doubts:', otherWarnings(comparison)),
    ...failureTails(comparison),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)];
}

function metricText(metric: MetricComparison): string {
  return `- ${METRICS[metric.metric].label}: ${valuesText(metric, metric.unit)}${metric.noise === null ? '' : ` · noise ${(100 * metric.noise).toFixed(1)} %`}${metric.gated === true ? '' : ' (not gated)'}`;
}

function functionText(entry: FunctionComparison): string {
  const explains =
    typeof entry.contribution === 'number'
      ? ` · explains ${(100 * entry.contribution).toFixed(0)} % of the change`
      : '';
  return `- \`${untrusted(entry.name)}\` ${untrusted(entry.file, 300)}:${String(entry.line)} · ${METRICS[entry.metric].label} ${valuesText(entry, entry.unit ?? METRICS[entry.metric].unit)}${explains}${entry.inDiff === true ? ' · in this diff' : ''}`;
}

function valuesText(row: MetricComparison | FunctionComparison, unit: 's' | 'MiB'): string {
  const value = (amount: number | null): string =>
    amount === null ? '–' : unit === 's' ? seconds(amount) : mib(amount);
  const interval = row.interval === null ? '' : ` [${row.interval.map(change).join(' … ')}]`;
  return `${value(row.base)} → ${value(row.head)}${row.change === null ? '' : ` (${change(row.change)}${interval})`} **${row.verdict}**`;
}

/** The last words of a program that failed. */
function failureTails({ failures = [] }: Comparison): string[] {
  return failures.flatMap(({ side, outputTail }) =>
    outputTail === undefined || outputTail === ''
      ? []
      : [
          '',
          `Last output on ${side} (untrusted):`,
          '```',
          ...outputTail
            .split('\n')
            .slice(-10)
            .map((line) => untrusted(line)),
          '```',
        ],
  );
}
