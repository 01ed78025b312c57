/**
 * The pull request that an event of this very run is about.
 * That of another run, which a `workflow_run` event reports, is found by `github/pulls`.
 */
import type { PullRequest, Pushed, RepositoryEvent } from '../github/event.js';
import type { PullFacts } from './findings.js';

/** Whom to tell; null where the event has no pull request. */
export function pullOf(event: RepositoryEvent, repository: string): PullFacts | null {
  return event.kind === 'pull_request' ? pullFacts(event.pull, repository) : null;
}

export function pullFacts({ number, headSha, headRepository }: PullRequest, repository: string): PullFacts {
  return { number, headSha, fromFork: headRepository?.toLowerCase() !== repository.toLowerCase() };
}

/** Whose label counts: also that of a pull request in a merge queue, which gets no comment there. */
export function pullNumberOf(event: RepositoryEvent): number | null {
  if (event.kind === 'pull_request') return event.pull.number;
  return event.kind === 'merge_group' ? event.pullNumber : null;
}

/** When the head that is judged was pushed, where the event of this very run tells. */
export function pushedOf(event: RepositoryEvent): Pushed {
  return event.kind === 'pull_request' ? event.pushed : null;
}
