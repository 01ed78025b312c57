/**
 * Accepting a regression: who set the label, whether they may, and whether today's values are still what was accepted.
 * Reading the label asks GitHub; judging it is pure. What an accepted report looks like is left to `report`.
 */
import type { GitHubApi } from './api.js';
import { GitHubFailure } from './failure.js';
import type { Pushed } from './event.js';
import type { Acceptance, Amount, Amounts } from './marker.js';

export type LabelReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'set'; readonly by: string; readonly at: string; readonly event: number }
  /** It is there, and does not count. `reason`: one sentence. */
  | { readonly kind: 'void'; readonly reason: string };

export type LabelApi = Pick<GitHubApi, 'labels' | 'labelEvents' | 'mayWrite'>;

/**
 * Who set the label last, if they may write to the repository. Failures of GitHub make it void, with the reason.
 */
export async function readLabel(api: LabelApi, issue: number, label: string): Promise<LabelReading> {
  try {
    if (!(await api.labels(issue)).some((name) => isSame(name, label))) return { kind: 'absent' };
    const setting = await lastSetting(api, issue, label);
    if (setting === null) return { kind: 'void', reason: `Nothing tells who set the label '${label}'.` };
    if (await api.mayWrite(setting.by)) return { kind: 'set', ...setting };
    return {
      kind: 'void',
      reason: `The label '${label}' was set by ${setting.by}, who may not write to this repository.`,
    };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return { kind: 'void', reason: `Whether the label '${label}' counts could not be checked (${error.message}).` };
  }
}

/**
 * The label where nothing remembers what it accepted (no comment, or none yet): it counts only for a head that was pushed before it was
 * set. Else it would accept whatever is pushed later.
 */
export function withoutMemory(reading: LabelReading, label: string, pushed: Pushed): LabelReading {
  if (reading.kind !== 'set') return reading;
  const counts =
    pushed !== null &&
    (pushed.kind === 'at'
      ? Date.parse(reading.at) >= Date.parse(pushed.at)
      : pushed.label.toLowerCase() === label.toLowerCase());
  if (counts) return reading;
  return {
    kind: 'void',
    reason: `The label '${label}' was set by ${reading.by} before this was pushed, and no comment remembers what it accepted: look at the values, then take the label off, set it again, and run the job again to accept them.`,
  };
}

async function lastSetting(api: LabelApi, issue: number, label: string): Promise<Setting | null> {
  let last: Setting | null = null;
  for await (const event of api.labelEvents(issue)) {
    if (!isSame(event.label, label)) continue;
    last = event.kind === 'labeled' ? { by: event.actor, at: event.at, event: event.id } : null;
  }
  return last;
}

type Setting = Pick<Acceptance, 'by' | 'at' | 'event'>;

/** GitHub compares labels without regard to case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What a run measured, or what an earlier run left in its comment. */
export interface Measured {
  /** Head of the pull request at that time. */
  readonly head: string;
  readonly measured: Amounts;
}

export interface Remembered extends Measured {
  readonly accepted?: Acceptance | undefined;
}

export type Judgement =
  | { readonly kind: 'not-accepted' }
  | { readonly kind: 'accepted'; readonly acceptance: Acceptance }
  /** The label accepted other values; `worse`: the findings that are beyond them. */
  | { readonly kind: 'worse'; readonly acceptance: Acceptance; readonly worse: readonly string[] };

/**
 * Judges today's regressions under a label. A label accepts what was told when it was set: the values in the comment
 * of that time, or, where there was no comment yet, the first ones measured under it. The same commit measured again
 * stays accepted, whatever the noise.
 *
 * @param toleranceOf - accepted relative change of a finding, as a fraction: noise below it is not "worse".
 */
export function judgeAcceptance(
  label: LabelReading,
  before: Remembered | null,
  today: Measured,
  toleranceOf: (finding: string) => number,
): Judgement {
  if (label.kind !== 'set') return { kind: 'not-accepted' };
  const acceptance = acceptanceUnder(label, before ?? today);
  if (acceptance.head === today.head) {
    return { kind: 'accepted', acceptance: { ...acceptance, values: larger(acceptance.values, today.measured) } };
  }
  const worse = Object.entries(today.measured)
    .filter(([finding, amount]) => isBeyond(amount, acceptance.values[finding], toleranceOf(finding)))
    .map(([finding]) => finding);
  return worse.length === 0 ? { kind: 'accepted', acceptance } : { kind: 'worse', acceptance, worse };
}

function acceptanceUnder({ by, at, event }: Setting, before: Remembered): Acceptance {
  if (before.accepted?.event === event) return before.accepted;
  return { by, at, event, head: before.head, values: before.measured };
}

function larger(one: Amounts, other: Amounts): Amounts {
  const merged = { ...one };
  for (const [finding, amount] of Object.entries(other)) {
    if (isBeyond(amount, merged[finding], 0)) merged[finding] = amount;
  }
  return merged;
}

function isBeyond(amount: Amount, accepted: Amount | undefined, tolerance: number): boolean {
  if (accepted === undefined) return true;
  if (amount.change !== null && accepted.change !== null) {
    return (1 + amount.change) / (1 + accepted.change) - 1 > tolerance;
  }
  return amount.head === null || accepted.head === null || amount.head > accepted.head * (1 + tolerance);
}
