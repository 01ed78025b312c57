/**
 * Each side's environment with `setup` run in it, from the cache where that is safe.
 * What runs in it afterwards is left to `runner.ts`.
 */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MeasureError } from '../model/errors.js';
import { SIDES, type Side } from '../model/measurement.js';
import type { Cache } from './cache.js';
import type { Checkout } from './checkout.js';
import { setupVariables, type Variables } from './environment.js';
import { outputTail, type Launcher } from './launch.js';
import { fingerprint, freshFolder, stateOf, listIfThere, readIfThere, readPlain } from './paths.js';
import type { Python } from './python.js';
import { environmentFacts, type ScaleneEnv } from './scaleneEnv.js';
import { makeSideEnv, sideEnvAt, sideVariables, type SideEnv } from './sideEnv.js';

export interface SetupContext {
  readonly command: string | undefined;
  readonly timeoutSec: number;
  readonly python: Python;
  readonly scalene: ScaleneEnv;
  readonly scaleneVersion: string;
  readonly cache: Cache;
  readonly launcher: Launcher;
  readonly signal: AbortSignal;
  /** Whether an environment from the cache may be taken, and one that is made here be kept there. */
  readonly reuse: 'when-untouched' | 'never';
  readonly env: Variables;
  readonly envNames: readonly string[];
  /** The run's private folder. */
  readonly folder: string;
  readonly workingTree: string | null;
  onSetup(side: Side, command: string, cached: boolean): void;
}

/** A side for which an environment is made. */
export interface SetupSide {
  readonly checkout: Checkout;
  /** Absolute path in which `setup` runs: the top of the checkout. */
  readonly tmp: string;
}

export type BothSides<T> = { readonly [S in Side]: T };

interface Prepared {
  readonly env: SideEnv;
  /** Made by an earlier run of this program. */
  readonly cached: boolean;
  /** To be removed when this run ends, since nobody else may use it. */
  readonly drop: (() => Promise<void>) | null;
  readonly packages: readonly string[];
  /** The run that made it. */
  readonly madeBy: string;
}

export interface PreparedEnvs {
  readonly envs: BothSides<SideEnv>;
  /** Packages that are installed on one side only, or in another version: `numpy-1.26.4`. */
  readonly differing: BothSides<readonly string[]>;
  /** Removes what nobody else may use. */
  close(): Promise<void>;
}

