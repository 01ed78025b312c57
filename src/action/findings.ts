/**
 * What a mode found, before it is told: judged programs, programs that could not be judged, and whom it is about.
 * Making it is left to the modes, telling it to `tell`.
 */
import type { Settings } from '../config/resolve.js';
import type { Comparison, Verdict } from '../model/comparison.js';
import { UserError } from '../model/errors.js';
import { joinVerdicts } from '../model/verdict.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { News } from '../github/comments.js';
import type { Pushed } from '../github/event.js';

/** One program that was compared. */
export interface Judged {
  readonly kind: 'judged';
  /** Tells it from the other programs of the report; undefined where it is the only one and has no name. */
  readonly name: string | undefined;
  readonly settings: Settings;
  readonly comparison: Comparison;
  /** Every block of it. */
  readonly blocks: readonly LoadedMeasurement[];
}

/** One program, or all of it, that could not be compared. */
export interface Remark {
  readonly kind: 'remark';
  /** Icon and words, as a report's heading. */
  readonly heading: string;
  /** One sentence: what, why, what to do next. */
  readonly sentence: string;
  /** Name of the program, where it has one. */
  readonly program: string | undefined;
  /** The last lines that a command wrote. Untrusted. */
  readonly outputTail: string | undefined;
  readonly gate: 'pass' | 'fail';
}

export type Finding = Judged | Remark;

/** The pull request to tell. */
export interface PullFacts {
  readonly number: number;
  readonly headSha: string;
  readonly fromFork: boolean;
}

export interface Findings {
  readonly programs: readonly Finding[];
  readonly baseSha: string;
  readonly headSha: string;
  readonly pull: PullFacts | null;
  /** Pull request whose label and memory count; in a merge queue there is one that gets no comment. */
  readonly acceptFrom: number | null;
  /** When that pull request's head was pushed. */
  readonly pushed: Pushed;
  /** The run that measured, by which newer is told from older. */
  readonly run: number;
  /** The report was made from what a run of a fork uploaded. */
  readonly measuredElsewhere: boolean;
}

/** A program that could not be measured, or whose measurement cannot be used. Anything but an expected error is a bug and goes on. */
export function remarkOf(error: unknown, program: string | undefined): Remark {
  if (!(error instanceof UserError)) throw error;
  return {
    kind: 'remark',
    heading: '🛑 could not measure',
    sentence: error.message,
    program,
    outputTail: error.outputTail,
    gate: 'fail',
  };
}

/** Whatever ended the judging: an old comment must not go on saying what it said. */
export function notJudged(error: unknown): Remark {
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = error instanceof UserError;
  return {
    kind: 'remark',
    heading: '🛑 could not be judged',
    sentence: isExpected
      ? `This could not be judged, because of this: ${message}`
      : `This could not be judged, because of an unexpected failure (${message}), which is a defect in scalene-mcp-action: run the job again with debug logging, and report it.`,
    program: undefined,
    outputTail: isExpected ? error.outputTail : undefined,
    gate: 'fail',
  };
}

/** There is no other state to compare with. */
export function nothingToCompare(reason: string): Remark {
  return {
    kind: 'remark',
    heading: '⚪ nothing to compare yet',
    sentence: `Nothing was measured, because ${reason}.`,
    program: undefined,
    outputTail: undefined,
    gate: 'pass',
  };
}

export function isJudged(finding: Finding): finding is Judged {
  return finding.kind === 'judged';
}

export function comparisonsOf(programs: readonly Finding[]): readonly Comparison[] {
  return programs.filter(isJudged).map(({ comparison }) => comparison);
}

/** The verdict over all programs, where one that could not be judged counts as `incomparable`; so does having none. */
export function worstVerdict(programs: readonly Finding[]): Verdict {
  if (programs.length === 0) return 'incomparable';
  return joinVerdicts(programs.map((finding) => (isJudged(finding) ? finding.comparison.verdict : 'incomparable')));
}

/** What there is to tell, for the comment's policy. */
export function newsOf(programs: readonly Finding[]): News {
  const verdicts = comparisonsOf(programs).map(({ verdict }) => verdict);
  const failed = programs.some((finding) => (isJudged(finding) ? finding.comparison.gate : finding.gate) === 'fail');
  if (failed || verdicts.includes('regression') || verdicts.includes('mixed')) return 'worse';
  return verdicts.includes('improvement') ? 'better' : 'none';
}
