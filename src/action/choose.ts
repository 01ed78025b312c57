/**
 * The two commits of this run, from the event and the runner's checkout.
 * The table of events is in `github/commits`, running git in `measure`.
 */
import { commitsForEvent, type ChosenCommits } from '../github/commits.js';
import { commitsGit, type GitPort } from '../github/git.js';
import { gitIn, type Git } from '../measure/git.js';
import type { Action } from './action.js';

/** @throws InputError when a commit cannot be had */
export async function chooseCommits(action: Action): Promise<ChosenCommits> {
  const { context, settings } = action;
  const { base, head } = settings;
  const git = commitsGit(workspaceGit(action));
  return commitsForEvent(context.event, { base, head, defaultBranch: context.defaultBranch }, git);
}

type Workspace = Pick<Action, 'context' | 'runner' | 'signal' | 'token'>;

/** Git in the runner's checkout. */
export function workspaceGit({ context, runner, signal, token }: Workspace): GitPort {
  return withToken(gitIn(context.workspace, runner.env, signal), { context, token });
}

/**
 * Git that asks the remote once more with the token where it is refused: a checkout with `persist-credentials: false`
 * leaves none of its own. Not at once, for GitHub refuses a request with two of them.
 */
function withToken(git: Git, { token, context }: Pick<Action, 'context' | 'token'>): GitPort {
  if (token === undefined) return git;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${context.serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
  return {
    folder: git.folder,
    async ask(args) {
      const answer = await git.ask(args);
      const isRemote = args[0] === 'fetch' || args[0] === 'ls-remote';
      return answer.ok || !isRemote ? answer : git.ask(args, { env });
    },
  };
}
