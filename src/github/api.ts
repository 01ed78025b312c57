/**
 * The few things asked of GitHub's API, each as a function with a plain answer that was validated on its way in.
 * Retries, time limits and failures are dealt with here once; what to do with the answers is left to the callers.
 */
import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import * as z from 'zod';
import { PullRequestSchema, type PullRequest } from './event.js';
import type { Repository } from './context.js';
import { GitHubFailure } from './failure.js';
import { RETRY, withRetry, type Repeatable, type RetryPolicy } from './retry.js';

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly isBot: boolean;
  readonly url: string;
}

/** Somebody set or removed a label. */
export interface LabelEvent {
  readonly id: number;
  readonly kind: 'labeled' | 'unlabeled';
  readonly label: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface RemoteArtifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly expired: boolean;
}

export interface GitHubApi {
  /** Login of whoever the token belongs to; the runner's own token belongs to `github-actions[bot]`. */
  viewer(): Promise<string>;
  comments(issue: number): AsyncIterable<IssueComment>;
  /** Not tried again when no answer came: it may have been done. */
  createComment(issue: number, body: string): Promise<IssueComment>;
  updateComment(id: number, body: string): Promise<IssueComment>;
  deleteComment(id: number): Promise<void>;
  /** Open pull requests of a branch, `owner:branch`. */
  pullsOfHead(head: string): Promise<readonly PullRequest[]>;
  labels(issue: number): Promise<readonly string[]>;
  labelEvents(issue: number): AsyncIterable<LabelEvent>;
  /** Whether somebody may push to the repository. */
  mayWrite(login: string): Promise<boolean>;
  parents(commit: string): Promise<readonly string[]>;
  /** Text of a file at a commit or branch; null when it is not there. */
  file(path: string, ref: string): Promise<string | null>;
  artifacts(runId: number): Promise<readonly RemoteArtifact[]>;
  /** The bytes of an artifact's zip file. */
  artifactZip(id: number): Promise<ReadableStream<Uint8Array>>;
}

export interface ApiOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly repository: Repository;
  readonly retry?: RetryPolicy;
}

/** How long the download of one artifact may take, in milliseconds. */
const DOWNLOAD_MS = 5 * 60_000;

/** Most entries that are read of any list, so that a busy pull request cannot keep a run for ever. */
const LONGEST_LIST = 10_000;