/** @throws MeasureError when `setup` fails on a side */
export async function prepareEnvs(sides: BothSides<SetupSide>, context: SetupContext): Promise<PreparedEnvs> {
  const made: Prepared[] = [];
  const prepare = async (side: Side, useCache: 'use-cache' | 'anew'): Promise<Prepared> => {
    const prepared = await prepareEnv(side, sides[side], context, useCache);
    made.push(prepared);
    return prepared;
  };
  const close = async (): Promise<void> => {
    for (const { drop } of made) await drop?.();
  };
  try {
    let both = { base: await prepare('base', 'use-cache'), head: await prepare('head', 'use-cache') };
    for (const side of SIDES) if (isStale(both, side)) both = { ...both, [side]: await prepare(side, 'anew') };
    return { envs: { base: both.base.env, head: both.head.env }, differing: differences(both), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * An environment from the cache may have older packages than one that is made today from the same words. Where the
 * sides' packages differ and were not made by one run, the difference could be of time and not of the code.
 */
function isStale(both: BothSides<Prepared>, side: Side): boolean {
  const { base, head } = both;
  return both[side].cached && base.madeBy !== head.madeBy && base.packages.join() !== head.packages.join();
}

function differences({ base, head }: BothSides<Prepared>): BothSides<readonly string[]> {
  return {
    base: base.packages.filter((name) => !head.packages.includes(name)),
    head: head.packages.filter((name) => !base.packages.includes(name)),
  };
}

async function prepareEnv(
  side: Side,
  place: SetupSide,
  context: SetupContext,
  useCache: 'use-cache' | 'anew',
): Promise<Prepared> {
  const { command, python, scalene, cache, folder } = context;
  const madeBy = basename(folder);
  if (command === undefined) {
    const env = await makeSideEnv(join(folder, side, 'env'), python, scalene);
    return { env, cached: false, drop: null, packages: [], madeBy };
  }
  if (context.reuse === 'never') {
    context.onSetup(side, command, false);
    const env = await makeSideEnv(join(folder, side, 'env'), python, scalene);
    await runSetup(side, place, env, context);
    return { env, cached: false, drop: null, packages: await packagesOf(env), madeBy };
  }
  const facts = [...environmentFacts(python, context.scaleneVersion), command, place.checkout.tree];
  const name = `setup-${fingerprint(facts)}`;
  const known = useCache === 'use-cache' ? await cache.find(name) : null;
  context.onSetup(side, command, known !== null);
  if (known !== null) {
    const env = sideEnvAt(join(known, 'env'), python);
    const made = (await readIfThere(join(known, MADE_BY))) ?? '';
    return { env, cached: true, drop: null, packages: await packagesOf(env), madeBy: made };
  }
  return setUp(side, place, name, context);
}

/** Names in a cached environment the run that made it. */
const MADE_BY = 'made-by';

async function setUp(side: Side, place: SetupSide, name: string, context: SetupContext): Promise<Prepared> {
  const { cache, python, scalene } = context;
  const madeBy = basename(context.folder);
  const target = await cache.begin(name);
  const drop = (): Promise<void> => cache.drop(name, target);
  try {
    const env = await makeSideEnv(join(target, 'env'), python, scalene);
    const { root } = place.checkout;
    const before = await stateOf(root);
    await runSetup(side, place, env, context);
    // What setup made in the checkout would be missing next time. Git is not asked: setup could have told it to run something.
    const kept = before === (await stateOf(root)) && !(await refersTo(env, madeBy));
    if (kept) {
      await compile(env, place, context);
      await writeFile(join(target, MADE_BY), madeBy);
      await cache.keep(name, target);
    }
    return { env, cached: false, drop: kept ? null : drop, packages: await packagesOf(env), madeBy };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function runSetup(side: Side, place: SetupSide, env: SideEnv, context: SetupContext): Promise<void> {
  const { root } = place.checkout;
  await freshFolder(place.tmp);
  const variables = setupVariables(context.env, context.envNames);
  const result = await context.launcher.run(
    {
      argv: ['/bin/sh', '-c', context.command ?? ''],
      cwd: root,
      env: sideVariables(env, variables, { checkout: root, workingTree: context.workingTree, tmp: place.tmp }),
      timeoutSec: context.timeoutSec,
    },
    context.signal,
  );
  if (result.exitCode === 0 && !result.timedOut) return;
  const how = result.timedOut
    ? `took longer than ${String(context.timeoutSec)} s`
    : `ended with ${result.signal ?? `status ${String(result.exitCode)}`}`;
  throw new MeasureError(
    `The setup of ${side} ${how}: run '${context.command ?? ''}' by hand in a fresh clone of that commit, and mend it.`,
    { outputTail: outputTail(result.output) },
  );
}

/** So that runs leave the environment as it is: Python would write compiled modules into it. What cannot be compiled stays as it is. */
async function compile(
  env: SideEnv,
  place: SetupSide,
  { launcher, env: variables, signal }: SetupContext,
): Promise<void> {
  const argv = [env.python, '-m', 'compileall', '-q', env.sitePackages] as const;
  const own = sideVariables(env, setupVariables(variables, []), {
    checkout: place.checkout.root,
    workingTree: null,
    tmp: place.tmp,
  });
  await launcher.run({ argv: [...argv], cwd: env.folder, env: own, timeoutSec: COMPILE_LIMIT_SEC }, signal);
}

const COMPILE_LIMIT_SEC = 300;

/** The largest file that is searched for a reference, in bytes: those that link to a folder are small. */
const SEARCHED_BYTES = 1024 * 1024;

/** Whether a file that Python reads at start leads into this run's private folder, as an editable install does. */
async function refersTo(env: SideEnv, privateName: string): Promise<boolean> {
  const folders = [env.sitePackages, env.bin];
  for (const folder of folders) {
    for (const name of await listIfThere(folder)) {
      const bytes = await readPlain(join(folder, name), SEARCHED_BYTES).catch(() => null);
      if (bytes?.includes(privateName) === true) return true;
    }
  }
  return false;
}

/** Names with versions of the packages that setup installed, sorted. */
async function packagesOf(env: SideEnv): Promise<readonly string[]> {
  const names = await listIfThere(env.sitePackages);
  return names.flatMap((name) => /^(.+)\.(?:dist-info|egg-info)$/.exec(name)?.[1] ?? []).sort();
}
