/**
 * Keeps one comment per key on a pull request: found over all pages by author and hidden line, then made, edited or left.
 * What it says is given; whether a comment is worth starting is decided by the policy.
 */
import type { GitHubApi, IssueComment } from './api.js';
import { GitHubFailure } from './failure.js';
import { readMarker, withMarker, markerLength, type Stamp } from './marker.js';

/** When to start a comment; one that is there is kept true under every policy. */
export type CommentPolicy = 'on-change' | 'always' | 'on-regression' | 'never';

/** What there is to tell. */
export type News = 'worse' | 'better' | 'none';

/** Most characters that GitHub takes in a comment. */
export const COMMENT_LIMIT = 65_536;

export interface FoundComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  /** What the run that wrote it remembered; null where that cannot be read. */
  readonly stamp: Stamp | null;
}

export interface Draft {
  readonly issue: number;
  readonly key: string;
  readonly policy: CommentPolicy;
  readonly news: News;
  readonly stamp: Stamp;
  /** The text in at most so many characters; called again with less where GitHub refuses the length. */
  readonly render: (limit: number) => string;
}

export type CommentOutcome =
  | { readonly status: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** The policy wants none, and there is none. */
  | { readonly status: 'not-wanted' }
  /** A newer push was told of meanwhile. */
  | { readonly status: 'outdated'; readonly url: string }
  /** The token may not write, as for pull requests from forks. */
  | { readonly status: 'read-only' }
  | { readonly status: 'failed'; readonly reason: string };

export type CommentsApi = Pick<GitHubApi, 'viewer' | 'comments' | 'createComment' | 'updateComment' | 'deleteComment'>;

/** Whose comments the runner's token writes, where GraphQL is not to be had. */
const RUNNER = 'github-actions[bot]';

/** Rounds of finding and writing before giving up on a comment that others keep changing. */
const ROUNDS = 3;

/**
 * The comment of this key by whoever owns the token; the oldest where a race made several.
 * @throws GitHubFailure
 */
export async function findComment(api: CommentsApi, issue: number, key: string): Promise<FoundComment | null> {
  return (await findAll(api, issue, key))[0] ?? null;
}

/** Writes what there is to tell. Failures of GitHub are an outcome: they never cost a verdict. */
export async function publishComment(
  api: CommentsApi,
  draft: Draft,
  found: FoundComment | null,
): Promise<CommentOutcome> {
  try {
    return await settle(api, draft, found);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

/** What a failure of GitHub means for the comment. Anything else is a bug and goes on. */
export function outcomeOfFailure(error: unknown): CommentOutcome {
  if (!(error instanceof GitHubFailure)) throw error;
  return error.kind === 'forbidden' ? { status: 'read-only' } : { status: 'failed', reason: error.message };
}

async function settle(api: CommentsApi, draft: Draft, first: FoundComment | null): Promise<CommentOutcome> {
  let found = first;
  for (let round = 1; ; round += 1) {
    try {
      return await writeOnce(api, draft, found);
    } catch (error) {
      // Deleted meanwhile, made by somebody else meanwhile, or made without an answer: look again, then decide again.
      if (round >= ROUNDS || !(error instanceof Moved || mayHaveChanged(error))) throw error;
      found = await findComment(api, draft.issue, draft.key);
    }
  }
}

async function writeOnce(api: CommentsApi, draft: Draft, found: FoundComment | null): Promise<CommentOutcome> {
  if (found === null) {
    return isWanted(draft.policy, draft.news) ? create(api, draft) : { status: 'not-wanted' };
  }
  if (isOlder(draft.stamp, found.stamp)) return { status: 'outdated', url: found.url };
  if (found.body === bodyOf(draft, COMMENT_LIMIT)) return { status: 'unchanged', url: found.url };
  const updated = await fitting(draft, (body) => api.updateComment(found.id, body));
  return { status: 'updated', url: updated.url };
}

/** Of two that were made at the same moment, the older stays; whoever made the other takes it back. */
async function create(api: CommentsApi, draft: Draft): Promise<CommentOutcome> {
  const created = await fitting(draft, (body) => api.createComment(draft.issue, body));
  const [oldest] = await findAll(api, draft.issue, draft.key);
  if (oldest === undefined || oldest.id >= created.id) return { status: 'created', url: created.url };
  await api.deleteComment(created.id);
  throw new Moved();
}

/** Signals that the state of the comments is not what was assumed. */
class Moved extends Error {}

function mayHaveChanged(error: unknown): boolean {
  return error instanceof GitHubFailure && (error.kind === 'not-found' || error.kind === 'unavailable');
}

/** Writes with the longest text that GitHub takes: it counts otherwise than we do for some characters. */
async function fitting(draft: Draft, write: (body: string) => Promise<IssueComment>): Promise<IssueComment> {
  try {
    return await write(bodyOf(draft, COMMENT_LIMIT));
  } catch (error) {
    if (!(error instanceof GitHubFailure) || error.kind !== 'invalid') throw error;
    return write(bodyOf(draft, COMMENT_LIMIT / 4));
  }
}

function bodyOf({ key, stamp, render }: Draft, limit: number): string {
  return withMarker(key, stamp, render(limit - markerLength(key, stamp)));
}

const STARTS: { readonly [Policy in CommentPolicy]: readonly News[] } = {
  always: ['worse', 'better', 'none'],
  'on-change': ['worse', 'better'],
  'on-regression': ['worse'],
  never: [],
};

function isWanted(policy: CommentPolicy, news: News): boolean {
  return STARTS[policy].includes(news);
}

/** Another push was told of by a later run. The same push may be told of again by any run. */
function isOlder(ours: Stamp, theirs: Stamp | null): boolean {
  return theirs !== null && theirs.head !== ours.head && theirs.run > ours.run;
}

async function findAll(api: CommentsApi, issue: number, key: string): Promise<FoundComment[]> {
  const author = await viewer(api);
  const found: FoundComment[] = [];
  for await (const comment of api.comments(issue)) {
    if (!isBy(comment, author)) continue;
    const reading = readMarker(key, comment.body);
    if (reading.kind === 'ours') found.push({ ...comment, stamp: reading.stamp });
  }
  return found.sort((one, other) => one.id - other.id);
}

async function viewer(api: CommentsApi): Promise<string> {
  try {
    return await api.viewer();
  } catch (error) {
    if (error instanceof GitHubFailure && error.kind !== 'unavailable') return RUNNER;
    throw error;
  }
}

/** Some answers name an app's account without its suffix. */
function isBy(comment: IssueComment, login: string): boolean {
  return comment.author === login || (comment.isBot && comment.author === `${login}[bot]`);
}
