/**
 * The Python that was chosen: found, asked what it is, and refused with a reason where it will not do.
 * Making environments over it is left to `scaleneEnv.ts` and `sideEnv.ts`.
 */
import { assetPath } from './asset.js';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { InputError, MeasureError } from '../model/errors.js';
import { programVariables } from './environment.js';
import { within, type Sandbox } from './sandboxed.js';

/** Where ncc finds the file, and puts it beside the bundle. */
const PROBE = assetPath(new URL('./probe.py', import.meta.url));

/** Oldest Python that the launcher and the layers are written for. */
const OLDEST = [3, 9] as const;
const PROBE_LIMIT_SEC = 60;

const PythonSchema = z.object({
  /** Such as `3.11.7`. */
  version: z.string(),
  /** The long version, with compiler and build date. */
  build: z.string(),
  implementation: z.string(),
  executable: z.string(),
  /** Where the executable is a virtual environment's, that of the Python under it. */
  baseExecutable: z.string(),
  realExecutable: z.string(),
  prefix: z.string(),
  /** Folders of installed packages, in the order in which they are searched. */
  siteFolders: z.array(z.string()),
  hasVenv: z.boolean(),
  hasEnsurepip: z.boolean(),
  freeThreaded: z.boolean(),
});
export type Python = z.infer<typeof PythonSchema>;

export interface PythonWish {
  /** Command or path; by default that of the active virtual environment, `python3` or `python`. */
  readonly python?: string | undefined;
  /** Folder in which it is started: version managers decide by it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Inside which it is asked, as everything of the program runs. */
  readonly sandbox?: Sandbox | undefined;
}

/**
 * Finds the Python and asks it what it is.
 * @throws InputError when the one that was asked for is not there or too old; MeasureError when there is none at all
 */
export async function findPython(wish: PythonWish, signal: AbortSignal): Promise<Python> {
  for (const command of candidates(wish)) {
    const python = await probe(command, wish, signal);
    if (python === null) continue;
    refuseUnfit(python);
    return python;
  }
  if (wish.python !== undefined) {
    throw new InputError(
      `The Python '${wish.python}' could not be started: give the name of a command on the PATH or the path of an executable.`,
    );
  }
  throw new MeasureError(
    `No Python was found (tried ${candidates(wish).join(', ')}): install Python 3.9 or later, or name one with --python.`,
  );
}

function candidates({ python, env }: PythonWish): readonly string[] {
  if (python !== undefined) return [python];
  const active = env['VIRTUAL_ENV'];
  return [...(active ? [join(active, 'bin', 'python')] : []), 'python3', 'python'];
}

async function probe(command: string, { cwd, env, sandbox }: PythonWish, signal: AbortSignal): Promise<Python | null> {
  const [file, ...args] = within(sandbox, [command, PROBE]);
  const result = await execa(file, args, {
    cwd,
    env: probeVariables(env),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: PROBE_LIMIT_SEC * 1000,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  if (result.failed) return null;
  try {
    return PythonSchema.parse(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? ''));
  } catch {
    return null;
  }
}

/**
 * What the program would see, and by what version managers choose. PYTHONPATH, PYTHONHOME and the like would describe the caller's
 * Python, not the one that is asked.
 */
function probeVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const managed = Object.entries(env).filter(([name]) =>
    /^(PYENV_(ROOT|VERSION)|ASDF_[A-Z_]+|MISE_[A-Z_]+|VIRTUAL_ENV)$/.test(name),
  );
  return {
    ...Object.fromEntries(managed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    ...programVariables(env, []),
  };
}

function refuseUnfit(python: Python): void {
  const [major = 0, minor = 0] = python.version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new InputError(
      `${python.executable} is Python ${python.version}, and measuring needs ${OLDEST.join('.')} or later: name a newer one with --python.`,
    );
  }
  if (python.implementation !== 'CPython') {
    throw new InputError(
      `${python.executable} is ${python.implementation}, and Scalene profiles only CPython: name a CPython with --python.`,
    );
  }
}

/** `3.11`, as it stands in the names of folders; a free-threaded build has its own. */
export function folderVersion(python: Pick<Python, 'version' | 'freeThreaded'>): string {
  return `${python.version.split('.').slice(0, 2).join('.')}${python.freeThreaded ? 't' : ''}`;
}
