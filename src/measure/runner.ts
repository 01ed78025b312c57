/**
 * One run of the program: started, watched, and its outcome named from what it left.
 * Which runs are made, and again when they fail, is left to `pairs.ts`.
 */
import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { InputError } from '../model/errors.js';
import type { Outcome, Program, ProfileRun, Run, Side, TimingRun } from '../model/measurement.js';
import type { Profile } from '../profile/model.js';
import { parseProfileBytes } from '../profile/parse.js';
import { outputTail, type CommandResult, type Launcher } from './launch.js';
import type { Masker } from './mask.js';
import { freshFolder, readPlain } from './paths.js';
import type { ProfileMode } from './plan.js';
import { MAX_PROFILE } from './readFolder.js';
import { removeScaleneLeftovers } from './scaleneLeftovers.js';
import {
  PROFILE_VARIABLES,
  TIMING_VARIABLES,
  profileArguments,
  programArguments,
  type ProfileOptions,
} from './scaleneCommand.js';

/** A side made ready to run the program. */
export interface ReadySide {
  readonly side: Side;
  /** Absolute path of the checkout. */
  readonly root: string;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** Absolute path of the environment's Python. */
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder for temporary files: empty at the start of each run. */
  readonly tmp: string;
}

export interface Target {
  readonly program: Program;
  readonly profiling: Pick<ProfileOptions, 'gpu' | 'memory' | 'samplingSec' | 'scaleneVersion'>;
  /** Absolute path where each profile is written before it is kept. */
  readonly profileFile: string;
}

/** What all runs have in common. */
export interface RunRequest {
  readonly on: ReadySide;
  readonly pair: number;
  readonly order: number;
  readonly hashSeed: number;
  readonly timeoutSec: number;
}

export interface ProfileRequest extends RunRequest {
  readonly mode: ProfileMode;
  /** How the program ends by itself, as its timing runs showed. */
  readonly expectedExit: number;
}

/** A profile as Scalene wrote it but for secrets, and read. */
export interface MadeProfile {
  readonly bytes: Uint8Array;
  readonly profile: Profile;
}

export class Runner {
  constructor(
    private readonly target: Target,
    private readonly launcher: Launcher,
    private readonly masker: Masker,
    private readonly signal: AbortSignal,
  ) {}

  async timing(request: RunRequest): Promise<TimingRun> {
    const { result, facts } = await this.launch(request, programArguments(this.target.program), TIMING_VARIABLES);
    return { kind: 'timing', ...facts, ...ending(timingOutcome(result), result) };
  }

  async profile(request: ProfileRequest): Promise<{ run: ProfileRun; made: MadeProfile | null }> {
    const { program, profiling, profileFile } = this.target;
    // One left from an earlier run would be taken for this one's.
    await rm(profileFile, { force: true });
    const options = { ...profiling, mode: request.mode, outFile: profileFile, programPath: request.on.root };
    const args = profileArguments(program, options);
    const { result, facts } = await this.launch(request, args, PROFILE_VARIABLES);
    const { outcome, made } = await this.judge(request, result);
    if (outcome !== 'ok') await removeScaleneLeftovers();
    const { mode } = request;
    return {
      run: { kind: 'profile', ...facts, mode, samplingSec: profiling.samplingSec, ...ending(outcome, result) },
      made,
    };
  }

  private async launch(
    request: RunRequest,
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<{ result: CommandResult; facts: RunFacts }> {
    const { on, hashSeed, timeoutSec, pair, order } = request;
    await freshFolder(on.tmp);
    const facts = { side: on.side, pair, order, hashSeed, startedAt: Date.now(), loadAverage: loadavg()[0] ?? 0 };
    const env = { ...on.env, ...variables, PYTHONHASHSEED: String(hashSeed) };
    const result = await this.launcher.run({ argv: [on.python, ...args], cwd: on.cwd, env, timeoutSec }, this.signal);
    return { result, facts };
  }

  private async judge(
    { expectedExit, on }: ProfileRequest,
    result: CommandResult,
  ): Promise<{ outcome: Outcome; made: MadeProfile | null }> {
    if (result.timedOut) return { outcome: 'timed-out', made: null };
    if (result.exitCode !== expectedExit) return { outcome: 'program-failed', made: null };
    const bytes = await writtenProfile(this.target.profileFile, this.masker);
    if (bytes === null) return { outcome: 'no-profile', made: null };
    try {
      const parsed = parseProfileBytes(bytes, { root: this.masker.text(on.root) });
      if (parsed.outcome !== 'ok') return { outcome: parsed.outcome, made: null };
      return { outcome: 'ok', made: { bytes, profile: parsed.profile } };
    } catch (error) {
      if (error instanceof InputError) return { outcome: 'no-profile', made: null };
      throw error;
    }
  }
}

/** What Scalene wrote, without secrets: it holds source lines, arguments and paths. Null where there is nothing. */
export async function writtenProfile(file: string, masker: Masker): Promise<Uint8Array | null> {
  // The program could have laid something else there.
  const bytes = await readPlain(file, MAX_PROFILE, 'refuse').catch(() => null);
  if (bytes === null) return null;
  const text = bytes.toString();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // Not whole, or with words of the program around it: the spellings of JSON are looked for in any text.
    const clean = masker.text(text);
    return clean === text ? bytes : Buffer.from(clean);
  }
  const clean = masker.data(data);
  return clean === data ? bytes : Buffer.from(JSON.stringify(clean));
}

type RunFacts = Pick<Run, 'side' | 'pair' | 'order'> & {
  hashSeed: number;
  startedAt: number;
  loadAverage: number;
};

function timingOutcome(result: CommandResult): Outcome {
  if (result.timedOut) return 'timed-out';
  return result.exitCode === 0 ? 'ok' : 'program-failed';
}

/** The part of a run's record that tells how it went. */
function ending(
  outcome: Outcome,
  result: CommandResult,
): Pick<
  Run,
  'outcome' | 'exitCode' | 'signal' | 'wallSec' | 'userSec' | 'sysSec' | 'peakRssMb' | 'notes' | 'outputTail'
> {
  const tail = outcome === 'ok' ? '' : outputTail(result.output);
  return {
    outcome,
    exitCode: result.exitCode,
    ...(result.signal === null ? {} : { signal: result.signal }),
    wallSec: result.wallSec,
    userSec: result.userSec,
    sysSec: result.sysSec,
    peakRssMb: result.peakRssMb,
    ...(result.notes.length === 0 ? {} : { notes: result.notes }),
    ...(tail === '' ? {} : { outputTail: tail }),
  };
}
