/**
 * A measurement in the making: warm-up, pairs, and the folder that grows with each run.
 * When to stop is left to the caller, who looks at what is there.
 */
import { join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import type { Failure } from '../model/comparison.js';
import {
  MEASUREMENT_SCHEMA_VERSION,
  SIDES,
  type Measurement,
  type Program,
  type Run,
  type Side,
} from '../model/measurement.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Profile } from '../profile/model.js';
import { deservesRetry, nextSeed, orderOf, pairSeconds, runLimit, startingSide } from './pairs.js';
import { maskedError, maskerFor, type Masker } from './mask.js';
import type { MeasurePlan, MeasurePorts, MeasureSession, ProfileMode, ProgressEvent, RunLabel } from './plan.js';
import { prepare, refuseWindows, type Ground } from './prepare.js';
import { programName } from './program.js';
import { readMeasurement } from './readFolder.js';
import { makeRunFolder } from './runFolder.js';
import { Runner, type MadeProfile, type RunRequest } from './runner.js';
import {
  completePairs,
  continuedRuns,
  openFolder,
  unprofiledSince,
  profilePath,
  writeDiff,
  writeMeasurement,
  writeProfile,
} from './writeFolder.js';

/** Scalene's default of 0.01 s leaves too few samples in a run of a second. */
const SAMPLING_SEC = 0.002;
/** Profile runs that are made again in one measurement: where all of them fail, repeating each costs and gains nothing. */
const PROFILE_RETRIES = 3;

/**
 * Prepares both sides, makes the warm-up run of each, and hands over a session that makes pairs.
 * @throws InputError or MeasureError with the reason why that cannot be; the signal's reason when aborted
 */
export async function openMeasurement(plan: MeasurePlan, ports: MeasurePorts): Promise<MeasureSession> {
  refuseWindows();
  const masker = maskerFor(plan.envNames, ports);
  ports.signal.throwIfAborted();
  const steps: (() => Promise<void>)[] = [];
  const undo = async (): Promise<void> => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
  };
  try {
    // Looked at before the long work: a folder that cannot be continued is the first thing to know.
    const earlier = plan.out === undefined ? null : await openFolder(plan.out);
    const run = await makeRunFolder();
    steps.push(() => run.remove());
    const ground = await prepare(plan, masked(ports, masker), masker, run, (step) => steps.push(step));
    const folder = plan.out ?? join(run.path, 'measurement');
    const session = new Session(plan, ports, ground, masker, folder, join(run.path, 'profile.json'), undo);
    await session.begin(earlier);
    return session;
  } catch (error) {
    await undo();
    ports.signal.throwIfAborted();
    throw maskedError(error, masker);
  }
}

function masked(ports: MeasurePorts, masker: Masker): MeasurePorts {
  return { ...ports, onProgress: (event) => ports.onProgress(maskedEvent(event, masker)) };
}

function maskedEvent(event: ProgressEvent, { text }: Masker): ProgressEvent {
  if (event.kind === 'setup') return { ...event, command: text(event.command) };
  return event.kind === 'checkout' ? { ...event, ref: text(event.ref) } : event;
}

class Session implements MeasureSession {
  readonly sides: MeasureSession['sides'];
  readonly sidesReason: string;
  private readonly runner: Runner;
  private readonly random: () => number;
  private readonly profiles = new Map<string, Profile>();
  private readonly warnings: NonNullable<Measurement['warnings']>;
  private readonly pairSecs: PairCost[] = [];
  private runs: readonly Run[] = [];
  private starts: Side = 'base';
  private profileRetries = PROFILE_RETRIES;
  /** From this pair on there are no profile runs. */
  private unprofiledFrom = Infinity;
  private failed: Failure | null = null;

  constructor(
    private readonly plan: MeasurePlan,
    private readonly ports: MeasurePorts,
    private readonly ground: Ground,
    masker: Masker,
    readonly folder: string,
    profileFile: string,
    private readonly undo: () => Promise<void>,
  ) {
    this.sides = ground.infos;
    this.sidesReason = ground.sidesReason;
    this.warnings = [...ground.warnings];
    this.random = ports.random ?? Math.random;
    const { memory, gpu, scaleneVersion, samplingSec = SAMPLING_SEC } = plan;
    const profiling = { memory, gpu, scaleneVersion, samplingSec };
    this.runner = new Runner(
      { program: ground.program, profiling, profileFile },
      ground.launcher,
      masker,
      ports.signal,
    );
  }

