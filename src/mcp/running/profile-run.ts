/**
 * Profiles one program: some unprofiled runs for its times and its exit status, then one run under Scalene.
 * Where it runs is left to `place.ts`, what the profile shows to `analyze`, keeping it to the store.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Settings } from '../../config/resolve.js';
import { openCache } from '../../measure/cache.js';
import { cacheFolder } from '../../measure/cache-folder.js';
import { machine, programVariables, type Variables } from '../../measure/environment.js';
import { Launcher, outputTail, type Command, type CommandResult } from '../../measure/launch.js';
import { maskedError, maskerFor, type Masker } from '../../measure/mask.js';
import { findPython } from '../../measure/python.js';
import { makeRunFolder } from '../../measure/runFolder.js';
import { Runner, writtenProfile, type MadeProfile, type ReadySide } from '../../measure/runner.js';
import { refuseMistakable } from '../../measure/scaleneCommand.js';
import { scaleneEnv } from '../../measure/scaleneEnv.js';
import { makeSideEnv, sideVariables } from '../../measure/sideEnv.js';
import { InputError } from '../../model/errors.js';
import type { ProfileRun, TimingRun } from '../../model/measurement.js';
import type { Profile } from '../../profile/model.js';
import { parseProfileBytes } from '../../profile/parse.js';
import type { ProfileBody, ProfileStatus } from '../../store/entry.js';
import type { Documents } from '../../store/store.js';
import {
  commitPlace,
  snippetPlace,
  workingTreePlace,
  type PlacePorts,
  type PlaceWish,
  type RunPlace,
} from './place.js';

/** Unprofiled runs where the call names no number: as many as fit in `ADAPTIVE_SEC`, at most so many. */
const ADAPTIVE_RUNS = 3;
const ADAPTIVE_SEC = 10;
/** Interval between CPU samples: five times as fine as Scalene's default, at no visible cost. */
const SAMPLING_SEC = 0.002;
const DOCUMENT = 'profiles/head-00.json.gz';
/** Lines of output that are kept. */
const TAIL_LINES = 20;

export interface ProfileWish extends PlaceWish {
  readonly what:
    | { readonly kind: 'working-tree' }
    | { readonly kind: 'commit'; readonly ref: string }
    | { readonly kind: 'code'; readonly code: string };
  readonly memory: boolean;
  readonly gpu: boolean;
  /** Unprofiled runs; chosen by how long one takes when missing. */
  readonly repeat: number | undefined;
  /** Time limit of one run, in seconds. */
  readonly timeoutSec: number;
  readonly label: string | undefined;
  readonly settings: Pick<Settings, 'python' | 'env' | 'scaleneVersion'>;
}

export interface ProfileRunPorts {
  readonly signal: AbortSignal;
  readonly env: Variables;
  readonly cacheDir: string | undefined;
  say(message: string): void;
}

export interface ProfileResult {
  readonly body: ProfileBody;
  readonly documents: Documents;
  /** Null where no profile came of it. */
  readonly profile: Profile | null;
  readonly exitCode: number | null;
  /** The last lines that the program wrote. Untrusted. */
  readonly outputTail: string;
}

/**
 * Profiles a program and leaves nothing behind but the result.
 *
 * @throws InputError, MeasureError when it cannot be run at all; the signal's reason when aborted
 */
export async function profileProgram(wish: ProfileWish, ports: ProfileRunPorts): Promise<ProfileResult> {
  const masker = maskerFor(wish.settings.env, ports);
  const folder = await makeRunFolder();
  try {
    ports.signal.throwIfAborted();
    return await profileIn(folder.path, wish, masker, ports);
  } catch (error) {
    throw maskedError(error, masker);
  } finally {
    await folder.remove();
  }
}

async function profileIn(
  folder: string,
  wish: ProfileWish,
  masker: Masker,
  ports: ProfileRunPorts,
): Promise<ProfileResult> {
  const { settings } = wish;
  const place = await placeOf(wish, { ...ports, folder });
  refuseMistakable(place.program);
  const python = await findPython({ python: settings.python, cwd: wish.cwd, env: ports.env }, ports.signal);
  const variables = programVariables(ports.env, settings.env);
  const launcher = new ListeningLauncher(python.executable, variables, folder, masker);
  try {
    const cache = await openCache(ports.cacheDir ?? cacheFolder(ports.env));
    const onInstall = (): void =>
      ports.say(`installing Scalene ${settings.scaleneVersion} (once; later calls reuse it)`);
    const version = settings.scaleneVersion;
    const scalene = await scaleneEnv({ python, version, env: ports.env, onInstall }, cache, launcher, ports.signal);
    const own = await makeSideEnv(join(folder, 'env'), python, scalene);
    const tmp = join(folder, 'tmp');
    const env = sideVariables(own, variables, { checkout: place.root, workingTree: null, tmp });
    const on: ReadySide = {
      side: 'head',
      root: place.root,
      cwd: place.cwd,
      python: own.python,
      env: withPythonPath(env, place),
      tmp,
    };
    const facts = { environment: machine(python.version, version, undefined), on, place, masker };
    return await runAll(facts, wish, launcher, join(folder, 'scalene.json'), ports);
  } finally {
    await launcher.close();
  }
}

