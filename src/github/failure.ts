/**
 * Why GitHub did not do what it was asked, as a small union instead of status codes and octokit's error classes.
 * What follows from a failure (retry, notice, warning) is left to the callers.
 */
import * as z from 'zod';

export type FailureKind =
  /** 401: the token is missing or wrong. */
  | 'unauthorized'
  /** 403: the token may read but not do this, as in runs for forks. */
  | 'forbidden'
  /** 404 or 410: it is not there, or the token may not see it. */
  | 'not-found'
  /** 422: GitHub refuses the content. */
  | 'invalid'
  /** 429, or 403 with a rate limit. */
  | 'rate-limited'
  /** 5xx, a broken connection, or no answer in time. */
  | 'unavailable';

export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** HTTP status; null where no answer came. */
    readonly status: number | null,
    /** How long GitHub asks to wait, in milliseconds; null where it does not say. */
    readonly retryAfterMs: number | null,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What octokit throws for an answer that is no success, and for a request that got no answer (status 500, no response). */
const RequestFailure = z.object({
  status: z.number(),
  message: z.string(),
  cause: z.object({ name: z.string() }).optional().catch(undefined),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()) }).optional(),
});

/** GraphQL answers errors with status 200. */
const QueryFailure = z.object({ name: z.literal('GraphqlResponseError'), message: z.string() });

/** Translates what octokit threw; null for anything else, which is a bug and not GitHub's answer. */
export function failureOf(error: unknown, now: () => number = Date.now): GitHubFailure | null {
  if (error instanceof GitHubFailure) return error;
  const query = QueryFailure.safeParse(error);
  if (query.success) return new GitHubFailure('forbidden', firstLine(query.data.message), 200, null, { cause: error });
  const request = RequestFailure.safeParse(error);
  if (!request.success) return null;
  const { status, message, response, cause } = request.data;
  if (response === undefined) {
    const why = cause?.name === 'TimeoutError' ? 'no answer in time' : `no answer: ${firstLine(message)}`;
    return new GitHubFailure('unavailable', why, null, null, { cause: error });
  }
  const { headers } = response;
  return new GitHubFailure(kindOf(status, message, headers), firstLine(message), status, retryAfter(headers, now), {
    cause: error,
  });
}

type Headers = Readonly<Record<string, string | number | undefined>>;

function kindOf(status: number, message: string, headers: Headers): FailureKind {
  if (status >= 500) return 'unavailable';
  if (status === 429 || (status === 403 && isRateLimit(message, headers))) return 'rate-limited';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  return 'invalid';
}

function isRateLimit(message: string, headers: Headers): boolean {
  return headers['retry-after'] !== undefined || exhausted(headers) || /rate limit/i.test(message);
}

function exhausted(headers: Headers): boolean {
  return String(headers['x-ratelimit-remaining']) === '0';
}

/** `Retry-After` in seconds, else the moment (seconds since the epoch) when the exhausted quota is filled again. */
function retryAfter(headers: Headers, now: () => number): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return exhausted(headers) && Number.isFinite(reset) ? Math.max(0, reset * 1000 - now()) : null;
}

/** Octokit's messages carry the validation errors and a link on further lines. */
function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').slice(0, 300);
}