  get loaded(): LoadedMeasurement {
    const { diff } = this.ground;
    return {
      measurement: this.measurement(),
      profiles: new Map(this.profiles),
      ...(diff === null ? {} : { diff: diff.text }),
    };
  }

  get pairs(): number {
    return completePairs(this.runs, (pair) => this.modes(pair));
  }

  get secPerPair(): number {
    const warmUpSec = SIDES.reduce((sum, side) => sum + (this.warmUpSec(side) ?? 0), 0);
    const modes = this.modes(this.pairs);
    const alike = this.pairSecs.filter(({ profiles }) => profiles === modes.length);
    return pairSeconds(
      alike.map(({ wallSec }) => wallSec),
      warmUpSec,
      modes,
    );
  }

  get failure(): Failure | null {
    return this.failed;
  }

  /** Takes over what an earlier measurement left in the folder, and warms both sides up. */
  async begin(earlier: Measurement | null): Promise<void> {
    if (earlier !== null) await this.takeOver(earlier);
    this.starts = startingSide(this.runs, this.random);
    this.failed = missingProgram(this.ground);
    if (this.ground.diff !== null) await writeDiff(this.folder, this.ground.diff.text);
    await this.save();
    if (this.failed === null) await this.warmUp();
  }

  async measurePairs(upTo: number): Promise<void> {
    for (let pair = this.pairs; pair < upTo && this.failed === null; pair += 1) {
      const begin = performance.now();
      await this.makePair(pair);
      if (this.failed !== null) return;
      const wallSec = (performance.now() - begin) / 1000;
      this.pairSecs.push({ wallSec, profiles: this.modes(pair).length });
      this.ports.onProgress({ kind: 'pair-done', pair, pairs: this.pairs, wallSec });
    }
  }

  stopProfiling(): void {
    this.unprofiledFrom = Math.min(this.unprofiledFrom, this.pairs);
  }

  async close(): Promise<void> {
    await this.undo();
  }

  private async takeOver(earlier: Measurement): Promise<void> {
    this.unprofiledFrom = unprofiledSince(earlier.runs);
    this.runs = continuedRuns(this.folder, earlier, this.measurement(), (pair) => this.modes(pair));
    await this.save();
    for (const [path, profile] of (await readMeasurement(this.folder)).profiles) this.profiles.set(path, profile);
  }

  /** First runs compile and load what later ones find ready: they are kept, and never compared. */
  private async warmUp(): Promise<void> {
    const hashSeed = this.newSeed();
    for (const [order, side] of SIDES.entries()) await this.time({ side, pair: -1, order, hashSeed });
    const failures = SIDES.map((side) => this.runs.find((run) => run.pair === -1 && run.side === side)).filter(
      isFailed,
    );
    this.failed = failures[0] === undefined ? null : failureOf(this.ground, failures[0], failures.length);
  }

  private async makePair(pair: number): Promise<void> {
    const hashSeed = this.newSeed();
    const order = [...orderOf(pair, this.starts).entries()];
    for (const [at, side] of order) {
      const run = await this.time({ side, pair, order: at, hashSeed });
      if (isFailed(run)) this.failed = failureOf(this.ground, run, 1);
      if (this.failed !== null) return;
    }
    for (const mode of this.modes(pair)) {
      for (const [at, side] of order) await this.profile({ side, pair, order: at, hashSeed }, mode);
    }
  }

  private async time(place: Place): Promise<Run> {
    const request = this.request(place);
    const label: RunLabel = { side: place.side, pair: place.pair, run: 'timing' };
    const { run } = await this.attempt(label, async () => ({ run: await this.runner.timing(request), made: null }));
    await this.keep(run);
    return run;
  }

  private async profile(place: Place, mode: ProfileMode): Promise<void> {
    const request = { ...this.request(place), mode, expectedExit: 0 };
    const label: RunLabel = { side: place.side, pair: place.pair, run: 'profile', mode };
    const { run, made } = await this.attempt(label, () => this.runner.profile(request));
    if (run.kind !== 'profile' || made === null) return this.keep(run);
    const path = profilePath(run);
    await writeProfile(this.folder, path, made.bytes);
    this.profiles.set(path, made.profile);
    await this.keep({ ...run, profile: path });
  }

