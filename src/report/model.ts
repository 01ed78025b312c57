/**
 * The report as data: everything that any format tells of one or several comparisons, worded but not yet laid out.
 * Layout and escaping are left to the renderers (`terminal`, `markdown`), how much of it is shown to their levels of detail.
 */
import type { Comparison, Failure, Warning } from '../model/comparison.js';
import type { MemorySample } from '../profile/model.js';
import { alertOf } from './alert.js';
import { decisiveFailure, headingOf, type Acceptance, type Heading } from './heading.js';
import type { ReportLinks } from './markdown/links.js';
import { overallHeading } from './overall.js';
import { plain, proseOf, type Prose } from './prose.js';
import { reproduceCommand } from './reproduce.js';
import {
  betterFunctions,
  comeAndGone,
  evidenceOf,
  metricRows,
  newLeaks,
  worseFunctions,
  type Evidence,
  type FunctionRow,
  type LeakRow,
  type MetricRow,
} from './rows.js';
import { headline, programText, quietSentence } from './sentence.js';
import { surenessOf, type Sureness } from './sure.js';
import { tally } from './tally.js';
import { messageText, nameText } from './text.js';

/** What is known about where a report will stand. Everything may be missing: then the report says less. */
export interface ReportContext {
  readonly links?: ReportLinks;
  /** Heading of the report before this one, of the previous push, such as `✅ no regression`. */
  readonly previous?: string;
  readonly accepted?: Acceptance;
  /** Circumstances that the reader must know, each worded in one place. */
  readonly notes?: readonly Note[];
  /** Label that accepts a regression, where one is configured. */
  readonly acceptLabel?: string;
  /** Command that reproduces a comparison; made from the comparison when missing. Must be safe to paste. */
  readonly reproduce?: string;
}

/** `read-only-token`: no comment could be posted. `from-fork`: the numbers were made by code from a fork. */
export type Note = 'read-only-token' | 'from-fork';

/** Memory over time of one profile run of each side, for charts. */
export interface MemoryOverTime {
  readonly base: readonly MemorySample[];
  readonly head: readonly MemorySample[];
}

/** One comparison to report, with what does not stand in it. */
export interface ProgramInput {
  /** Name in the configuration file, or of a matrix leg; only needed when there are several. */
  readonly name?: string | undefined;
  readonly comparison: Comparison;
  readonly memoryOverTime?: MemoryOverTime;
  /** Who accepted this program's regressions; the context's when missing. */
  readonly accepted?: Acceptance;
}

/** One comparison, worded. */
export interface ProgramReport {
  readonly comparison: Comparison;
  readonly accepted: Acceptance | null;
  /** What this program is called in the report; null when nothing is known. */
  readonly name: string | null;
  readonly heading: Heading;
  readonly headline: Prose;
  readonly quiet: Prose;
  readonly alert: Warning | null;
  readonly metrics: readonly MetricRow[];
  readonly worse: readonly FunctionRow[];
  readonly better: readonly FunctionRow[];
  readonly comeAndGone: readonly FunctionRow[];
  readonly evidence: Evidence;
  readonly leaks: readonly LeakRow[];
  /** The failure that decided, with the program's last output. */
  readonly failure: Failure | null;
  readonly sureness: Sureness;
  readonly recommendations: readonly Prose[];
  /** Empty when nothing was compared. */
  readonly tally: string;
  readonly reproduce: string | null;
  readonly memoryOverTime: MemoryOverTime | null;
}

export interface ReportModel {
  readonly heading: Heading;
  readonly programs: readonly [ProgramReport, ...ProgramReport[]];
  readonly context: ReportContext;
}

/** Builds the report of one or several programs. */
export function buildReport(
  inputs: readonly [ProgramInput, ...ProgramInput[]],
  context: ReportContext = {},
): ReportModel {
  const [first, ...rest] = inputs;
  const programs: [ProgramReport, ...ProgramReport[]] = [
    programReport(first, context),
    ...rest.map((input) => programReport(input, context)),
  ];
  return {
    heading: overallHeading(programs),
    programs,
    context: { ...context, links: linksOf(first.comparison, context) },
  };
}

function programReport(
  { comparison, name, memoryOverTime, accepted }: ProgramInput,
  context: ReportContext,
): ProgramReport {
  const acceptance = accepted ?? context.accepted;
  const alert = alertOf(comparison);
  const heading = headingOf(comparison, acceptance);
  return {
    comparison,
    accepted: acceptance ?? null,
    name: name === undefined ? programText(comparison) : nameText(name),
    heading,
    headline: wordedOr(headline(comparison), heading),
    quiet: quietSentence(comparison, acceptance),
    alert,
    metrics: metricRows(comparison),
    worse: worseFunctions(comparison),
    better: betterFunctions(comparison),
    comeAndGone: comeAndGone(comparison),
    evidence: evidenceOf(comparison),
    leaks: newLeaks(comparison),
    failure: decisiveFailure(comparison) ?? null,
    sureness: surenessOf(comparison, alert),
    recommendations: comparison.recommendations.map((text) => proseOf(messageText(text))),
    tally: tally(comparison),
    reproduce: context.reproduce ?? reproduceCommand(comparison),
    memoryOverTime: memoryOverTime ?? null,
  };
}

/** A comparison made elsewhere may come without a headline. */
function wordedOr(prose: Prose, { words }: Heading): Prose {
  return plain(prose).trim() === '' ? [words] : prose;
}

/** The commits of the comparison, where the context names none. Uncommitted changes are at no commit, so they are not linked. */
function linksOf({ sides }: Comparison, { links = {} }: ReportContext): ReportLinks {
  if (sides === undefined) return links;
  const { base, head } = sides;
  return {
    ...(base.dirty === true ? {} : { baseSha: messageText(base.commit) }),
    ...(head.dirty === true ? {} : { headSha: messageText(head.commit) }),
    ...links,
  };
}
