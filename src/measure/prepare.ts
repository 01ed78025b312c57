/**
 * Everything before the first run: checkouts, environments, and what is known about both sides.
 * Making runs is left to `session.ts`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, MeasureError } from '../model/errors.js';
import {
  SIDES,
  type Environment,
  type Measurement,
  type Program,
  type Side,
  type SideInfo,
} from '../model/measurement.js';
import { openCache, type Cache } from './cache.js';
import { cacheFolder } from './cache-folder.js';
import { checkEnv } from './check.js';
import { checkOut, type Checkout, type CheckoutContext } from './checkout.js';
import { diffSides, type SidesDiff } from './diff.js';
import { checkNames, machine, programVariables, type Variables } from './environment.js';
import { gitIn, type Git } from './git.js';
import { Launcher } from './launch.js';
import type { Masker } from './mask.js';
import type { MeasurePlan, MeasurePorts } from './plan.js';
import { hasScript, locateProgram, programName } from './program.js';
import { findPython, type Python } from './python.js';
import { resolveCommits, type ChosenSides } from './refs.js';
import { openRepository, type Repository } from './repository.js';
import type { RunFolder } from './runFolder.js';
import type { ReadySide } from './runner.js';
import { refuseMistakable } from './scaleneCommand.js';
import { scaleneEnv, type ScaleneEnv } from './scaleneEnv.js';
import { prepareEnvs, type BothSides, type SetupContext } from './setup.js';
import { sideVariables } from './sideEnv.js';
import { makeStore, type Store } from './store.js';

const SETUP_LIMIT_SEC = 1800;

/** All that runs need. */
export interface Ground {
  /** As it is run: its arguments may hold secrets. */
  readonly program: Program;
  /** As it is told: without them, like all that follows. */
  readonly told: Program;
  readonly sides: BothSides<ReadySide>;
  readonly infos: BothSides<SideInfo>;
  readonly sidesReason: string;
  readonly environment: Environment;
  readonly warnings: NonNullable<Measurement['warnings']>;
  readonly diff: SidesDiff | null;
  readonly launcher: Launcher;
}

/** Things to undo, in the order in which they were begun; undone last to first. */
export type Undo = (step: () => Promise<void>) => void;

interface Work {
  readonly plan: MeasurePlan;
  readonly ports: MeasurePorts;
  readonly run: RunFolder;
  readonly undo: Undo;
  readonly env: Variables;
  readonly masker: Masker;
  readonly warnings: { code: string; message: string }[];
}

/**
 * Makes everything ready for the first run.
 * @throws InputError or MeasureError with the reason why that cannot be; the signal's reason when aborted
 */
export async function prepare(
  plan: MeasurePlan,
  ports: MeasurePorts,
  masker: Masker,
  run: RunFolder,
  undo: Undo,
): Promise<Ground> {
  const work: Work = { plan, ports, masker, run, undo, env: ports.env ?? process.env, warnings: [] };
  checkNames(plan.envNames);
  const git = gitIn(plan.repository, work.env, ports.signal);
  const repository = await openRepository(git);
  const program = locateProgram(plan.program, repository);
  refuseMistakable(program);
  // Python is asked while git works: neither needs the other.
  const [python, checkouts] = await together(
    findPython(
      { python: plan.python, cwd: repository.top ?? plan.repository, env: work.env, sandbox: plan.sandbox },
      ports.signal,
    ),
    makeCheckouts(work, git, repository),
  );
  const has = {
    base: await hasScript(program, checkouts.base.root),
    head: await hasScript(program, checkouts.head.root),
  };
  refuseMissing(program, has, repository);
  const scalene = await readyScalene(work, python);
  const inside = { sandbox: plan.sandbox, readOnly: [storeFolder(run)] };
  const launcher = new Launcher(python.baseExecutable, programVariables(work.env, []), run.path, masker, inside);
  undo(() => launcher.close());
  const workingTree = repository.top;
  // A side without the program may not even be able to run setup, and there is nothing to run after it.
  const setup = has.base && has.head ? plan.setup : undefined;
  const sides = await readySides(work, { python, scalene, launcher, checkouts, program, workingTree, setup });
  const hasModule = await checkSides(work, sides, program, launcher);
  const found = { base: has.base && hasModule.base, head: has.head && hasModule.head };
  refuseMissing(program, found, repository);
  return {
    program,
    sides,
    told: masker.data(program),
    infos: masker.data({ base: sideInfo('base', checkouts, found), head: sideInfo('head', checkouts, found) }),
    sidesReason: masker.text(checkouts.chosen.reason),
    environment: masker.data(machine(python.version, plan.scaleneVersion, plan.runner)),
    warnings: masker.data(work.warnings),
    diff: masker.data(checkouts.diff),
    launcher,
  };
}

