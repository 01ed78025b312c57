/**
 * Where the Action runs: repository, run, event, as the runner's environment tells it, read once into plain data.
 * Settings come from `config`; nothing here calls GitHub.
 */
import * as z from 'zod';
import { InputError } from '../model/errors.js';
import { readEvent, type RepositoryEvent } from './event.js';

export interface Repository {
  readonly owner: string;
  readonly name: string;
}

export interface GitHubContext {
  readonly repository: Repository;
  /** Name of the branch that pull requests usually go to; null where the payload does not say. */
  readonly defaultBranch: string | null;
  readonly event: RepositoryEvent;
  readonly eventName: string;
  /** Web address without a slash at the end, `https://github.com`. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** Commit that triggered the run. */
  readonly sha: string;
  readonly runId: number;
  readonly runAttempt: number;
  /** Id of the job in the workflow file; the same for all legs of a matrix. */
  readonly job: string;
  /** Folder with the checkout. */
  readonly workspace: string;
}

const Environment = z.object({
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_SERVER_URL: z.string().default('https://github.com'),
  GITHUB_API_URL: z.string().default('https://api.github.com'),
  GITHUB_SHA: z.string().default('HEAD'),
  GITHUB_RUN_ID: z.coerce.number().int().nonnegative().default(0),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().positive().default(1),
  GITHUB_JOB: z.string().default('job'),
  GITHUB_WORKSPACE: z.string().min(1),
});

const RepositoryPayload = z.object({ repository: z.object({ default_branch: z.string().optional() }).optional() });

/**
 * Reads the runner's environment and the event's payload (already parsed from `GITHUB_EVENT_PATH`).
 * @throws InputError where a variable is missing that every runner sets.
 */
export function readContext(env: Readonly<Record<string, string | undefined>>, payload: unknown): GitHubContext {
  const read = Environment.safeParse(env);
  if (!read.success) {
    const names = read.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new InputError(
      `The environment lacks what a GitHub runner sets (${names}): run this from a workflow, or use the command line \`scalene-mcp-action gate\` elsewhere.`,
    );
  }
  const [owner = '', name = ''] = read.data.GITHUB_REPOSITORY.split('/');
  const about = RepositoryPayload.safeParse(payload);
  return {
    repository: { owner, name },
    defaultBranch: (about.success ? about.data.repository?.default_branch : undefined) ?? null,
    event: readEvent(read.data.GITHUB_EVENT_NAME, payload),
    eventName: read.data.GITHUB_EVENT_NAME,
    serverUrl: read.data.GITHUB_SERVER_URL.replace(/\/+$/, ''),
    apiUrl: read.data.GITHUB_API_URL.replace(/\/+$/, ''),
    sha: read.data.GITHUB_SHA,
    runId: read.data.GITHUB_RUN_ID,
    runAttempt: read.data.GITHUB_RUN_ATTEMPT,
    job: read.data.GITHUB_JOB,
    workspace: read.data.GITHUB_WORKSPACE,
  };
}

/** Enough to make web addresses of the repository and the run. */
export type RunPlace = Pick<GitHubContext, 'serverUrl' | 'repository' | 'runId'>;

export function repositoryUrl(context: RunPlace): string {
  return `${context.serverUrl}/${context.repository.owner}/${context.repository.name}`;
}

export function runUrl(context: RunPlace): string {
  return `${repositoryUrl(context)}/actions/runs/${String(context.runId)}`;
}

/**
 * Whether the server is GitHub Enterprise Server, which has no version 4 of artifacts. Data-residency hosts
 * (`*.ghe.com`) are GitHub's own cloud; the rule is that of `@actions/artifact`.
 */
export function isEnterpriseServer(context: Pick<GitHubContext, 'serverUrl'>): boolean {
  const host = new URL(context.serverUrl).hostname.toLowerCase();
  return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}
