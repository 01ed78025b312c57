/**
 * Asks again where another try can help: no answer, a 5xx, a rate limit that ends soon.
 * Requests that must not be done twice say so and are tried again only where GitHub surely did nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, type GitHubFailure } from './failure.js';

export interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  /** Wait before the second try, in milliseconds; it doubles with each further one. */
  readonly firstWaitMs: number;
  /** Longest wait that is worth it, in milliseconds; a rate limit that lasts longer is a failure. */
  readonly longestWaitMs: number;
  /** How long one try may take, in milliseconds. */
  readonly attemptMs: number;
}

/** GitHub asks to wait at least a minute after a secondary rate limit that names no time. */
const UNNAMED_LIMIT_MS = 60_000;

export const RETRY: RetryPolicy = { attempts: 4, firstWaitMs: 1000, longestWaitMs: 90_000, attemptMs: 15_000 };

/** `once`: a second try could do it a second time. */
export type Repeatable = 'again' | 'once';

/**
 * Calls until it succeeds, or no further try is worth it.
 * @throws GitHubFailure
 */
export async function withRetry<T>(
  call: (signal: AbortSignal) => Promise<T>,
  repeatable: Repeatable,
  policy: RetryPolicy,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(AbortSignal.timeout(policy.attemptMs));
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      const wait = waitBeforeNext(failure, attempt, repeatable, policy);
      if (wait === null) throw failure;
      await sleep(wait);
    }
  }
}

/** Milliseconds until the next try; null where there should be none. */
function waitBeforeNext(
  failure: GitHubFailure,
  attempt: number,
  repeatable: Repeatable,
  policy: RetryPolicy,
): number | null {
  if (attempt >= policy.attempts) return null;
  if (failure.kind === 'rate-limited') {
    const wait = failure.retryAfterMs ?? UNNAMED_LIMIT_MS;
    return wait <= policy.longestWaitMs ? wait : null;
  }
  if (failure.kind !== 'unavailable' || repeatable === 'once') return null;
  return failure.retryAfterMs ?? backOff(attempt, policy);
}

/** Doubling, with up to a quarter on top so that the legs of a matrix do not come back together. */
function backOff(attempt: number, policy: RetryPolicy): number {
  return policy.firstWaitMs * 2 ** (attempt - 1) * (1 + Math.random() / 4);
}