  /** Makes a run, and once more where that may help. */
  private async attempt(label: RunLabel, make: () => Promise<Attempt>): Promise<Attempt> {
    const first = await this.reported(label, make);
    const { outcome } = first.run;
    if (!deservesRetry(first.run) || !this.mayRetry(label)) return first;
    this.ports.onProgress({ kind: 'retry', outcome, ...label });
    this.warnings.push({
      code: 'run-retried',
      message: `The ${label.run} run of ${label.side} in ${label.pair < 0 ? 'the warm-up' : `pair ${String(label.pair)}`} ended as ${outcome} and was made again.`,
    });
    const { run, made } = await this.reported(label, make);
    return { run: { ...run, notes: [...(run.notes ?? []), 'retried'] }, made };
  }

  private mayRetry({ run }: RunLabel): boolean {
    if (run === 'timing') return true;
    this.profileRetries -= 1;
    return this.profileRetries >= 0;
  }

  private async reported(label: RunLabel, make: () => Promise<Attempt>): Promise<Attempt> {
    this.ports.onProgress({ kind: 'run-started', ...label });
    const made = await make();
    const { outcome, wallSec = 0 } = made.run;
    this.ports.onProgress({ kind: 'run-finished', outcome, wallSec, ...label });
    return made;
  }

  private request({ side, pair, order, hashSeed }: Place): RunRequest {
    const timeoutSec = runLimit(this.plan.timeoutSec, this.warmUpSec(side));
    return { on: this.ground.sides[side], pair, order, hashSeed, timeoutSec };
  }

  private warmUpSec(side: Side): number | undefined {
    return this.runs.find((run) => run.pair === -1 && run.side === side && run.outcome === 'ok')?.wallSec;
  }

  private modes(pair: number): readonly ProfileMode[] {
    if (pair >= this.unprofiledFrom) return [];
    return this.plan.profileModes?.(pair) ?? [this.plan.memory ? 'full' : 'cpu'];
  }

  private newSeed(): number {
    return nextSeed(new Set(this.runs.flatMap(({ hashSeed }) => hashSeed ?? [])), this.random);
  }

  private async keep(run: Run): Promise<void> {
    this.runs = [...this.runs, run];
    await this.save();
  }

  private save(): Promise<void> {
    return writeMeasurement(this.folder, this.measurement());
  }

  private measurement(): Measurement {
    const { told: program, environment, infos } = this.ground;
    return {
      schemaVersion: MEASUREMENT_SCHEMA_VERSION,
      program,
      environment,
      sides: infos,
      runs: [...this.runs],
      ...(this.warnings.length === 0 ? {} : { warnings: [...this.warnings] }),
    };
  }
}

/** What a pair cost, and with how many profile runs a side. */
interface PairCost {
  readonly wallSec: number;
  readonly profiles: number;
}

interface Attempt {
  readonly run: Run;
  readonly made: MadeProfile | null;
}

interface Place {
  readonly side: Side;
  readonly pair: number;
  readonly order: number;
  readonly hashSeed: number;
}

function isFailed(run: Run | undefined): run is Run {
  return run !== undefined && run.outcome !== 'ok';
}

function missingProgram({ infos, told: program }: Ground): Failure | null {
  const side = SIDES.find((candidate) => infos[candidate].hasProgram === false);
  if (side === undefined) return null;
  const message =
    side === 'base'
      ? `Base does not have ${programName(program)} yet, so there is nothing to compare with.`
      : `Head no longer has ${programName(program)}, which base has.`;
  return { side, outcome: 'no-program', message };
}

/** @param sides how many of the two sides failed */
function failureOf(ground: Ground, run: Run, sides: number): Failure {
  if (run.outcome === 'ok') throw new MeasureError('A run that went well was taken for a failure: report this.');
  const { side, outcome, exitCode, signal, outputTail } = run;
  const how =
    outcome === 'timed-out' ? 'did not end in time' : `failed (${signal ?? `exit status ${String(exitCode)}`})`;
  const where = sides > 1 ? 'on base and on head' : `on ${side}`;
  const before = run.pair < 0 ? '' : `, though it ran before (pair ${String(run.pair)})`;
  return {
    side,
    outcome,
    message: `${subject(ground.told)} ${how} ${where}${before}.`,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(signal === undefined ? {} : { signal }),
    ...(outputTail === undefined ? {} : { outputTail }),
  };
}

function subject({ script, module }: Program): string {
  return script === undefined ? `The module ${module ?? ''}` : `The script ${script}`;
}
