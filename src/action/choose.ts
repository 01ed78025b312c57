/**
 * The two commits of this run, from the event and the runner's checkout.
 * The table of events is in `github/commits`, running git in `measure`.
 */
import { commitsForEvent, type ChosenCommits } from '../github/commits.js';
import { commitsGit } from '../github/git.js';
import { gitIn } from '../measure/git.js';
import type { Action } from './action.js';

/** @throws InputError when a commit cannot be had */
export async function chooseCommits({ context, settings, runner, signal }: Action): Promise<ChosenCommits> {
  const git = commitsGit(gitIn(context.workspace, runner.env, signal));
  const { base, head } = settings;
  return commitsForEvent(context.event, { base, head, defaultBranch: context.defaultBranch }, git);
}
