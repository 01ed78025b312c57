/**
 * What measuring needs on this machine, checked one by one, with the command that mends what is missing.
 * Printing it is left to the edges.
 */
import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { UserError } from '../model/errors.js';
import { openCache } from './cache.js';
import { cacheFolder } from './cache-folder.js';
import { setupVariables, type Variables } from './environment.js';
import { gitIn } from './git.js';
import { fingerprint, removeTree } from './paths.js';
import { findPython, type Python } from './python.js';
import { environmentFacts } from './scaleneEnv.js';

export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do about it: a command where one does it. */
  readonly mend?: string;
}

export interface DoctorQuestion {
  readonly python?: string | undefined;
  readonly scaleneVersion: string;
  readonly folder: string;
  readonly cacheDir?: string | undefined;
  readonly env: Variables;
}

/** Checkouts, environments and profiles together, in MiB. */
const SPACE_MIB = 1024;
const OLDEST_GIT = [2, 30] as const;
const DOWNLOAD_LIMIT_SEC = 120;

/** All checks, in the order in which they matter. Never throws for what it finds, only when aborted. */
export async function doctorChecks(question: DoctorQuestion, signal: AbortSignal): Promise<readonly DoctorCheck[]> {
  const checks = [platformCheck(), await gitCheck(question, signal)];
  const python = await pythonCheck(question, signal);
  checks.push(python.check);
  if (python.found !== null) {
    checks.push(venvCheck(python.found), await scaleneCheck(python.found, question, signal));
  }
  checks.push(await spaceCheck());
  return checks;
}

function platformCheck(): DoctorCheck {
  const { platform, arch } = process;
  const base = { name: 'system', found: `${platform} ${arch}` };
  if (platform !== 'win32') return { ...base, ok: true };
  return { ...base, ok: false, mend: 'measure in WSL, on Linux or on macOS; comparing and reporting work here' };
}

async function gitCheck({ folder, env }: DoctorQuestion, signal: AbortSignal): Promise<DoctorCheck> {
  try {
    const text = await gitIn(folder, env, signal).must(['--version']);
    const version = /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? '0.0';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const ok = major > OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor >= OLDEST_GIT[1]);
    return { name: 'git', ok, found: version, ...(ok ? {} : { mend: `install git ${OLDEST_GIT.join('.')} or later` }) };
  } catch (error) {
    return { name: 'git', ok: false, found: reason(error, signal), mend: 'install git (https://git-scm.com)' };
  }
}

async function pythonCheck(
  { python, folder, env }: DoctorQuestion,
  signal: AbortSignal,
): Promise<{ check: DoctorCheck; found: Python | null }> {
  try {
    const found = await findPython({ python, cwd: folder, env }, signal);
    return { found, check: { name: 'python', ok: true, found: `${found.version} (${found.executable})` } };
  } catch (error) {
    const mend = 'install Python 3.9 or later, or name one with --python';
    return { found: null, check: { name: 'python', ok: false, found: reason(error, signal), mend } };
  }
}

function venvCheck(python: Python): DoctorCheck {
  const missing = [...(python.hasVenv ? [] : ['venv']), ...(python.hasEnsurepip ? [] : ['ensurepip'])];
  if (missing.length === 0) return { name: 'venv', ok: true, found: 'venv and ensurepip' };
  const minor = python.version.split('.').slice(0, 2).join('.');
  return {
    name: 'venv',
    ok: false,
    found: `no ${missing.join(', no ')}`,
    mend: `sudo apt install python${minor}-venv`,
  };
}

/** Installed already, or to be had as a wheel; else it must be compiled. */
async function scaleneCheck(python: Python, question: DoctorQuestion, signal: AbortSignal): Promise<DoctorCheck> {
  const { scaleneVersion: version, cacheDir, env } = question;
  const name = 'scalene';
  try {
    const cache = await openCache(cacheDir ?? cacheFolder(env));
    const known = await cache.find(`scalene-${fingerprint(environmentFacts(python, version))}`);
    if (known !== null) return { name, ok: true, found: `${version} (${known})` };
  } catch (error) {
    return {
      name,
      ok: false,
      found: reason(error, signal),
      mend: 'set SCALENE_CACHE_DIR to a folder that can be written',
    };
  }
  if (await hasWheel(python, version, env, signal)) {
    return { name, ok: true, found: `${version} is not installed yet; the first run does that` };
  }
  const compiler = await execa('c++', ['--version'], {
    env: setupVariables(env, []),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
  });
  if (!compiler.failed) {
    return {
      name,
      ok: true,
      found: `no ready-made ${version} for this system could be had; the first run compiles it`,
    };
  }
  return {
    name,
    ok: false,
    found: `no ready-made ${version} for this system could be had, and no compiler was found`,
    mend: 'check the network, or install a compiler: sudo apt install g++ make python3-dev (macOS: xcode-select --install)',
  };
}

async function hasWheel(python: Python, version: string, env: Variables, signal: AbortSignal): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'scalene-gate-doctor-'));
  try {
    const wheel = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder, `scalene==${version}`];
    const result = await execa(python.executable, ['-m', 'pip', '--disable-pip-version-check', ...wheel], {
      cwd: folder,
      env: setupVariables(env, []),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: DOWNLOAD_LIMIT_SEC * 1000,
      cancelSignal: signal,
    });
    signal.throwIfAborted();
    return !result.failed;
  } finally {
    await removeTree(folder);
  }
}

async function spaceCheck(): Promise<DoctorCheck> {
  const folder = tmpdir();
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  const ok = free >= SPACE_MIB;
  const found = `${String(free)} MiB free in ${folder}`;
  return {
    name: 'space',
    ok,
    found,
    ...(ok ? {} : { mend: 'free some space there, or set TMPDIR to another folder' }),
  };
}

function reason(error: unknown, signal: AbortSignal): string {
  signal.throwIfAborted();
  if (error instanceof UserError) return error.message;
  throw error;
}
