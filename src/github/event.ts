/**
 * What happened on GitHub, read from the event's payload into the few facts that decide which commits are compared and
 * whom to tell. Which commits those are is left to `commits`, what is refused to `refusal`.
 */
import * as z from 'zod';
import { InputError } from '../model/errors.js';

/** A pull request as an event or the API describes it. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  /** `owner/name` of the repository the head branch lives in; null when that repository was deleted. */
  readonly headRepository: string | null;
  /** Tip of the base branch when the event was made. It goes stale. */
  readonly baseSha: string;
  readonly baseRef: string;
  /** Commit of the test merge, where GitHub names one. */
  readonly mergeSha: string | null;
}

export type RepositoryEvent =
  /** `target` runs with the rights of the base repository. */
  | {
      readonly kind: 'pull_request';
      readonly rights: 'head' | 'target';
      readonly pull: PullRequest;
      readonly pushed: Pushed;
    }
  | {
      readonly kind: 'merge_group';
      readonly headSha: string;
      readonly baseSha: string;
      readonly pullNumber: number | null;
    }
  | {
      readonly kind: 'push';
      readonly before: string;
      readonly after: string;
      readonly ref: string;
      readonly forced: boolean;
      readonly deleted: boolean;
    }
  | { readonly kind: 'workflow_run'; readonly run: TriggeringRun }
  /** `onPullRequest`: a comment on a pull request, whose payload does not say whose code it is about. */
  | { readonly kind: 'other'; readonly name: string; readonly onPullRequest: boolean };

/**
 * When the head that an event is about was pushed, by GitHub's clock: at that time (ISO 8601); or before the event, which a label made that was
 * set while this was the head. Null where the event does not tell. A commit's own dates are its author's to choose.
 */
export type Pushed =
  { readonly kind: 'at'; readonly at: string } | { readonly kind: 'before-label'; readonly label: string } | null;

/** The run that a `workflow_run` event reports. */
export interface TriggeringRun {
  readonly id: number;
  readonly attempt: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly headRepository: string | null;
  /** Name of the event that had started it. */
  readonly event: string;
  readonly url: string;
  /** When it was started (ISO 8601): right after the push that it is about. */
  readonly createdAt: string | null;
}

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repository = z.object({ full_name: z.string() });

/** The part of GitHub's pull request object that is used, alike in events and in API answers. */
export const PullRequestSchema = z
  .object({
    number: z.number().int().positive(),
    merge_commit_sha: sha.nullish(),
    head: z.object({ sha, ref: z.string(), repo: repository.nullish() }),
    base: z.object({ sha, ref: z.string() }),
  })
  .transform((pull): PullRequest => ({
    number: pull.number,
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    headRepository: pull.head.repo?.full_name ?? null,
    baseSha: pull.base.sha,
    baseRef: pull.base.ref,
    mergeSha: pull.merge_commit_sha ?? null,
  }));

const PullRequestPayload = z.object({
  action: z.string().nullish(),
  label: z.object({ name: z.string() }).nullish(),
  pull_request: PullRequestSchema,
});

/** Of the payload, where it is GitHub's time of the event: an answer of the API has the time of the newest change of any kind. */
const UpdatedAt = z.object({ pull_request: z.object({ updated_at: z.string() }) });

/** Actions of an event that a push makes. */
const BY_PUSH = ['opened', 'synchronize', 'reopened'];

const MergeGroupPayload = z.object({
  merge_group: z.object({ head_sha: sha, base_sha: sha, head_ref: z.string() }),
});

const PushPayload = z.object({
  before: sha,
  after: sha,
  ref: z.string(),
  forced: z.boolean().default(false),
  deleted: z.boolean().default(false),
});

const WorkflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.number().int().positive(),
    run_attempt: z.number().int().positive().default(1),
    head_sha: sha,
    head_branch: z.string().nullish(),
    head_repository: repository.nullish(),
    event: z.string(),
    html_url: z.string().default(''),
    created_at: z.string().nullish(),
  }),
});

const IssuePayload = z.object({ issue: z.object({ pull_request: z.object({}).nullish() }) });

/** The pull request in a merge queue's branch name, `refs/heads/gh-readonly-queue/main/pr-12-9d3e0b7…`. */
const QUEUE_BRANCH = /\/pr-(\d+)-[0-9a-f]+$/;

const READERS: { readonly [name: string]: (payload: unknown) => RepositoryEvent } = {
  pull_request: (payload) => pullRequestEvent(payload, 'head'),
  pull_request_target: (payload) => pullRequestEvent(payload, 'target'),
  merge_group: (payload) => {
    const group = MergeGroupPayload.parse(payload).merge_group;
    const number = QUEUE_BRANCH.exec(group.head_ref)?.[1];
    return {
      kind: 'merge_group',
      headSha: group.head_sha,
      baseSha: group.base_sha,
      pullNumber: number === undefined ? null : Number(number),
    };
  },
  push: (payload) => {
    const push = PushPayload.parse(payload);
    return { kind: 'push', ...push };
  },
  workflow_run: (payload) => {
    const run = WorkflowRunPayload.parse(payload).workflow_run;
    return {
      kind: 'workflow_run',
      run: {
        id: run.id,
        attempt: run.run_attempt,
        headSha: run.head_sha,
        headBranch: run.head_branch ?? null,
        headRepository: run.head_repository?.full_name ?? null,
        event: run.event,
        url: run.html_url,
        createdAt: run.created_at ?? null,
      },
    };
  },
  issue_comment: (payload) => ({
    kind: 'other',
    name: 'issue_comment',
    onPullRequest: Boolean(IssuePayload.parse(payload).issue.pull_request),
  }),
};

/**
 * Reads an event's payload.
 * @throws InputError when the payload lacks what GitHub documents for that event.
 */
export function readEvent(name: string, payload: unknown): RepositoryEvent {
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read === undefined) return { kind: 'other', name, onPullRequest: false };
  try {
    return read(payload);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const where = error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new InputError(
      `The payload of the ${name} event is not as GitHub documents it (${where}), so the commits to compare are unknown: run the Action from a workflow that GitHub started, or name them with the inputs base and head.`,
      { cause: error },
    );
  }
}

function pullRequestEvent(payload: unknown, rights: 'head' | 'target'): RepositoryEvent {
  const { action, label, pull_request: pull } = PullRequestPayload.parse(payload);
  return { kind: 'pull_request', rights, pull, pushed: pushedOf(action ?? '', label?.name, payload) };
}

function pushedOf(action: string, label: string | undefined, payload: unknown): Pushed {
  if (action === 'labeled' && label !== undefined) return { kind: 'before-label', label };
  const updated = UpdatedAt.safeParse(payload);
  return BY_PUSH.includes(action) && updated.success ? { kind: 'at', at: updated.data.pull_request.updated_at } : null;
}
