/**
 * A side's own virtual environment, layered over the pinned Scalene and the chosen Python's packages (PEP 405).
 * Running `setup` in it is left to `setup.ts`, running the program to `runner.ts`.
 */
import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assetPath } from './asset.js';
import { folderVersion, type Python } from './python.js';
import type { ScaleneEnv } from './scaleneEnv.js';
import { isInside } from './paths.js';

/** Where ncc finds the file, and puts it beside the bundle. */
const LAYER = assetPath(new URL('./layer.py', import.meta.url));

const PROFILED = assetPath(new URL('./profiled.py', import.meta.url));

/** Not by chance the name of a module of the program's. */
const MODULE = '_scalene_gate_layer';
const PROFILED_MODULE = '_scalene_gate_profiled';

export interface SideEnv {
  readonly folder: string;
  /** Absolute path of its Python. */
  readonly python: string;
  /** What comes first on the PATH. */
  readonly bin: string;
  /** Where its own packages are. */
  readonly sitePackages: string;
}

export function sideEnvAt(folder: string, python: Python): SideEnv {
  const bin = join(folder, 'bin');
  return {
    folder,
    bin,
    python: join(bin, 'python'),
    sitePackages: join(folder, 'lib', `python${folderVersion(python)}`, 'site-packages'),
  };
}

/**
 * Makes an environment without any package of its own, in milliseconds: `python -m venv` takes a second.
 * Its layout is that of PEP 405, which `python -m venv` follows as well.
 */
export async function makeSideEnv(folder: string, python: Python, scalene: ScaleneEnv): Promise<SideEnv> {
  const env = sideEnvAt(folder, python);
  await mkdir(env.sitePackages, { recursive: true });
  await mkdir(env.bin);
  await Promise.all([
    writeFile(join(folder, 'pyvenv.cfg'), configuration(python)),
    symlink(python.baseExecutable, env.python),
    symlink('python', join(env.bin, 'python3')),
    symlink('python', join(env.bin, `python${folderVersion(python)}`)),
    // Some builds of Python keep compiled packages in lib64.
    symlink('lib', join(folder, 'lib64')),
    writePip(join(env.bin, 'pip')),
    writePip(join(env.bin, 'pip3')),
    copyFile(LAYER, join(env.sitePackages, `${MODULE}.py`)),
    copyFile(PROFILED, join(env.sitePackages, `${PROFILED_MODULE}.py`)),
    writeFile(join(env.sitePackages, `${MODULE}.pth`), `import ${MODULE}\n`),
    writeFile(join(env.sitePackages, `${MODULE}_settings.py`), settings(env, python, scalene)),
  ]);
  return env;
}

function configuration(python: Python): string {
  return [
    `home = ${dirname(python.baseExecutable)}`,
    // The layer adds them itself, in an order of its own.
    'include-system-site-packages = false',
    `version = ${python.version}`,
    '',
  ].join('\n');
}

/** pip itself comes with what Scalene needs; this one installs into the side, whatever pip is first elsewhere. */
async function writePip(path: string): Promise<void> {
  await writeFile(path, '#!/bin/sh\nexec "$(dirname "$0")/python" -m pip "$@"\n');
  await chmod(path, 0o755);
}

/** Strings in JSON are strings in Python. */
function settings(env: SideEnv, python: Python, scalene: ScaleneEnv): string {
  const values = {
    PINNED: scalene.pinned,
    OWN: env.sitePackages,
    CHOSEN: python.siteFolders.filter((folder) => folder !== env.sitePackages),
    LAST: scalene.needs,
    PREFIX: python.prefix,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
    .join('');
}

/** Variables that make a program use the environment; they say too where the checkout stands in for the working tree. */
export function sideVariables(
  env: SideEnv,
  variables: Readonly<Record<string, string>>,
  place: { readonly checkout: string; readonly workingTree: string | null; readonly tmp: string },
): Record<string, string> {
  return {
    ...variables,
    PATH: [env.bin, variables['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':'),
    VIRTUAL_ENV: env.folder,
    TMPDIR: place.tmp,
    ...(place.workingTree === null || isInside(place.workingTree, place.checkout)
      ? {}
      : { SCALENE_GATE_MOVE: `${place.workingTree}:${place.checkout}` }),
  };
}
