/**
 * The comment of this run: what an earlier push left, what is written now, and what the log says of it.
 * Finding and writing are left to `github`.
 */
import type { GitHubApi } from '../github/api.js';
import {
  findComment,
  outcomeOfFailure,
  publishComment,
  type CommentOutcome,
  type FoundComment,
} from '../github/comments.js';
import type { Accepted } from './acceptance.js';
import type { Action } from './action.js';
import type { Report } from './compose.js';
import { newsOf, type Findings } from './findings.js';

export interface Earlier {
  /** What an earlier push left. */
  readonly before: FoundComment | null;
  /** Null where GitHub is not to be asked any more. */
  readonly api: GitHubApi | null;
  /** Why there will be no comment: without knowing the old one, a new one could be a second one. */
  readonly trouble: CommentOutcome | null;
}

export async function earlierComment({ api, settings }: Action, { acceptFrom }: Findings): Promise<Earlier> {
  if (api === null || acceptFrom === null) return { before: null, api, trouble: null };
  try {
    return { before: await findComment(api, acceptFrom, settings.commentKey), api, trouble: null };
  } catch (error) {
    return { before: null, api: null, trouble: outcomeOfFailure(error) };
  }
}

export interface Telling {
  readonly accepted: Accepted;
  readonly before: FoundComment | null;
  readonly report: Report;
}

/** Creates or edits it, as the policy wants. */
export async function publish(
  { api, settings }: Action,
  { pull, programs, run }: Findings,
  { accepted, before, report }: Telling,
): Promise<CommentOutcome> {
  if (api === null || pull === null) return { status: 'not-wanted' };
  return publishComment(
    api,
    {
      issue: pull.number,
      key: settings.commentKey,
      policy: settings.comment,
      news: newsOf(programs),
      stamp: { head: pull.headSha, run, heading: report.heading, ...accepted.memory },
      render: report.comment,
    },
    before,
  );
}

/** One line, or one annotation where somebody should act. */
export function tellOutcome(runner: Action['runner'], outcome: CommentOutcome, pull: number): void {
  switch (outcome.status) {
    case 'read-only':
      runner.annotate(
        'notice',
        `The token may not comment on pull request #${String(pull)}, as in every run for a fork: the job summary and the artifact hold the report. See examples/fork-safe-report.yml for comments on forks.`,
      );
      return;
    case 'failed':
      runner.annotate(
        'warning',
        `The comment on pull request #${String(pull)} could not be written (${outcome.reason}).`,
      );
      return;
    case 'outdated':
      runner.say('A newer push was reported meanwhile, so the comment was left as it is.');
      return;
    case 'created':
    case 'updated':
    case 'unchanged':
      runner.say(`Comment ${outcome.status}: ${outcome.url}`);
      return;
    case 'not-wanted':
      return;
  }
}