const Comment = z
  .object({
    id: z.number(),
    body: z.string().nullish(),
    html_url: z.string(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  })
  .transform((comment): IssueComment => ({
    id: comment.id,
    body: comment.body ?? '',
    author: comment.user?.login ?? '',
    isBot: comment.user?.type === 'Bot',
    url: comment.html_url,
  }));

const LabelledEvent = z
  .object({
    id: z.number(),
    event: z.enum(['labeled', 'unlabeled']),
    label: z.object({ name: z.string() }),
    actor: z.object({ login: z.string() }),
    created_at: z.string(),
  })
  .transform((event): LabelEvent => ({
    id: event.id,
    kind: event.event,
    label: event.label.name,
    actor: event.actor.login,
    at: event.created_at,
  }));

const Artifact = z
  .object({ id: z.number(), name: z.string(), size_in_bytes: z.number(), expired: z.boolean() })
  .transform(({ id, name, size_in_bytes, expired }): RemoteArtifact => ({ id, name, bytes: size_in_bytes, expired }));

const Viewer = z.object({ viewer: z.object({ login: z.string() }) });
const Permission = z.object({ permission: z.string() });
const GitCommit = z.object({ parents: z.array(z.object({ sha: z.string() })) });
const Labels = z.array(z.object({ name: z.string() }));
const Stream = z.instanceof(ReadableStream<Uint8Array>);

/** Opens the API with a token. Nothing is asked until a function is called. */
export function openGitHub(options: ApiOptions): GitHubApi {
  const octokit = connect(options);
  const repo = { owner: options.repository.owner, repo: options.repository.name };
  const issueOf = (issue: number) => ({ ...repo, issue_number: issue, per_page: 100 });

  return {
    async viewer() {
      return validated(Viewer, await octokit.graphql('query { viewer { login } }')).viewer.login;
    },
    comments: (issue) => listed(octokit.paginate.iterator(octokit.rest.issues.listComments, issueOf(issue)), Comment),
    async createComment(issue, body) {
      const request = { ...repo, issue_number: issue, body, request: { repeatable: 'once' } };
      return validated(Comment, (await octokit.rest.issues.createComment(request)).data);
    },
    async updateComment(id, body) {
      return validated(Comment, (await octokit.rest.issues.updateComment({ ...repo, comment_id: id, body })).data);
    },
    async deleteComment(id) {
      await octokit.rest.issues.deleteComment({ ...repo, comment_id: id });
    },
    async pullsOfHead(head) {
      const answer = await octokit.rest.pulls.list({ ...repo, head, state: 'open', per_page: 100 });
      return validated(z.array(PullRequestSchema), answer.data);
    },
    async labels(issue) {
      const answer = await octokit.rest.issues.listLabelsOnIssue(issueOf(issue));
      return validated(Labels, answer.data).map((label) => label.name);
    },
    labelEvents: (issue) =>
      listed(octokit.paginate.iterator(octokit.rest.issues.listEvents, issueOf(issue)), LabelledEvent),
    async mayWrite(login) {
      const answer = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: login });
      return ['admin', 'write'].includes(validated(Permission, answer.data).permission);
    },
    async parents(commit) {
      const answer = await octokit.rest.git.getCommit({ ...repo, commit_sha: commit });
      return validated(GitCommit, answer.data).parents.map((parent) => parent.sha);
    },
    async file(path, ref) {
      try {
        const request = { ...repo, path, ref, mediaType: { format: 'raw' } };
        return validated(z.string(), (await octokit.rest.repos.getContent(request)).data);
      } catch (error) {
        if (error instanceof GitHubFailure && error.kind === 'not-found') return null;
        throw error;
      }
    },
    async artifacts(runId) {
      const pages = octokit.paginate.iterator(octokit.rest.actions.listWorkflowRunArtifacts, {
        ...repo,
        run_id: runId,
        per_page: 100,
      });
      const found: RemoteArtifact[] = [];
      for await (const artifact of listed(pages, Artifact)) found.push(artifact);
      return found;
    },
    async artifactZip(id) {
      const answer = await octokit.rest.actions.downloadArtifact({
        ...repo,
        artifact_id: id,
        archive_format: 'zip',
        request: { parseSuccessResponseBody: false, signal: AbortSignal.timeout(DOWNLOAD_MS) },
      });
      return validated(Stream, answer.data);
    },
  };
}

function connect({ token, apiUrl, retry = RETRY }: ApiOptions): InstanceType<typeof GitHub> {
  const octokit = new GitHub({ ...getOctokitOptions(token), baseUrl: apiUrl, log: SILENT });
  octokit.hook.wrap('request', (request, options) => {
    const given: { signal?: AbortSignal; repeatable?: Repeatable } = options.request ?? {};
    const { signal: ownSignal, repeatable = 'again' } = given;
    return withRetry(
      async (signal) => {
        // Each hook is called with this very object: what is passed on instead is not seen by the next one.
        options.request = { ...options.request, signal: ownSignal ?? signal };
        return request(options);
      },
      repeatable,
      retry,
    );
  });
  return octokit;
}

function nothing(): void {
  // octokit would write deprecations and failures to the log, where the runner reads commands.
}
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Every page's entries that are of the wanted shape; GitHub mixes kinds in some lists. */
async function* listed<T>(pages: AsyncIterable<{ data: unknown }>, schema: z.ZodType<T>): AsyncGenerator<T> {
  let seen = 0;
  for await (const page of pages) {
    for (const entry of validated(z.array(z.unknown()), page.data)) {
      seen += 1;
      const read = schema.safeParse(entry);
      if (read.success) yield read.data;
    }
    if (seen >= LONGEST_LIST) return;
  }
}

function validated<T>(schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const where = read.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new GitHubFailure('unavailable', `GitHub's answer is not as documented (${where})`, 200, null);
}
