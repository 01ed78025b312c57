/**
 * The mode that runs nothing: fetches measurements made by other jobs, judges and reports them. Whom to tell is asked of
 * GitHub; what the measurements say about themselves is checked against that.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { compare } from '../compare/compare.js';
import { toCompareSettings } from '../config/judging.js';
import { settingsForMeasured, type SettingSources } from '../config/resolve.js';
import type { GitHubApi } from '../github/api.js';
import { downloadMeasurements } from '../github/download.js';
import { GitHubFailure } from '../github/failure.js';
import { belongsTo, pullOfRun } from '../github/pulls.js';
import { readMeasurement } from '../measure/index.js';
import type { Masker } from '../measure/mask.js';
import { InputError } from '../model/errors.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Action } from './action.js';
import { notJudged, type Findings, type Judged, type PullFacts } from './findings.js';
import { sectionsOf, type Section } from './sections.js';
import { pullFacts, pullNumberOf, pullOf, pushedOf } from './pull.js';
import type { Pushed } from '../github/event.js';

/** Whose measurements, and whom to tell. */
interface Origin {
  readonly run: number;
  readonly pull: PullFacts | null;
  readonly acceptFrom: number | null;
  readonly pushed: Pushed;
  /** Commit that the measurements must be of; null where they were made in this very run. */
  readonly mustBe: string | null;
}

/**
 * Judges what was measured elsewhere.
 * @throws InputError without a token
 */
export async function judge(action: Action, sources: SettingSources): Promise<Findings> {
  const { api } = action;
  if (api === null) {
    throw new InputError(
      'Nothing can be reported without a token: leave the input github-token at its default, and give the job actions: read and pull-requests: write.',
    );
  }
  const origin = await asked(() => originOf(action, api), 'The pull request could not be asked for');
  const about = {
    pull: origin.pull,
    acceptFrom: origin.acceptFrom,
    pushed: origin.pushed,
    run: origin.run,
    measuredElsewhere: origin.mustBe !== null,
  };
  try {
    const blocks = await fetchBlocks(action, api, origin);
    const sections = sectionsOf(blocks);
    const { baseSha, headSha } = sections;
    return { ...about, programs: sections.programs.map((section) => judgeOne(section, sources)), baseSha, headSha };
  } catch (error) {
    if (action.signal.aborted) throw error;
    return { ...about, programs: [notJudged(error)], baseSha: '', headSha: origin.mustBe ?? '' };
  }
}

async function originOf({ context, runner }: Action, api: GitHubApi): Promise<Origin> {
  const repository = `${context.repository.owner}/${context.repository.name}`;
  const { event } = context;
  if (event.kind !== 'workflow_run') {
    const pull = pullOf(event, repository);
    return { run: context.runId, pull, acceptFrom: pullNumberOf(event), pushed: pushedOf(event), mustBe: null };
  }
  const { run } = event;
  const found = await pullOfRun(api, run);
  if (found.kind === 'none') runner.say(`No pull request is told: ${found.reason}`);
  const pull = found.kind === 'found' ? pullFacts(found.pull, repository) : null;
  const pushed = run.createdAt === null ? null : { kind: 'at' as const, at: run.createdAt };
  return { run: run.id, pull, acceptFrom: pull?.number ?? null, pushed, mustBe: run.headSha };
}

