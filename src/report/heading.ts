/**
 * The heading of a report: the verdict in words with one icon, the same for the comment, the check and the first log line.
 * The sentences that follow it are left to `sentence.ts`.
 */
import type { Comparison, Failure, Finding } from '../model/comparison.js';
import { messageText } from './text.js';
import { counted, isDeciding } from './words.js';

/** What a heading means for the reader; decides the colour in a terminal, never alone. */
export type Tone = 'bad' | 'warning' | 'good' | 'neutral';

export interface Heading {
  readonly icon: string;
  /** Without the icon, such as `2 regressions`. */
  readonly words: string;
  readonly tone: Tone;
}

/** Who accepted the regressions, and when. */
export interface Acceptance {
  /** Login, without `@`. */
  readonly by: string;
  /** When, as an ISO 8601 date or time. */
  readonly at?: string;
}

/** The heading as one string, such as `❌ 2 regressions`. */
export function headingLine({ icon, words }: Heading): string {
  return `${icon} ${words}`;
}

/** The heading of one comparison. */
export function headingOf(comparison: Comparison, accepted?: Acceptance): Heading {
  const failure = decisiveFailure(comparison);
  if (failure !== undefined) return failureHeading(failure, comparison);
  switch (comparison.verdict) {
    case 'incomparable':
      return undecided('not comparable', comparison);
    case 'inconclusive':
      return undecided(hasTooFewRuns(comparison) ? 'too few runs to tell' : 'too noisy to tell', comparison);
    case 'improvement':
    case 'no-change':
      return withoutRegression(comparison);
    case 'regression':
    case 'mixed':
      return withRegression(comparison, accepted);
  }
}

/** What stands between a heading's words and the program's name: `2 regressions in x`, but `too noisy to tell: x`. */
export function joint({ words }: Heading): string {
  return /(?:regressions?|improvements?|leaks?)$/.test(words) ? ' in ' : ': ';
}

/**
 * The failure that decided: of head when the gate failed, of base when there was nothing to compare. Undefined when the runs that did go
 * well were enough for a verdict.
 */
export function decisiveFailure({ failures = [], gate, verdict }: Comparison): Failure | undefined {
  if (verdict !== 'incomparable') return undefined;
  const side = gate === 'fail' ? 'head' : 'base';
  return failures.find((failure) => failure.side === side) ?? failures[0];
}

/** How a run ended, such as `head run failed (exit 3)`. */
function outcomeWords(failure: Failure): string {
  switch (failure.outcome) {
    case 'program-failed':
      return `${failure.side} run failed${exitWords(failure)}`;
    case 'timed-out':
      return `${failure.side} run timed out`;
    case 'too-short':
      return `${failure.side} run was too short to profile`;
    case 'no-profile':
      return `${failure.side} run left no profile`;
    case 'no-program':
      return `${failure.side} does not have the program`;
  }
}

/** Regressions of whole-program metrics where there are any, else of functions: what a heading counts. */
export interface Count {
  readonly kind: 'metric' | 'function';
  readonly count: number;
}

/**
 * Counts the findings of one view: metrics that take part in the verdict, else functions. A function with several metrics is one
 * function; wall time and the like are in the table only.
 */
export function countOf(findings: readonly Finding[]): Count {
  const metrics = findings.filter((finding) => finding.kind === 'metric' && isDeciding(finding)).length;
  if (metrics > 0) return { kind: 'metric', count: metrics };
  const functions = findings.flatMap((finding) =>
    finding.kind === 'function' ? `${finding.file}\0${finding.name}` : [],
  );
  return { kind: 'function', count: new Set(functions).size };
}

/** Green for an answer that is none would be wrong, and red only where the gate was told to fail on it. */
function undecided(words: string, { gate }: Comparison): Heading {
  return gate === 'fail' ? { icon: '❌', words, tone: 'bad' } : { icon: '⚪', words, tone: 'neutral' };
}

/** Codes of warnings that there were fewer runs than any verdict takes. */
const TOO_FEW = new Set(['few-samples', 'no-timing-runs']);

function hasTooFewRuns({ warnings }: Comparison): boolean {
  return warnings.some(({ code }) => TOO_FEW.has(code));
}

function failureHeading(failure: Failure, { gate }: Comparison): Heading {
  if (gate === 'fail') return { icon: '🛑', words: outcomeWords(failure), tone: 'bad' };
  if (failure.outcome === 'no-program') return { icon: '⚪', words: 'nothing to compare yet', tone: 'neutral' };
  return { icon: '⚪', words: `nothing to compare, ${outcomeWords(failure)}`, tone: 'neutral' };
}

/** Exit status or signal in parentheses, with a blank before; empty when neither is known. */
export function exitWords({ exitCode, signal }: Failure): string {
  if (signal !== undefined) return ` (${messageText(signal)})`;
  return exitCode === undefined || exitCode === null ? '' : ` (exit ${exitCode})`;
}

function withRegression(comparison: Comparison, accepted?: Acceptance): Heading {
  const worse = countOf(comparison.regressions);
  const better = countOf(comparison.improvements);
  const parts = [regressionWords(worse, comparison)];
  // Beside a regression of the whole program, an improved function is a detail.
  const isNews = better.count > 0 && (better.kind === 'metric' || worse.kind === 'function');
  if (isNews) parts.push(counted(better.count, 'improvement'));
  if (worse.kind === 'function' && worse.count > 0 && !isNews) parts.push('total within tolerance');
  const words = parts.join(', ');
  if (accepted !== undefined)
    return { icon: '☑️', words: `${words}, accepted by @${messageText(accepted.by)}`, tone: 'good' };
  return comparison.gate === 'fail' ? { icon: '❌', words, tone: 'bad' } : { icon: '⚠️', words, tone: 'warning' };
}

function regressionWords({ kind, count }: Count, { leaks }: Comparison): string {
  const fresh = leaks.filter(({ verdict }) => verdict === 'new').length;
  // A verdict can rest on leaks alone, which are in no view.
  if (count === 0) return fresh > 0 ? counted(fresh, 'new leak') : 'regression';
  return kind === 'metric' ? counted(count, 'regression') : `${counted(count, 'function')} regressed`;
}

function withoutRegression(comparison: Comparison): Heading {
  const better = countOf(comparison.improvements);
  const leaks = comparison.leaks.filter(({ verdict }) => verdict === 'new').length;
  const words = better.count > 0 ? counted(better.count, 'improvement') : 'no regression';
  if (leaks === 0) {
    // The gate can fail without a regression only for a reason of its own, such as a tampered run: never a green icon then.
    return comparison.gate === 'fail'
      ? { icon: '❌', words: `${words}, gate failed`, tone: 'bad' }
      : { icon: '✅', words, tone: 'good' };
  }
  const found = counted(leaks, 'new leak');
  return comparison.gate === 'fail'
    ? { icon: '❌', words: found, tone: 'bad' }
    : { icon: '⚠️', words: `${words}, ${found}`, tone: 'warning' };
}
