/**
 * Regressions under the label that accepts them: which values count, what an earlier push left in the comment, and what
 * the gate says in the end. Reading labels and comparing values is left to `github`.
 */
import { judgeAcceptance, readLabel, withoutMemory, type LabelApi, type LabelReading } from '../github/accept.js';
import type { Pushed } from '../github/event.js';
import type { Acceptance, Amounts, Stamp } from '../github/marker.js';
import type { Comparison } from '../model/comparison.js';
import type { FailOn } from '../model/judging.js';
import { isJudged, type Finding, type Judged } from './findings.js';

/** What the label did. */
export interface Accepted {
  /** Who accepted this program's regressions; absent for all others. */
  readonly byProgram: ReadonlyMap<Judged, Acceptance>;
  /** What the comment remembers for the next push. */
  readonly memory: Pick<Stamp, 'measured' | 'accepted'>;
  /** What was accepted and by whom, in one sentence; null where nothing was. */
  readonly values: string | null;
  /** Why a label that is there does not turn the gate green: one sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Reads the label where there is something to accept, and judges today's values by it.
 *
 * @param pull - the pull request and its head; null where there is none: then nothing is accepted
 * @param before - what the comment of an earlier push remembers
 */
export async function acceptRegressions(
  api: LabelApi | null,
  pull: { readonly number: number; readonly head: string; readonly pushed: Pushed } | null,
  programs: readonly Finding[],
  before: Stamp | null,
): Promise<Accepted> {
  const failing = programs.filter(isJudged).filter(isAcceptable);
  const measured = Object.assign({}, ...programs.filter(isJudged).map(amountsOf)) as Amounts;
  const nothing = { byProgram: new Map<Judged, Acceptance>(), remarks: [], values: null };
  const [first] = failing;
  if (api === null || pull === null || first === undefined) {
    return { ...nothing, memory: remembering(measured, before?.accepted) };
  }
  const { acceptLabel } = first.settings;
  const reading = await readLabel(api, pull.number, acceptLabel);
  const label = before === null ? withoutMemory(reading, acceptLabel, pull.pushed) : reading;
  const judgement = judgeAcceptance(label, before, { head: pull.head, measured }, toleranceIn(failing));
  switch (judgement.kind) {
    case 'accepted':
      return {
        byProgram: new Map(failing.map((program) => [program, judgement.acceptance])),
        memory: remembering(measured, judgement.acceptance),
        remarks: [],
        values: valuesText(failing, judgement.acceptance),
      };
    case 'worse':
      return {
        ...nothing,
        memory: remembering(measured, judgement.acceptance),
        remarks: [askAgain(acceptLabel, judgement.acceptance.by, judgement.worse)],
      };
    case 'not-accepted':
      return { ...nothing, memory: remembering(measured, keptFrom(label, before)), remarks: reasonOf(label) };
  }
}

/** Most values that the sentence names. */
const MOST_NAMED = 5;

/** Where there is no comment to look it up in, this is the record of what somebody agreed to. */
function valuesText(programs: readonly Judged[], { by, at }: Acceptance): string {
  const values = programs.flatMap(({ name, settings, comparison }) =>
    comparison.regressions
      .filter((finding) => isGated(finding, settings.failOn))
      .map((finding) => {
        const what = finding.kind === 'metric' ? finding.metric : `${finding.metric} of ${finding.name}`;
        const change = finding.change === null ? 'new' : `${(100 * finding.change).toFixed(1)} %`;
        return `${name === undefined ? '' : `${name}: `}${what} ${finding.change !== null && finding.change >= 0 ? '+' : ''}${change}`;
      }),
  );
  const more = values.length > MOST_NAMED ? ` and ${String(values.length - MOST_NAMED)} more` : '';
  return `Accepted by ${by} (label set ${at}): ${values.slice(0, MOST_NAMED).join(', ')}${more}.`;
}

/** Only regressions can be accepted: not a program that fails, nor runs that cannot tell, nor a tampered run. */
function isAcceptable({ comparison }: Judged): boolean {
  const regressed = comparison.verdict === 'regression' || comparison.verdict === 'mixed';
  return comparison.gate === 'fail' && regressed && !comparison.warnings.some(({ code }) => code === TAMPERED);
}

/** Code of the warning that the measured program wrote where only the runner's orders belong. */
export const TAMPERED = 'tampered';

function remembering(measured: Amounts, accepted: Acceptance | undefined): Accepted['memory'] {
  return accepted === undefined ? { measured } : { measured, accepted };
}

/** A label that could not be checked today may count tomorrow; one that was taken off is forgotten. */
function keptFrom(label: LabelReading, before: Stamp | null): Acceptance | undefined {
  return label.kind === 'void' ? before?.accepted : undefined;
}

function reasonOf(label: LabelReading): string[] {
  return label.kind === 'void' ? [label.reason] : [];
}

function askAgain(label: string, by: string, worse: readonly string[]): string {
  const what = worse.length === 1 ? '1 value is' : `${String(worse.length)} values are`;
  return `The label '${label}' of ${by} accepted an earlier measurement, and ${what} worse now: take the label off and set it again to accept these too.`;
}

/** What regressed where the gate looks, by an id that stays the same from push to push. */
function amountsOf({ name, settings, comparison }: Judged): Amounts {
  const prefix = name === undefined ? '' : `${name}/`;
  const gated = comparison.regressions.filter((finding) => isGated(finding, settings.failOn));
  return {
    ...Object.fromEntries(
      gated.map((finding) => [prefix + idOf(finding), { change: finding.change, head: finding.head }]),
    ),
    ...(settings.failOn.includes('leaks') ? leakAmounts(comparison, prefix) : {}),
  };
}

type Regression = Comparison['regressions'][number];

function isGated(finding: Regression, failOn: readonly FailOn[]): boolean {
  return failOn.includes(finding.kind === 'metric' ? finding.metric : 'functions');
}

const LONGEST_ID = 300;

function idOf(finding: Regression): string {
  return finding.kind === 'metric'
    ? finding.metric
    : `${finding.file}:${finding.name}:${finding.metric}`.slice(0, LONGEST_ID);
}

/** A leak is there or it is not: equal amounts are never worse. */
function leakAmounts({ leaks }: Comparison, prefix: string): Amounts {
  const fresh = leaks.filter(({ verdict }) => verdict === 'new');
  return Object.fromEntries(
    fresh.map((leak) => [
      `${prefix}leak:${leak.file}:${leak.function}`.slice(0, LONGEST_ID),
      { change: 0, head: null },
    ]),
  );
}

/** The tolerance of whatever metric an id ends with. */
function toleranceIn(programs: readonly Judged[]): (id: string) => number {
  const limits = programs.flatMap(({ comparison }) => comparison.metrics);
  return (id) => limits.find(({ metric }) => id.endsWith(metric))?.tolerance ?? 0;
}