async function fetchBlocks(action: Action, api: GitHubApi, { run, mustBe }: Origin): Promise<LoadedMeasurement[]> {
  const folder = await mkdtemp(path.join(action.runner.env['RUNNER_TEMP'] ?? tmpdir(), 'scalene-fetched-'));
  try {
    const { artifactName } = action.settings;
    const folders = await asked(
      () => downloadMeasurements(api, run, artifactName, folder),
      `The artifacts of run ${String(run)} could not be fetched`,
    );
    const blocks = (await readAll(folders)).map((block) => withoutSecrets(block, action.masker));
    return mustBe === null ? blocks : await believed(api, blocks, mustBe);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A stranger's measurement may hold what this job's own program never saw: its token, for one. */
function withoutSecrets({ measurement, profiles, diff }: LoadedMeasurement, masker: Masker): LoadedMeasurement {
  return {
    measurement: masker.data(measurement),
    profiles: new Map([...profiles].map(([name, profile]) => [name, masker.data(profile)])),
    ...(diff !== undefined && { diff: masker.text(diff) }),
  };
}

/** How much of all measurements of a report is read, in bytes of unpacked profiles. */
const MOST_BYTES = 384 * 1024 * 1024;
const MOST_OF_ONE = 64 * 1024 * 1024;
/** How long reading them may take, in milliseconds. */
const MOST_MS = 5 * 60_000;

/** One after the other, so that only one text is in memory at a time. */
async function readAll(folders: readonly string[]): Promise<LoadedMeasurement[]> {
  const blocks: LoadedMeasurement[] = [];
  const began = performance.now();
  for (const folder of folders) {
    if (performance.now() - began > MOST_MS) {
      throw new InputError('The measurements take more than five minutes to read: measure fewer pairs or programs.');
    }
    const limits = { each: MOST_OF_ONE, all: Math.floor(MOST_BYTES / folders.length) };
    blocks.push(await readMeasurement(folder, limits));
  }
  return blocks;
}

/**
 * What may be believed of measurements that a stranger's code could have written: that they are of the run's commit, since GitHub says so, as it
 * says what that was merged into. Names of branches and what was noticed are the stranger's words, and are told as such.
 */
async function believed(
  api: GitHubApi,
  blocks: readonly LoadedMeasurement[],
  commit: string,
): Promise<LoadedMeasurement[]> {
  await requireCommit(api, blocks, commit);
  const told: LoadedMeasurement[] = [];
  for (const block of blocks) {
    const { sides, warnings = [] } = block.measurement;
    const base = await mergedInto(api, sides.head.commit, commit);
    const measurement = {
      ...block.measurement,
      sides: {
        base: { ...sides.base, ...(base === null ? {} : { commit: base }), ref: base === null ? SAID : 'its base' },
        head: { ...sides.head, ref: 'the pull request' },
      },
      warnings: warnings.map(({ code, message }) => ({
        code: 'said-by-the-measurement',
        message: `The measurement says of itself (${code}): ${message}`,
      })),
    };
    told.push({ ...block, measurement });
  }
  return told;
}

const SAID = 'as the measurement says';

/** The other parent of a test merge; null where the pull request's head itself was measured. */
async function mergedInto(api: GitHubApi, measured: string, commit: string): Promise<string | null> {
  if (measured === commit) return null;
  const parents = await asked(() => api.parents(measured), 'What was measured could not be checked');
  return parents.find((parent) => parent !== commit) ?? null;
}

/** Measurements say themselves what they are of: only of the run's own commit, or a merge of it, are they believed. */
async function requireCommit(api: GitHubApi, blocks: readonly LoadedMeasurement[], commit: string): Promise<void> {
  const measured = new Set(blocks.map(({ measurement }) => measurement.sides.head.commit));
  for (const head of measured) {
    const belongs = await asked(() => belongsTo(api, head, commit), 'What was measured could not be checked');
    if (belongs) continue;
    throw new InputError(
      `The measurement says it is of commit ${head.slice(0, 7)}, which is neither ${commit.slice(0, 7)} nor a merge of it, so it is not believed: let the measuring workflow run on pull_request with the default checkout.`,
    );
  }
}

function judgeOne({ name, blocks, program }: Section, sources: SettingSources): Judged {
  const settings = settingsForMeasured(sources, program);
  return { kind: 'judged', name, settings, comparison: compare(blocks, toCompareSettings(settings)), blocks };
}

/** A question to GitHub without which there is no report. @throws InputError with the reason and what to do */
async function asked<T>(question: () => Promise<T>, what: string): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    throw new InputError(`${what} (${error.message}): give the job actions: read and contents: read, and try again.`, {
      cause: error,
    });
  }
}
