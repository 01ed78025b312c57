/**
 * The modes that run the program: `gate` measures until the answer is clear, `measure` the same, or a fixed number of pairs
 * where it is one shard of several. Judging alone is left to `judge`, telling to `tell`.
 */
import { performance } from 'node:perf_hooks';
import type { Settings } from '../config/resolve.js';
import { runGate, type GateRequest, type GateResult } from '../engine/gate.js';
import { eachProgram } from '../engine/programs.js';
import { progressNote } from '../engine/progress.js';
import { loadReportAssets } from '../engine/report-assets.js';
import { gateRequest } from '../engine/request.js';
import type { ChosenCommits } from '../github/commits.js';
import { refuseForeignCode } from '../github/refusal.js';
import { loadArtifactClient } from '../github/upload.js';
import type { MeasurePlan } from '../measure/plan.js';
import { refuseWindows } from '../measure/prepare.js';
import { TAMPERED } from './acceptance.js';
import type { Action } from './action.js';
import { chooseCommits } from './choose.js';
import { guardCommandFiles, type CommandFile, type CommandFileGuard } from './commandFiles.js';
import { isJudged, nothingToCompare, remarkOf, type Finding, type Findings } from './findings.js';
import { openSandbox } from './sandbox.js';
import { pullOf, pullNumberOf, pushedOf } from './pull.js';

/**
 * Measures and judges every program.
 * @throws InputError when nothing may or can be run
 */
export async function gate(action: Action, programs: readonly Settings[]): Promise<Findings> {
  const { context, runner } = action;
  const repository = `${context.repository.owner}/${context.repository.name}`;
  refuseForeignCode(context.event, action.settings.mode, repository);
  refuseWindows(runner.platform);
  const commits = await chooseCommits(action);
  const about = {
    pull: pullOf(context.event, repository),
    acceptFrom: pullNumberOf(context.event),
    pushed: pushedOf(context.event),
    run: context.runId,
    measuredElsewhere: false,
  };
  if (commits.kind !== 'pair') {
    const headSha = commits.kind === 'head-only' ? commits.head.commit : '';
    return { ...about, programs: [nothingToCompare(commits.reason)], baseSha: '', headSha };
  }
  const sandbox = await sandboxFor(action);
  await loadAll();
  const { base, head, reason } = commits;
  runner.say(`Comparing ${head.commit.slice(0, 7)} with ${base.commit.slice(0, 7)}: ${reason}.`);
  return {
    ...about,
    programs: await guarded(action, (guard) => measureEach({ action, commits, sandbox, guard }, programs)),
    baseSha: base.commit,
    headSha: head.commit,
  };
}

/** Whatever of this program is read late: a program that runs before could have changed it. */
async function loadAll(): Promise<void> {
  await loadArtifactClient();
  // Where they are missing, the report says so when it is made.
  await loadReportAssets().catch(() => undefined);
}

type Pair = Extract<ChosenCommits, { kind: 'pair' }>;

interface Place {
  readonly action: Action;
  readonly commits: Pair;
  readonly sandbox: MeasurePlan['sandbox'];
  readonly guard: CommandFileGuard;
}

/**
 * Without the setting: for pull requests of forks, whose authors may be anybody. Where there is none, the program runs as it would without:
 * the setting asks for more care, not for a failure.
 */
async function sandboxFor(action: Action): Promise<MeasurePlan['sandbox']> {
  const { settings, runner } = action;
  if (!(settings.sandbox ?? isFromFork(action))) return undefined;
  const sandbox = await openSandbox(runner);
  if (sandbox.kind === 'sandbox') {
    const home = sandbox.home === 'private' ? '' : ' What it writes into the home folder is not held back here.';
    runner.say(`The program runs in a sandbox.${home}`);
    return sandbox.command;
  }
  runner.annotate('notice', `The program runs without a sandbox (${sandbox.reason}); everything else is as usual.`);
  return undefined;
}

function isFromFork({ context }: Action): boolean {
  return pullOf(context.event, `${context.repository.owner}/${context.repository.name}`)?.fromFork === true;
}

async function measureEach(place: Place, programs: readonly Settings[]): Promise<Finding[]> {
  const results = await eachProgram(programs, place.action.signal, async (settings, before) =>
    measureOne(place, settings, await environmentFor(place, before)),
  );
  return results.map((each): Finding => {
    const { settings } = each;
    if (each.kind === 'failed') return remarkOf(each.error, settings.programName);
    const { comparison, loaded } = each.result;
    return { kind: 'judged', name: settings.programName, settings, comparison, blocks: [loaded] };
  });
}

/** Programs that ran before could have told git what to run: in the checkout's files, which are put back, or in the user's. */
async function environmentFor({ action, guard }: Place, before: number): Promise<Action['runner']['env']> {
  if (before === 0) return action.runner.env;
  await guard.restore();
  return { ...action.runner.env, GIT_CONFIG_GLOBAL: '/dev/null' };
}

async function measureOne(
  { action, commits, sandbox }: Place,
  settings: Settings,
  env: Action['runner']['env'],
): Promise<GateResult> {
  const { runner, context, staging, secrets, signal } = action;
  const { base, head } = commits;
  const request = gateRequest(settings, {
    repository: context.workspace,
    sides: { kind: 'commits', base, head },
    out: staging.folderOf(settings.programName),
    runner: runner.env['RUNNER_NAME'],
    sandbox,
    reuseSetup: 'never',
  });
  return runner.grouped(`Measure ${settings.programName ?? settings.script ?? settings.module ?? 'the program'}`, () =>
    runGate(asShard(request, settings), {
      signal,
      env,
      secrets,
      clock: () => performance.now() / 1000,
      onProgress: (event) => {
        const note = progressNote(event);
        if (note !== null && note.kind !== 'passing') runner.say(note.text);
      },
    }),
  );
}

/** A shard does not stop when its own part is clear: the pairs of all shards are judged together, once. */
function asShard(request: GateRequest, { mode, shard, minPairs }: Settings): GateRequest {
  if (mode !== 'measure' || shard === undefined) return request;
  return { ...request, judging: { ...request.judging, minPairs, maxPairs: minPairs } };
}

/** Nothing that the programs wrote into the runner's command files stays there, and it fails the gate. */
async function guarded(action: Action, work: (guard: CommandFileGuard) => Promise<Finding[]>): Promise<Finding[]> {
  const files = await guardCommandFiles(action.runner.env);
  const changed = new Set<CommandFile>();
  const guard: CommandFileGuard = {
    async restore() {
      const now = await files.restore();
      for (const name of now) changed.add(name);
      return now;
    },
  };
  try {
    const findings = await work(guard);
    await guard.restore();
    return changed.size === 0 ? findings : findings.map((finding) => withTampering(finding, [...changed]));
  } finally {
    await guard.restore();
  }
}

function withTampering(finding: Finding, changed: readonly CommandFile[]): Finding {
  if (!isJudged(finding)) return finding;
  const message = `The program, or its setup, wrote to the runner's own files (${changed.join(', ')}), by which a step gives orders to the job; what it wrote was taken out, and nothing it measured can be relied on.`;
  const { comparison } = finding;
  return {
    ...finding,
    comparison: {
      ...comparison,
      gate: 'fail',
      gateReasons: [...(comparison.gateReasons ?? []), message],
      warnings: [...comparison.warnings, { code: TAMPERED, message }],
    },
  };
}
