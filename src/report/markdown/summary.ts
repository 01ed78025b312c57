/**
 * The job summary: the comment's report with everything in sight, and charts of every run.
 * Writing it where the runner reads it is left to `action`.
 */
import type { MetricComparison } from '../../model/comparison.js';
import { METRICS } from '../../model/metrics.js';
import type { MemorySample } from '../../profile/model.js';
import type { MemoryOverTime, ProgramReport, ReportModel } from '../model.js';
import { formatAmount, scaleOf, type Scale } from '../units.js';
import { SUMMARY_DETAILS, type Detail } from './detail.js';
import { document, shortenedNote } from './document.js';
import { firstThatFits, inBytes } from './fit.js';
import { mermaid } from './mermaid.js';
import { subheading, type View } from './section.js';
import { blocks, table, unbroken, type Column } from './table.js';

/** Most bytes of one step's summary on GitHub. */
export const SUMMARY_LIMIT = 2 ** 20;

export interface SummaryOptions {
  /** Most bytes of UTF-8; GitHub's limit when missing. */
  readonly maxBytes?: number;
}

/**
 * The report for the job summary, at the most detail that fits.
 * @throws {RangeError} when not even the heading fits
 */
export function renderSummary(model: ReportModel, { maxBytes = SUMMARY_LIMIT }: SummaryOptions = {}): string {
  const { summaryUrl: _itself, ...links } = model.context.links ?? {};
  const render = (detail: Detail) => {
    const view: View = { detail, layout: 'open', links, acceptLabel: model.context.acceptLabel ?? null, level: 2 };
    return document(model, view, shortenedNote(model, view, `${Math.round(maxBytes / 1024)} KiB`), charts);
  };
  return firstThatFits(SUMMARY_DETAILS, render, maxBytes, inBytes);
}

/** Points of a curve of memory over time. */
const MEMORY_POINTS = 40;
/** Runs from which a strip is worth drawing. */
const FEWEST_RUNS = 2;
/** Runs in one strip; a longer one cannot be read. */
const MOST_RUNS = 60;

function charts(report: ProgramReport, view: View): string {
  if (view.detail.blocks === 'none') return '';
  const strips = report.metrics.map(({ metric }) => strip(metric)).filter((chart) => chart !== '');
  return blocks([
    strips.length === 0 ? '' : blocks([subheading('Every run', view), ...strips]),
    report.memoryOverTime === null ? '' : memoryChart(report.memoryOverTime, view),
  ]);
}

/** Every run of one metric, pair by pair, with the same numbers as a table for those who cannot see the curves. */
function strip({ metric, unit, values }: MetricComparison): string {
  if (values === undefined) return '';
  const runs = Math.min(values.base.length, values.head.length, MOST_RUNS);
  if (runs < FEWEST_RUNS) return '';
  const base = values.base.slice(0, runs);
  const head = values.head.slice(0, runs);
  const usual = scaleOf([...base, ...head], unit);
  // One digit more than elsewhere: here the noise is what one looks at.
  const scale = { ...usual, decimals: usual.decimals + 1 };
  const inScale = (value: number) => value / scale.divisor;
  const chart = mermaid({
    title: `${METRICS[metric].label} of each run (blue: base, orange: head)`,
    x: { title: 'pair', categories: base.map((_, index) => String(index + 1)) },
    y: { title: scale.suffix, ...span([...base, ...head].map(inScale)) },
    curves: [base.map(inScale), head.map(inScale)],
  });
  return blocks([chart, runsTable(METRICS[metric].label, base, head, scale)]);
}

interface SideRow {
  readonly side: string;
  readonly values: readonly number[];
}

function runsTable(label: string, base: readonly number[], head: readonly number[], scale: Scale): string {
  const columns: Column<SideRow>[] = [
    { title: label, align: 'left', cell: ({ side }) => side },
    ...base.map((_, index): Column<SideRow> => ({
      title: String(index + 1),
      align: 'right',
      cell: ({ values }) => unbroken(formatAmount(values[index] ?? null, scale)),
    })),
  ];
  return table(columns, [
    { side: 'base', values: base },
    { side: 'head', values: head },
  ]);
}

/** The axis a tenth wider than the values, so that no curve runs along the frame. */
function span(values: readonly number[]): { from: number; to: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low) / 10 || Math.abs(high) / 10 || 1;
  return { from: Math.max(0, low - margin), to: high + margin };
}

function memoryChart({ base, head }: MemoryOverTime, view: View): string {
  const seconds = Math.max(base.at(-1)?.sec ?? 0, head.at(-1)?.sec ?? 0);
  if (seconds <= 0) return '';
  const curves = [resampled(base, seconds), resampled(head, seconds)];
  const chart = mermaid({
    title: 'Footprint over time, MiB (blue: base, orange: head)',
    x: { title: 'seconds under the profiler', from: 0, to: seconds },
    y: { title: 'MiB', from: 0, to: Math.max(1, ...curves.flat()) * 1.1 },
    curves,
  });
  return blocks([subheading('Memory over time', view), chart]);
}

/** The value at evenly spread times: the last sample up to each, zero before the first and after the end, when the process is gone. */
function resampled(samples: readonly MemorySample[], seconds: number): number[] {
  const end = samples.at(-1)?.sec ?? 0;
  return Array.from({ length: MEMORY_POINTS }, (_, index) => {
    const sec = (seconds * index) / (MEMORY_POINTS - 1);
    if (sec > end) return 0;
    return samples.findLast((sample) => sample.sec <= sec)?.mb ?? 0;
  });
}
