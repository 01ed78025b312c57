/**
 * Which pull request a run belongs to, told by GitHub alone: nothing that the run uploaded is believed about it.
 * What is posted there is left to the callers.
 */
import type { GitHubApi } from './api.js';
import type { PullRequest, TriggeringRun } from './event.js';

export type PullOfRun =
  | { readonly kind: 'found'; readonly pull: PullRequest }
  /** `reason`: one sentence. */
  | { readonly kind: 'none'; readonly reason: string };

/**
 * The open pull request whose branch the run was made for and whose head is still the commit the run had.
 * @throws GitHubFailure
 */
export async function pullOfRun(api: Pick<GitHubApi, 'pullsOfHead'>, run: TriggeringRun): Promise<PullOfRun> {
  if (run.headRepository === null || run.headBranch === null) {
    return { kind: 'none', reason: 'The branch that was measured no longer exists.' };
  }
  const owner = run.headRepository.split('/', 1)[0] ?? '';
  const pulls = await api.pullsOfHead(`${owner}:${run.headBranch}`);
  const ofBranch = pulls.filter(
    (pull) => pull.headRepository === run.headRepository && pull.headRef === run.headBranch,
  );
  const [pull, ...others] = ofBranch.filter(({ headSha }) => headSha === run.headSha);
  if (pull !== undefined && others.length > 0) {
    const numbers = [pull, ...others].map(({ number }) => `#${String(number)}`).join(' and ');
    return {
      kind: 'none',
      reason: `${numbers} are open from one branch at one commit, so which one was measured is unknown.`,
    };
  }
  if (pull !== undefined) return { kind: 'found', pull };
  if (ofBranch.length === 0) return { kind: 'none', reason: `No pull request is open for ${owner}:${run.headBranch}.` };
  return {
    kind: 'none',
    reason: `Pull request #${String(ofBranch[0]?.number)} has moved on; its newer run will report.`,
  };
}

/**
 * Whether a measured commit is the pull request's head, or a merge of it: GitHub names the parents.
 * @throws GitHubFailure
 */
export async function belongsTo(api: Pick<GitHubApi, 'parents'>, measured: string, head: string): Promise<boolean> {
  return measured === head || (await api.parents(measured)).includes(head);
}
