/**
 * The two sentences under the heading: what changed, how much, from what to what and where; then what did not change.
 * The heading itself is left to `heading.ts`, tables to `rows.ts`.
 */
import type { Comparison, Failure, Finding, FunctionComparison, MetricComparison } from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';
import { decisiveFailure, exitWords, type Acceptance } from './heading.js';
import { capitalised, code, joined, listing, proseOf, sentences, type Prose } from './prose.js';
import { messageText, nameText, pathText } from './text.js';
import { UNDEFINED_RATIO, formatChange, formatRange, formatSingle } from './units.js';
import { METRIC_WORDS, counted, isDeciding, shortSha } from './words.js';

/** From this share of the total change on, one function is `most of it`. */
const MOST = 0.5;
/** From this share on, a function is worth naming. */
const PART = 0.1;
/** Functions or metrics named in one sentence. */
const NAMED = 3;

/** What was found, in one sentence. */
export function headline(comparison: Comparison): Prose {
  const failure = decisiveFailure(comparison);
  if (failure !== undefined) return failureSentence(failure, comparison);
  switch (comparison.verdict) {
    case 'incomparable':
      return incomparableSentence(comparison);
    case 'inconclusive':
      return inconclusiveSentence(comparison);
    case 'no-change':
      return noChangeSentence(comparison);
    case 'regression':
    case 'improvement':
    case 'mixed':
      return changeSentence(comparison);
  }
}

/** What did not change, and what the gate says, so that silence is not mistaken for "nothing ran". */
export function quietSentence(comparison: Comparison, accepted?: Acceptance): Prose {
  const failures = decisiveFailure(comparison) === undefined ? [] : failureDetails(comparison);
  return sentences(...failures, ...unchangedSentences(comparison), gateSentence(comparison, accepted));
}

/** How the program is called: `bench/etl.py`, or `-m package`. Null when the comparison does not say. */
export function programText({ program }: Comparison): string | null {
  if (program === undefined) return null;
  if (program.script !== undefined) return pathText(program.script);
  return program.module === undefined ? null : `-m ${nameText(program.module)}`;
}

function changeSentence(comparison: Comparison): Prose {
  const worse = clauses(comparison.regressions, comparison);
  // Beside a change of the whole program, a function that changed the other way is a detail.
  const better =
    worse.length === 0 || isAboutMetrics(comparison.improvements) ? clauses(comparison.improvements, comparison) : [];
  if (worse.length === 0 && better.length === 0) return proseOf(messageText(comparison.summary.headline));
  const both = worse.length > 0 && better.length > 0;
  const body = both ? [...joined(worse, '; '), ', but ', ...joined(better, '; ')] : joined([...worse, ...better], '; ');
  return [...capitalised(body), '.'];
}

function isAboutMetrics(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.kind === 'metric' && isDeciding(finding));
}

/** Metrics first; functions only where no metric of the whole program moved, for then they are the news. */
function clauses(findings: readonly Finding[], comparison: Comparison): Prose[] {
  const metrics = findings.filter((finding) => finding.kind === 'metric').filter(isDeciding);
  if (metrics.length > 0) return metrics.slice(0, NAMED).map((metric) => metricClause(metric, comparison));
  const functions = findings.filter((finding) => finding.kind === 'function');
  const named = functions.slice(0, NAMED).map(functionClause);
  const more = functions.length - named.length;
  return more > 0 ? [...named, [`and ${counted(more, 'more such change')}`]] : named;
}

function metricClause(metric: MetricComparison, comparison: Comparison): Prose {
  const { prose } = METRIC_WORDS[metric.metric];
  const range = formatRange(metric.base, metric.head, metric.unit);
  const { size } = formatChange(metric.change, metric.interval);
  const moved = size === UNDEFINED_RATIO ? `${prose} went ${range}` : `${prose} ${verb(metric)} ${size} (${range})`;
  return [moved, ...culprit(metric, comparison)];
}

