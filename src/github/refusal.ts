/**
 * Which events must not run code: those that hold the base repository's rights while the code may be a stranger's.
 * Only the facts of the event decide; the report mode, which runs nothing of the pull request, is always allowed.
 */
import { InputError } from '../model/errors.js';
import type { RepositoryEvent } from './event.js';

export type RunMode = 'gate' | 'measure' | 'report';

const WAY_OUT =
  'measure on pull_request (which gets a read-only token for forks) and publish with mode: report on workflow_run, as examples/fork-safe-measure.yml and examples/fork-safe-report.yml do';

/**
 * Refuses to run code of a fork where the job's token may write.
 * @param repository - `owner/name` of the repository the workflow belongs to.
 * @throws InputError with the reason and the way out.
 */
export function refuseForeignCode(event: RepositoryEvent, mode: RunMode, repository: string): void {
  if (mode === 'report') return;
  const reason = whyRefused(event, repository);
  if (reason === null) return;
  throw new InputError(`Nothing was run, because ${reason}: ${WAY_OUT}.`);
}

function whyRefused(event: RepositoryEvent, repository: string): string | null {
  switch (event.kind) {
    case 'pull_request':
      if (event.rights === 'head' || isOwn(event.pull.headRepository, repository)) return null;
      return `pull_request_target would run the code of ${named(event.pull.headRepository)} with this repository's token and secrets`;
    case 'workflow_run':
      if (isOwn(event.run.headRepository, repository)) return null;
      return `this workflow_run was triggered from ${named(event.run.headRepository)}, whose code would run with this repository's token and secrets`;
    case 'other':
      if (!event.onPullRequest) return null;
      return `${event.name} on a pull request does not say whose code it is, and would run it with this repository's token and secrets`;
    case 'merge_group':
    case 'push':
      return null;
  }
}

/** GitHub compares owners and names without regard to case. */
function isOwn(headRepository: string | null, repository: string): boolean {
  return headRepository !== null && headRepository.toLowerCase() === repository.toLowerCase();
}

function named(headRepository: string | null): string {
  return headRepository === null ? 'a fork that was deleted' : `the fork ${headRepository}`;
}
