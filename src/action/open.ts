/**
 * Reads where the Action runs and what is wanted, and opens what it needs: settings, API, a folder for the artifact.
 * Doing something with them is left to the modes.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  programOf,
  resolveSettings,
  settingsForMeasured,
  settingsNotTaken,
  type SettingSources,
  type Settings,
} from '../config/resolve.js';
import { MAX_CONFIG } from '../config/file.js';
import { openGitHub, type GitHubApi } from '../github/api.js';
import { readContext, type GitHubContext } from '../github/context.js';
import { commitsGit } from '../github/git.js';
import { GitHubFailure } from '../github/failure.js';
import { RETRY } from '../github/retry.js';
import { InputError } from '../model/errors.js';
import type { Action } from './action.js';
import { workspaceGit } from './choose.js';
import { readInputs, settingSources, type ReadText } from './inputs.js';
import { maskingRunner, type Runner } from './runner.js';
import { linesOf, makeMasker } from '../measure/mask.js';
import { isInside, readPlain } from '../measure/paths.js';
import { openStaging } from './staging.js';

export interface Opened {
  readonly action: Action;
  /** What is to be measured; empty in the mode that measures nothing. */
  readonly programs: readonly Settings[];
  readonly sources: SettingSources;
}

type Env = Runner['env'];

/** How long the artifact service may take, in milliseconds. */
const ARTIFACT_MS = 5 * 60_000;

/** The shortest text that is masked in the log, in characters. */
const SHORTEST_MASKED = 8;

/** @throws InputError when the environment or the settings cannot be used */
export async function openAction(runner: Runner, signal: AbortSignal): Promise<Opened> {
  const { env } = runner;
  const context = readContext(env, await eventPayload(env));
  const inputs = readInputs(env);
  const token = typeof inputs['github-token'] === 'string' ? inputs['github-token'] : undefined;
  if (token !== undefined) runner.mask(token);
  const attemptMs = timeLimitMs(env);
  const api = token === undefined ? null : openApi(context, token, attemptMs);

  const isReport = inputs['mode'] === 'report';
  const sources = await settingSources(
    inputs,
    (file) => configText(file, context, isReport ? api : null),
    trustedReader({ context, runner, signal, token }, api),
  );
  tellNotTaken(runner, sources);
  const programs = isReport ? [] : resolveSettings(sources);
  for (const settings of programs) programOf(settings);
  const settings = programs[0] ?? settingsForMeasured(sources, {});

  const staging = await openStaging(env);
  const passedOn = programs.flatMap((program) => program.env.map((name) => env[name] ?? ''));
  for (const value of passedOn) for (const text of maskable(value)) runner.mask(text);
  const secrets = [token, env['ACTIONS_RUNTIME_TOKEN'], env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']];
  const artifactMs = attemptMs === undefined ? ARTIFACT_MS : attemptMs * RETRY.attempts;
  const masker = makeMasker([...secrets, ...passedOn]);
  const quiet = maskingRunner(runner, masker);
  return {
    action: { runner: quiet, context, settings, token, api, staging, secrets, masker, signal, artifactMs },
    programs,
    sources,
  };
}

/** What the runner masks in its log, which it reads line by line. Words such as `UTC` stand everywhere. */
function maskable(value: string): string[] {
  return [value, ...linesOf(value)].filter((text) => text.length >= SHORTEST_MASKED);
}

async function eventPayload(env: Env): Promise<unknown> {
  const file = env['GITHUB_EVENT_PATH'];
  if (file === undefined) return {};
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InputError(
      `The event's payload (${file}) cannot be read, so the commits to compare are unknown: start the workflow again.`,
      { cause: error },
    );
  }
}

/** `SCALENE_API_TIMEOUT`: seconds that one request may take, for slow proxies. Undefined where it is not set. */
function timeLimitMs(env: Env): number | undefined {
  const seconds = Number(env['SCALENE_API_TIMEOUT'] ?? Number.NaN);
  return seconds > 0 ? seconds * 1000 : undefined;
}

function openApi(context: GitHubContext, token: string, attemptMs: number | undefined): GitHubApi {
  const { apiUrl, repository } = context;
  if (attemptMs === undefined) return openGitHub({ token, apiUrl, repository });
  const firstWaitMs = Math.min(RETRY.firstWaitMs, attemptMs);
  return openGitHub({ token, apiUrl, repository, retry: { ...RETRY, firstWaitMs, attemptMs } });
}

/**
 * The configuration file: of the checkout where code is run anyway. A report of a run elsewhere takes the file of the default
 * branch, which the pull request cannot change, from the API; so it needs no checkout.
 */
async function configText(file: string, context: GitHubContext, api: GitHubApi | null): Promise<string | null> {
  if (context.event.kind === 'workflow_run' && api !== null) return remoteText(file, context, api);
  return (await localText(file, context.workspace)) ?? (api && (await remoteText(file, context, api)));
}

/**
 * Reads files as the base commit has them; undefined where no pull request is judged: then whoever wrote the file may write to the
 * repository.
 */
function trustedReader(place: Parameters<typeof workspaceGit>[0], api: GitHubApi | null): ReadText | undefined {
  const base = trustedCommit(place.context);
  if (base === null) return undefined;
  return async (file) => {
    const port = workspaceGit(place);
    if (!(await commitsGit(port).obtain(base))) return api === null ? null : fileAt(base, file, api);
    const { ok, text } = await port.ask(['cat-file', 'blob', `${base}:${file}`]);
    return ok ? text : null;
  };
}

function trustedCommit({ event }: GitHubContext): string | null {
  switch (event.kind) {
    case 'pull_request':
      return event.pull.baseSha;
    case 'merge_group':
      return event.baseSha;
    case 'push':
    case 'workflow_run':
    case 'other':
      return null;
  }
}

/** One line: whoever reads the check should know why a setting of the pull request does nothing yet. */
function tellNotTaken(runner: Runner, sources: SettingSources): void {
  const names = settingsNotTaken(sources);
  if (names.length === 0) return;
  runner.annotate(
    'notice',
    `${sources.file?.path ?? 'The configuration file'} of the pull request sets ${names.join(', ')} otherwise than the base commit's; these are taken from the workflow or from the base commit, so the change counts once it is merged.`,
  );
}

/** A file of the checkout; null where there is none. What a link leads to elsewhere, our own environment too, is no file of it. */
async function localText(file: string, workspace: string): Promise<string | null> {
  try {
    const [real, root] = await Promise.all([realpath(path.resolve(workspace, file)), realpath(workspace)]);
    return isInside(root, real) ? (await readPlain(real, MAX_CONFIG, 'refuse')).toString('utf8') : null;
  } catch {
    return null;
  }
}

function remoteText(file: string, context: GitHubContext, api: GitHubApi): Promise<string | null> {
  return fileAt(context.event.kind === 'workflow_run' ? (context.defaultBranch ?? '') : context.sha, file, api);
}

async function fileAt(ref: string, file: string, api: GitHubApi): Promise<string | null> {
  try {
    return await api.file(file, ref);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    throw new InputError(
      `The configuration file ${file} could not be read from the repository (${error.message}), and without it the gate would judge by other rules: give the job contents: read.`,
      { cause: error },
    );
  }
}