function functionClause(finding: FunctionComparison): Prose {
  const { prose } = METRIC_WORDS[finding.metric];
  const unit = finding.unit ?? METRICS[finding.metric].unit;
  if (finding.base === null)
    return ['the new ', code(nameText(finding.name)), ` takes ${formatSingle(finding.head, unit)} of ${prose}`];
  if (finding.head === null)
    return [code(nameText(finding.name)), ` is gone with its ${formatSingle(finding.base, unit)} of ${prose}`];
  const range = formatRange(finding.base, finding.head, unit);
  const { size } = formatChange(finding.change, finding.interval);
  const moved = size === UNDEFINED_RATIO ? `went ${range}` : `${verb(finding)} ${size} (${range})`;
  return [`${prose} of `, code(nameText(finding.name)), ` ${moved}`];
}

function verb({ change }: { readonly change: number | null }): 'rose' | 'fell' {
  return (change ?? 0) < 0 ? 'fell' : 'rose';
}

/** The function that explains the most of a metric's change, where one explains enough to be named. */
function culprit(metric: MetricComparison, comparison: Comparison): Prose {
  const { functions } = comparison;
  const candidates = functions.filter(
    (finding) =>
      finding.metric === metric.metric && finding.verdict !== 'unchanged' && (finding.contribution ?? 0) >= PART,
  );
  const [first] = candidates.sort((a, b) => (b.contribution ?? 0) - (a.contribution ?? 0));
  if (first === undefined) return newLeak(metric, comparison);
  const share = (first.contribution ?? 0) >= MOST ? 'most of it' : 'the largest part of it';
  const where = first.base === null ? 'in the new ' : first.head === null ? 'by removing ' : 'in ';
  return [`, ${share} ${where}`, code(nameText(first.name))];
}

/** Memory that is kept instead of freed raises the peak without anything more being allocated: no function explains it. */
function newLeak({ metric, verdict }: MetricComparison, { leaks }: Comparison): Prose {
  if (metric !== 'peak-memory' || verdict !== 'regression') return [];
  const [worst] = leaks
    .filter((leak) => leak.verdict === 'new')
    .sort((a, b) => b.likelihood - a.likelihood || b.velocityMbPerSec - a.velocityMbPerSec);
  return worst === undefined ? [] : [', with a new leak in ', code(nameText(worst.function))];
}

function noChangeSentence(comparison: Comparison): Prose {
  const shown = comparison.metrics
    .filter((metric) => metric.verdict === 'unchanged' && isDeciding(metric))
    .slice(0, NAMED);
  if (shown.length === 0) return ['Nothing changed beyond its tolerance.'];
  const values = shown.map(({ metric, base, head, unit }): Prose => [
    `${METRIC_WORDS[metric].prose} ${formatRange(base, head, unit)}`,
  ]);
  return [...capitalised(listing(values)), ': no change beyond tolerance.'];
}

function inconclusiveSentence(comparison: Comparison): Prose {
  const open = comparison.metrics.filter((metric) => metric.verdict === 'inconclusive' && isDeciding(metric));
  if (open.length === 0) return proseOf(messageText(comparison.summary.headline));
  const values = open.slice(0, NAMED).map(({ metric, change, interval }): Prose => {
    const text = formatChange(change, interval);
    const range = text.interval === null ? '' : `, 95 % interval ${text.interval}`;
    return [`${METRIC_WORDS[metric].prose} (${text.change}${range})`];
  });
  const pairs = counted(comparison.pairs, 'pair');
  return [`${pairs} cannot tell whether `, ...listing(values), ' changed beyond tolerance.', ...morePairs(open)];
}

function morePairs(open: readonly MetricComparison[]): Prose {
  const needed = open.map(({ pairsNeeded }) => pairsNeeded).filter((pairs) => pairs !== undefined);
  if (needed.length === 0) return [];
  if (needed.includes(null))
    return [' More pairs than the budget allows would be needed: a quieter machine or a longer program would help.'];
  const most = Math.max(...needed.filter((pairs) => pairs !== null));
  return [` About ${counted(most, 'pair')} would.`];
}

/** Why nothing could be compared stands in the comparison's own headline; its warnings say the same at length. */
function incomparableSentence(comparison: Comparison): Prose {
  return proseOf(messageText(comparison.summary.headline));
}

