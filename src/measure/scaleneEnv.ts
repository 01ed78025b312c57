/**
 * The cached environment that holds Scalene at one pinned version, over the chosen Python.
 * Layering it under a side's own packages is left to `sideEnv.ts`.
 */
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, MeasureError } from '../model/errors.js';
import type { Cache } from './cache.js';
import { setupVariables, type Variables } from './environment.js';
import { outputTail, type CommandResult, type Launcher } from './launch.js';
import { fingerprint } from './paths.js';
import { folderVersion, type Python } from './python.js';

/** Bumped when the layout below changes, so that older ones in a cache are not taken for it. */
const LAYOUT = 2;
/** Compiling Scalene where there is no wheel takes minutes, in seconds. */
const INSTALL_LIMIT_SEC = 1800;

export interface ScaleneEnv {
  /** Folder with Scalene alone: searched first, so that no other version of it is ever taken. */
  readonly pinned: string;
  /** Folder with what Scalene needs, and pip: searched last, so that the program's own choice wins. */
  readonly needs: string;
}

export interface ScaleneWish {
  readonly python: Python;
  readonly version: string;
  readonly env: Variables;
  /** Called before anything is installed. */
  onInstall(folder: string): void;
}

/** What this environment and those over it depend on. */
export function environmentFacts(python: Python, scaleneVersion: string): readonly unknown[] {
  return [LAYOUT, python.realExecutable, python.build, python.freeThreaded, scaleneVersion];
}

/**
 * The environment from the cache, or a new one.
 * @throws MeasureError when it cannot be made, with the command that mends it; InputError for a version that is none
 */
export async function scaleneEnv(
  wish: ScaleneWish,
  cache: Cache,
  launcher: Launcher,
  signal: AbortSignal,
): Promise<ScaleneEnv> {
  checkVersion(wish.version);
  const name = `scalene-${fingerprint(environmentFacts(wish.python, wish.version))}`;
  const known = await cache.find(name);
  if (known !== null) return layout(known, wish.python);
  wish.onInstall(cache.folder);
  const folder = await cache.begin(name);
  try {
    await install(folder, wish, launcher, signal);
    await cache.keep(name, folder);
    return layout(folder, wish.python);
  } catch (error) {
    await cache.drop(name, folder);
    throw error;
  }
}

function checkVersion(version: string): void {
  if (/^\d+(\.\d+){1,3}((a|b|rc|\.post|\.dev)\d+)?$/.test(version)) return;
  throw new InputError(
    `'${version}' is no exact version of Scalene: give one such as 2.4.0, since profiles of different versions cannot be compared.`,
  );
}

function layout(folder: string, python: Python): ScaleneEnv {
  return {
    pinned: join(folder, 'pinned'),
    needs: join(folder, 'venv', 'lib', `python${folderVersion(python)}`, 'site-packages'),
  };
}

async function install(folder: string, wish: ScaleneWish, launcher: Launcher, signal: AbortSignal): Promise<void> {
  const { python, version } = wish;
  refuseWithoutVenv(python);
  const venv = join(folder, 'venv');
  const common = { cwd: folder, env: setupVariables(wish.env, []), timeoutSec: INSTALL_LIMIT_SEC };
  const made = await launcher.run({ ...common, argv: [python.baseExecutable, '-m', 'venv', venv] }, signal);
  if (made.exitCode !== 0) throw venvFailed(python, made);
  const pip = [
    join(venv, 'bin', 'python'),
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--no-input',
  ] as const;
  const installed = await launcher.run({ ...common, argv: [...pip, `scalene==${version}`] }, signal);
  if (installed.exitCode !== 0) throw installFailed(wish, installed);
  await setApart(layout(folder, python), version);
}

/** Moves Scalene itself into a folder of its own. */
async function setApart({ pinned, needs }: ScaleneEnv, version: string): Promise<void> {
  await mkdir(pinned);
  const own = (await readdir(needs)).filter((name) => name === 'scalene' || /^scalene-.*\.dist-info$/i.test(name));
  for (const name of own) await rename(join(needs, name), join(pinned, name));
  if (!own.includes('scalene')) {
    throw new MeasureError(
      `pip installed scalene==${version} without saying where, so it cannot be used: run 'pip install scalene==${version}' in a new virtual environment to see more.`,
    );
  }
}

function refuseWithoutVenv(python: Python): void {
  if (python.hasVenv && python.hasEnsurepip) return;
  const minor = python.version.split('.').slice(0, 2).join('.');
  throw new MeasureError(
    `${python.executable} cannot make virtual environments, because its modules venv and ensurepip are kept in another package: install that (on Debian and Ubuntu 'sudo apt install python${minor}-venv'), or name another Python.`,
  );
}

function venvFailed(python: Python, result: CommandResult): MeasureError {
  const mend = isFull(result) ? 'free some space' : `run '${python.baseExecutable} -m venv DIR' by hand to see why`;
  return new MeasureError(`No virtual environment could be made with ${python.executable}: ${mend}, and try again.`, {
    outputTail: outputTail(result.output),
  });
}

/** Why pip fails, told by what it writes: the first that fits. */
const REASONS: readonly { readonly sign: RegExp; readonly why: string; readonly mend: string }[] = [
  { sign: /No space left on device/, why: 'the disk is full', mend: 'free some space' },
  {
    sign: /NewConnectionError|Temporary failure in name resolution|ConnectTimeout|ProxyError|Connection refused/,
    why: 'the package index cannot be reached',
    mend: 'check the network, or set PIP_INDEX_URL to an index that can be reached',
  },
  {
    sign: /CERTIFICATE_VERIFY_FAILED|SSLError/,
    why: "the package index's certificate is not trusted",
    mend: 'set PIP_CERT to the certificate bundle of your network',
  },
  {
    sign: /Requires-Python|requires a different Python/,
    why: 'this version does not support this Python',
    mend: 'choose another --scalene-version or --python',
  },
  {
    sign: /No matching distribution found for scalene==|Could not find a version that satisfies the requirement scalene==/,
    why: 'there is no such version',
    mend: 'choose another --scalene-version',
  },
  {
    sign: /Failed building wheel for|error: command .* failed|Microsoft Visual C\+\+|No such file or directory: '(g\+\+|gcc|cc|c\+\+|clang)'/,
    why: 'there is no ready-made wheel for this system and compiling it failed',
    mend: "install a C++ compiler and Python's headers (on Debian and Ubuntu 'sudo apt install g++ make python3-dev')",
  },
];

function installFailed(wish: ScaleneWish, result: CommandResult): MeasureError {
  const { head, tail } = result.output;
  const text = `${head}\n${tail}`;
  const known = REASONS.find(({ sign }) => sign.test(text));
  const why =
    known?.why ?? (result.timedOut ? 'pip took too long' : `pip ended with status ${String(result.exitCode)}`);
  const mend = known?.mend ?? `run 'python -m pip install scalene==${wish.version}' by hand to see more`;
  return new MeasureError(
    `Scalene ${wish.version} could not be installed for Python ${wish.python.version} (${why}): ${mend}, and try again.`,
    { outputTail: outputTail(result.output) },
  );
}

function isFull({ output }: CommandResult): boolean {
  return /No space left on device/.test(output.head + output.tail);
}
