/**
 * How sure a comparison is, as facts: pairs, noise, what could have been seen, commits, machine, versions, doubts.
 * Deciding any of it is left to `compare`; this words it.
 */
import type { Comparison, MetricComparison, Warning } from '../model/comparison.js';
import { METRIC_IDS, METRICS } from '../model/metrics.js';
import { code, joined, listing, proseOf, type Prose } from './prose.js';
import { messageText } from './text.js';
import { formatPercent, formatSetting, formatSingle } from './units.js';
import { METRIC_WORDS, counted, isDeciding, shortSha } from './words.js';

/** Metrics whose noise is named in one line. */
const NAMED = 2;
/** Below this share, what no function explains is not worth a line. */
const UNEXPLAINED = 0.1;

/** The facts, sorted by what they are about. Each is a sentence, unless it says otherwise. */
export interface Sureness {
  /** What stands over the facts. */
  readonly title: string;
  /** In one line, as part of a sentence; empty when nothing was compared: `5 pairs, noise ±2.1 % CPU time, ±0.1 % peak memory`. */
  readonly line: Prose;
  /** How it was decided, what each metric's runs could show, what was left open. */
  readonly method: readonly Prose[];
  /** The smallest changes that would have been seen, as part of a sentence; empty when unknown. */
  readonly detectable: Prose;
  /** Commits, machine and versions. */
  readonly circumstances: readonly Prose[];
  /** Warnings that no alert has said. */
  readonly doubts: readonly Prose[];
}

/** All that is known of how sure a comparison is. The warning that is shown as an alert is not said twice. */
export function surenessOf(comparison: Comparison, alert: Warning | null): Sureness {
  return {
    title: comparison.pairs === 0 ? 'What was measured' : 'How sure is this?',
    line: surenessLine(comparison),
    method: present([
      comparison.method === undefined ? null : proseOf(messageText(comparison.method)),
      ...comparison.metrics.filter(isJudged).map(metricFact),
      unmeasuredFact(comparison),
      comparison.conclusive ? null : ['More pairs could still change this verdict.'],
      unexplainedFact(comparison),
    ]),
    detectable: detectableLine(comparison),
    circumstances: present([sidesFact(comparison), machineFact(comparison)]),
    doubts: comparison.warnings
      .filter((warning) => !isSaid(warning, comparison, alert))
      .map(({ message }) => proseOf(messageText(message))),
  };
}

function present(facts: readonly (Prose | null)[]): Prose[] {
  return facts.filter((fact) => fact !== null);
}

function surenessLine(comparison: Comparison): Prose {
  if (comparison.pairs === 0) return [];
  const noises = comparison.metrics
    .filter((metric) => metric.noise !== null && isJudged(metric))
    .slice(0, NAMED)
    .map(({ metric, noise }): Prose => [`±${formatPercent(noise ?? 0)} ${METRIC_WORDS[metric].prose}`]);
  const pairs: Prose = [counted(comparison.pairs, 'pair')];
  return noises.length === 0 ? pairs : [...pairs, ', noise ', ...joined(noises, ', ')];
}

function detectableLine({ metrics }: Comparison): Prose {
  const known = metrics.filter(isJudged).slice(0, NAMED);
  const parts = known.flatMap(({ metric, minimumDetectable }): Prose[] =>
    minimumDetectable === null || minimumDetectable === undefined
      ? []
      : [[`${formatPercent(minimumDetectable)} ${METRIC_WORDS[metric].prose}`]],
  );
  return parts.length === 0 ? [] : ['Smallest change that would have been seen: ', ...joined(parts, ', ')];
}

function isSaid(warning: Warning, { summary }: Comparison, alert: Warning | null): boolean {
  return warning === alert || warning.message === summary.headline;
}

function isJudged(row: MetricComparison): boolean {
  return isDeciding(row) && row.runs?.head !== 0;
}

function metricFact(row: MetricComparison): Prose | null {
  const parts = [noiseText(row), detectableText(row)].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return [
    `${METRICS[row.metric].label}: ${parts.join('; ')}; changes under ${formatSetting(row.floor, row.unit)} are never flagged.`,
  ];
}

function noiseText({ noise, runs }: MetricComparison): string | null {
  if (noise === null) return null;
  const over = runs === undefined ? '' : ` over ${runsText(runs)}`;
  return `one pair varies by ±${formatPercent(noise)}${over}`;
}

function runsText({ base, head }: { readonly base: number; readonly head: number }): string {
  return base === head ? `${counted(base, 'run')} a side` : `${base} base and ${counted(head, 'head run')}`;
}

function detectableText({ minimumDetectable }: MetricComparison): string | null {
  if (minimumDetectable === null || minimumDetectable === undefined) return null;
  return `the smallest change that these runs would have shown is ${formatPercent(minimumDetectable)}`;
}

function unmeasuredFact({ metrics }: Comparison): Prose | null {
  const measured = new Set(
    metrics.filter(({ base, head }) => base !== null || head !== null).map(({ metric }) => metric),
  );
  const missing = METRIC_IDS.filter((id) => METRICS[id].decides && !measured.has(id));
  if (missing.length === 0 || measured.size === 0) return null;
  return ['Not measured: ', ...listing(missing.map((id) => [METRIC_WORDS[id].prose])), '.'];
}

function unexplainedFact({ unexplained }: Comparison): Prose | null {
  if (unexplained === null || unexplained === undefined || unexplained < UNEXPLAINED) return null;
  const share = Math.min(1, Math.round(unexplained * 100) / 100);
  return [`No listed function explains ${formatPercent(share)} of the change in CPU time.`];
}

function sidesFact(comparison: Comparison): Prose | null {
  const { sides } = comparison;
  if (sides === undefined) return null;
  return ['Base ', ...sideText(sides.base), ', head ', ...sideText(sides.head), '.'];
}

type SideFacts = NonNullable<Comparison['sides']>['head'];

/** A side as `5f1c2aa` (`main`), with a word on what is not committed. */
export function sideText({ commit, ref, dirty }: SideFacts): Prose {
  const named: Prose = ref === undefined ? [] : [' (', code(messageText(ref)), ')'];
  return [code(shortSha(messageText(commit))), ...named, dirty === true ? ' with uncommitted changes' : ''];
}

function machineFact({ environment }: Comparison): Prose | null {
  if (environment === undefined) return null;
  const { runner, os, arch, cpuModel, cpuCount, memoryMb, python, scalene } = environment;
  const parts = [
    runner,
    os === undefined ? undefined : [os, arch].filter(Boolean).join(' '),
    cpuModel === undefined ? undefined : `${cpuCount === undefined ? '' : `${cpuCount} × `}${cpuModel}`,
    memoryMb === undefined ? undefined : formatSingle(memoryMb, 'MiB'),
    python === undefined ? undefined : `Python ${python}`,
    scalene === undefined ? undefined : `Scalene ${scalene}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : [`Measured on ${parts.map(messageText).join(', ')}.`];
}