/** The private store of the sides' objects, which nothing that runs here has a reason to write. */
function storeFolder(run: RunFolder): string {
  return join(run.path, 'store.git');
}

/** Scalene's environment, installed before and apart from everything of the program's. */
async function readyScalene({ plan, ports, masker, run, env }: Work, python: Python): Promise<ScaleneEnv> {
  const launcher = new Launcher(python.baseExecutable, programVariables(env, []), run.path, masker);
  try {
    const wish = {
      python,
      version: plan.scaleneVersion,
      env,
      onInstall: (folder: string) =>
        ports.onProgress({ kind: 'installing-scalene', version: plan.scaleneVersion, folder }),
    };
    return await scaleneEnv(wish, await cacheOf(plan, env), launcher, ports.signal);
  } finally {
    await launcher.close();
  }
}

/** Both results; where one fails, only after the other has ended too, since what it works on is then removed. */
async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

interface Checkouts extends BothSides<Checkout> {
  readonly chosen: ChosenSides;
  readonly diff: SidesDiff | null;
}

async function makeCheckouts(work: Work, git: Git, repository: Repository): Promise<Checkouts> {
  const { run, plan, ports } = work;
  const top = git.in(repository.top ?? plan.repository);
  const store = await makeStore(repository, storeFolder(run), top);
  const chosen = await resolveCommits(plan.sides, { repository, git: top, store, scratch: run.path });
  for (const path of chosen.dirtySubmodules) {
    warn(
      work,
      'submodule-dirty',
      `Uncommitted changes inside the submodule ${path} are not measured: commit them there first.`,
    );
  }
  const context: CheckoutContext = {
    repository,
    store,
    git,
    folder: run.path,
    moduleStores: new Map(),
    warn: (code, message) => warn(work, code, message),
  };
  const checkOutSide = (side: Side): Promise<Checkout> => {
    const { ref, commit, checkout } = chosen[side];
    ports.onProgress({ kind: 'checkout', side, ref, commit });
    return checkOut(side, checkout, context);
  };
  const base = await checkOutSide('base');
  const head = await checkOutSide('head');
  return { base, head, chosen, diff: await diffOf(work, store, chosen) };
}

async function diffOf(work: Work, store: Store, { base, head }: ChosenSides): Promise<SidesDiff | null> {
  const diff = await diffSides(store, base.checkout, head.checkout);
  if (diff === null) {
    warn(
      work,
      'no-diff',
      'The difference between the sides could not be made, so the report cannot say what is in it.',
    );
  } else if (diff.files < diff.allFiles) {
    warn(
      work,
      'diff-cut',
      `The difference between the sides is very large: ${String(diff.files)} of ${String(diff.allFiles)} files are kept.`,
    );
  }
  return diff;
}

/** Once for both sides: each noticed the same thing. */
function warn({ warnings }: Work, code: string, message: string): void {
  if (!warnings.some((known) => known.message === message)) warnings.push({ code, message });
}

function sideInfo(side: Side, { chosen, ...checkouts }: Checkouts, found: BothSides<boolean>): SideInfo {
  const { commit, ref, dirty } = chosen[side];
  const { root, tree } = checkouts[side];
  return { commit, ref, tree, root, ...(dirty ? { dirty } : {}), ...(found[side] ? {} : { hasProgram: false }) };
}

function refuseMissing(program: Program, has: BothSides<boolean>, repository: Repository): void {
  if (has.base || has.head) return;
  const where = program.workingDirectory === undefined ? 'the repository' : program.workingDirectory;
  const hint =
    program.module === undefined
      ? `check the path (relative to ${where}), and that git does not ignore the file`
      : 'check the name, and install it in the setup command if it is a package of its own';
  throw new InputError(
    `Neither base nor head has ${programName(program)}${repository.top === null ? '' : ` in ${repository.top}`}: ${hint}.`,
  );
}