function placeOf(wish: ProfileWish, ports: PlacePorts): Promise<RunPlace> {
  switch (wish.what.kind) {
    case 'working-tree':
      return workingTreePlace(wish, ports);
    case 'commit':
      return commitPlace(wish, wish.what.ref, ports);
    case 'code':
      return snippetPlace(wish.what.code, wish, ports);
  }
}

function withPythonPath(env: Record<string, string>, { pythonPath }: RunPlace): Record<string, string> {
  return pythonPath.length === 0 ? env : { ...env, PYTHONPATH: pythonPath.join(':') };
}

interface RunFacts {
  readonly environment: ProfileBody['environment'];
  readonly on: ReadySide;
  readonly place: RunPlace;
  readonly masker: Masker;
}

async function runAll(
  { environment, on, place, masker }: RunFacts,
  wish: ProfileWish,
  launcher: ListeningLauncher,
  profileFile: string,
  { signal, say }: ProfileRunPorts,
): Promise<ProfileResult> {
  const { memory, gpu, timeoutSec, settings } = wish;
  const profiling = { gpu, memory, samplingSec: SAMPLING_SEC, scaleneVersion: settings.scaleneVersion };
  const runner = new Runner({ program: place.program, profiling, profileFile }, launcher, masker, signal);
  const timing = await timingRuns(runner, on, wish, say);
  const outputTailText = launcher.tail();
  const last = timing.at(-1);
  say('profile run');
  const request = {
    on,
    pair: 0,
    order: 1,
    hashSeed: 0,
    timeoutSec,
    mode: memory ? ('full' as const) : ('cpu' as const),
  };
  const { run, made } = await runner.profile({ ...request, expectedExit: last?.exitCode ?? 0 });
  const kept = made ?? (await salvaged(profileFile, place.root, masker));
  const status = statusOf(last, run, kept);
  return {
    body: {
      kind: 'profile',
      program: masker.data(place.shown),
      environment,
      side: masker.data(place.side),
      status,
      runs: [...timing, kept === null ? run : { ...run, profile: DOCUMENT }],
      ...(wish.label === undefined ? {} : { label: wish.label }),
    },
    documents: kept === null ? new Map() : new Map([[DOCUMENT, gzipSync(kept.bytes)]]),
    profile: kept?.profile ?? null,
    exitCode: last?.exitCode ?? null,
    outputTail: outputTailText,
  };
}

/** Stops after a run that did not end well: it would not end better the next time. */
async function timingRuns(
  runner: Runner,
  on: ReadySide,
  { repeat, timeoutSec }: ProfileWish,
  say: (message: string) => void,
): Promise<TimingRun[]> {
  const runs: TimingRun[] = [];
  const wanted = repeat ?? ADAPTIVE_RUNS;
  while (runs.length < wanted) {
    say(`timing run ${String(runs.length + 1)} of ${repeat === undefined ? 'up to ' : ''}${String(wanted)}`);
    const run = await runner.timing({ on, pair: runs.length, order: 0, hashSeed: 0, timeoutSec });
    runs.push(run);
    if (run.outcome !== 'ok') break;
    const spentSec = runs.reduce((sum, each) => sum + (each.wallSec ?? 0), 0);
    if (repeat === undefined && spentSec + spentSec / runs.length > ADAPTIVE_SEC) break;
  }
  return runs;
}

/** What Scalene wrote of a run that was ended: the part up to then. */
async function salvaged(profileFile: string, root: string, masker: Masker): Promise<MadeProfile | null> {
  const bytes = await writtenProfile(profileFile, masker);
  if (bytes === null) return null;
  try {
    const parsed = parseProfileBytes(bytes, { root: masker.text(root) });
    return parsed.outcome === 'ok' ? { bytes, profile: parsed.profile } : null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function statusOf(timing: TimingRun | undefined, run: ProfileRun, kept: MadeProfile | null): ProfileStatus {
  if (timing?.outcome === 'program-failed') return 'script_failed';
  if (run.outcome === 'ok' && timing?.outcome === 'ok') return 'ok';
  return run.outcome === 'too-short' && kept === null ? 'too_short' : 'partial';
}

/** Remembers what the last command wrote, also when it ended well. */
class ListeningLauncher extends Launcher {
  #last: CommandResult | null = null;

  override async run(command: Command, signal: AbortSignal): Promise<CommandResult> {
    this.#last = await super.run(command, signal);
    return this.#last;
  }

  tail(): string {
    return this.#last === null ? '' : outputTail(this.#last.output, TAIL_LINES);
  }
}