function failureSentence(failure: Failure, comparison: Comparison): Prose {
  const program = programText(comparison);
  const what: Prose = program === null ? ['the program'] : [code(program)];
  const commit = comparison.sides?.[failure.side].commit;
  const side: Prose = commit === undefined ? [failure.side] : [`${failure.side} `, code(shortSha(messageText(commit)))];
  const consequence = failure.side === 'base' ? ', so there is nothing to compare.' : '.';
  if (failure.outcome === 'no-program') return [...capitalised(side), ' does not have ', ...what, ' yet', consequence];
  return [...capitalised(what), ` ${OUTCOME_VERBS[failure.outcome]} on `, ...side, exitWords(failure), consequence];
}

const OUTCOME_VERBS: { readonly [O in Exclude<Failure['outcome'], 'no-program'>]: string } = {
  'program-failed': 'failed',
  'timed-out': 'did not end in time',
  'too-short': 'ended before it could be profiled',
  'no-profile': 'left no profile',
};

/** How many runs of which side failed, as the comparison counts them. */
function failureDetails({ failures = [] }: Comparison): Prose[] {
  const told = failures.filter(({ outcome }) => outcome !== 'no-program');
  return told.map(({ message }) => proseOf(messageText(message)));
}

function unchangedSentences(comparison: Comparison): Prose[] {
  if (comparison.verdict === 'incomparable') return [];
  const metrics = comparison.verdict === 'no-change' ? [] : namedMetrics(comparison, 'unchanged');
  const unchanged = [...metrics, ...(hasSameLeaks(comparison) ? ['leaks'] : [])];
  const open = comparison.verdict === 'inconclusive' ? [] : namedMetrics(comparison, 'inconclusive');
  return [
    unchanged.length === 0 ? [] : [...capitalised(listing(unchanged.map((name) => [name]))), ' did not change.'],
    open.length === 0 ? [] : ['The runs cannot tell about ', ...listing(open.map((name) => [name])), '.'],
    comparison.functions.length > 0 && comparison.regressions.length === 0 ? ['No function regressed.'] : [],
  ];
}

/** Leaks are looked for where memory was profiled. */
function hasSameLeaks({ metrics, leaks }: Comparison): boolean {
  const hasMemory = metrics.some(({ metric, head }) => metric === 'peak-memory' && head !== null);
  return hasMemory && leaks.every(({ verdict }) => verdict === 'both');
}

function namedMetrics({ metrics }: Comparison, verdict: 'unchanged' | 'inconclusive'): string[] {
  return metrics
    .filter((metric) => metric.verdict === verdict && isDeciding(metric))
    .map(({ metric }) => METRIC_WORDS[metric].prose);
}

function gateSentence(comparison: Comparison, accepted?: Acceptance): Prose {
  if (comparison.gate === 'pass') return ['The gate passed', ...onlyGated(comparison), '.'];
  if (accepted !== undefined) return [`The gate passed: accepted by @${messageText(accepted.by)}${onDay(accepted)}.`];
  // What the headline says already is not said again.
  if (decisiveFailure(comparison) !== undefined || comparison.verdict === 'incomparable') return ['The gate failed.'];
  if (comparison.regressions.some((finding) => finding.kind === 'metric' && finding.gated !== false))
    return ['The gate failed.'];
  const reasons = (comparison.gateReasons ?? [])
    .slice(0, NAMED)
    .map((reason) => proseOf(withoutStop(messageText(reason))));
  return reasons.length === 0 ? ['The gate failed.'] : ['The gate failed: ', ...joined(reasons, '; '), '.'];
}

/** Why a regression did not fail the gate. */
function onlyGated({ metrics, regressions }: Comparison): Prose {
  const gated = metrics.filter((row) => row.gated === true).map(({ metric }): Prose => [METRIC_WORDS[metric].prose]);
  return regressions.length === 0 || gated.length === 0 ? [] : [': it looks at ', ...listing(gated), ' only'];
}

function onDay({ at }: Acceptance): string {
  return at === undefined ? '' : ` on ${messageText(at.replace(/T.*$/s, ''))}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