interface Tools {
  readonly python: Python;
  readonly scalene: ScaleneEnv;
  readonly launcher: Launcher;
  readonly checkouts: Checkouts;
  readonly program: Program;
  readonly workingTree: string | null;
  readonly setup: string | undefined;
}

async function readySides(work: Work, tools: Tools): Promise<BothSides<ReadySide>> {
  const { plan, ports, run, env } = work;
  const { checkouts } = tools;
  const context: SetupContext = {
    ...tools,
    command: tools.setup,
    timeoutSec: plan.setupTimeoutSec ?? SETUP_LIMIT_SEC,
    scaleneVersion: plan.scaleneVersion,
    cache: await cacheOf(plan, env),
    reuse: plan.reuseSetup,
    signal: ports.signal,
    env,
    envNames: plan.envNames,
    folder: run.path,
    onSetup: (side, command, cached) => ports.onProgress({ kind: 'setup', side, command, cached }),
  };
  const place = (side: Side) => ({ checkout: checkouts[side], tmp: join(run.path, side, 'tmp') });
  const prepared = await prepareEnvs({ base: place('base'), head: place('head') }, context);
  work.undo(() => prepared.close());
  warnDiffering(work, prepared.differing);
  const variables = programVariables(env, plan.envNames);
  const ready = async (side: Side): Promise<ReadySide> => {
    const { root } = checkouts[side];
    const { tmp } = place(side);
    const own = prepared.envs[side];
    const cwd = join(root, tools.program.workingDirectory ?? '');
    // A side without the program may lack its folder too, and is only asked questions.
    await mkdir(cwd, { recursive: true });
    await mkdir(tmp, { recursive: true });
    const placed = { checkout: root, workingTree: tools.workingTree, tmp };
    return { side, root, cwd, tmp, python: own.python, env: sideVariables(own, variables, placed) };
  };
  return { base: await ready('base'), head: await ready('head') };
}

/** Scalene hands these folders on in variables and scripts that such characters would cut. */
const TROUBLE = /[:;'"\n]/;

async function cacheOf(plan: MeasurePlan, env: Variables): Promise<Cache> {
  const folder = plan.cacheDir ?? cacheFolder(env);
  if (TROUBLE.test(folder)) {
    throw new InputError(
      `The cache folder ${JSON.stringify(folder)} has a quote, colon or semicolon in its path, which Scalene cannot work with: set SCALENE_CACHE_DIR to another folder.`,
    );
  }
  return openCache(folder);
}

function warnDiffering(work: Work, { base, head }: BothSides<readonly string[]>): void {
  if (base.length === 0 && head.length === 0) return;
  const list = (names: readonly string[]): string =>
    names.length === 0 ? 'nothing' : names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  warn(
    work,
    'packages-differ',
    `The setup installed different packages: only base has ${list(base)}; only head has ${list(head)}.`,
  );
}

/** Whether each side has the module to run, and a warning where Scalene will not run well. */
async function checkSides(
  work: Work,
  sides: BothSides<ReadySide>,
  program: Program,
  launcher: Launcher,
): Promise<BothSides<boolean>> {
  const { plan, ports } = work;
  const has = { base: true, head: true };
  for (const side of sidesThatDiffer(plan, program)) {
    const asked = { program, scaleneVersion: plan.scaleneVersion };
    const fitness = await checkEnv(sides[side], asked, launcher, ports.signal);
    has[side] = fitness.hasModule;
    if (fitness.unmet.length > 0) {
      warn(
        work,
        'scalene-needs',
        `Scalene needs ${fitness.unmet.join(', ')}, and the program's own packages come first: its profile runs may fail.`,
      );
    }
  }
  return has;
}

/** Without a setup of their own both environments are the same, and a script has been looked for in the checkouts. */
function sidesThatDiffer(plan: MeasurePlan, program: Program): readonly Side[] {
  return plan.setup === undefined && program.module === undefined ? ['base'] : SIDES;
}

/** @throws MeasureError on Windows, before anything is run */
export function refuseWindows(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return;
  throw new MeasureError(
    'Measuring does not work on Windows, where process groups and resource accounts are missing: use WSL, Linux or macOS; comparing and reporting work here.',
  );
}
