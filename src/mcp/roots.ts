/**
 * Which paths a call may name: those inside the folders given at start, links followed.
 * Whether such a file is of use is left to the callers.
 */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { InputError } from '../model/errors.js';

const MAX_PATH = 4096;

export class Roots {
  /** Real paths, the first being where relative paths start. */
  readonly folders: readonly [string, ...string[]];

  /** Throws InputError for a root that is not a folder. */
  constructor(folders: readonly [string, ...string[]]) {
    const [first, ...rest] = folders;
    this.folders = [realFolder(first), ...rest.map(realFolder)];
  }

  get first(): string {
    return this.folders[0];
  }

  /**
   * The real path of something that exists inside the roots. `from` is where relative paths start.
   * Throws InputError with the reason; for a path outside, whether there is anything is not told.
   */
  existing(path: string, from: string = this.first): string {
    const wanted = absolute(path, from);
    const real = realPath(wanted);
    if (real !== null && this.contains(real)) return real;
    if (!this.contains(wanted)) throw this.#outside(path, 'it leads out of them');
    if (real !== null) throw this.#outside(path, 'it is a link that leads out of them');
    throw new InputError(`There is no "${path}" in ${from}: name a file or folder that exists inside the root.`);
  }

  /** The real path of a folder inside the roots. */
  folder(path: string, from: string = this.first): string {
    const real = this.existing(path, from);
    if (statSync(real).isDirectory()) return real;
    throw new InputError(`"${path}" is not a folder: name the folder in which the program shall run.`);
  }

  /** The real path of a regular file inside the roots. */
  file(path: string, from: string = this.first): string {
    const real = this.existing(path, from);
    if (statSync(real).isFile()) return real;
    throw new InputError(`"${path}" is not a regular file: name a file inside the root.`);
  }

  /** Whether a real path lies inside the roots. */
  contains(path: string): boolean {
    return this.folders.some((root) => isInside(root, path));
  }

  /** The root that holds a real path inside the roots. */
  around(path: string): string {
    return this.folders.find((root) => isInside(root, path)) ?? this.first;
  }

  #outside(path: string, why: string): InputError {
    return new InputError(
      `"${path}" is outside the roots (${this.folders.join(', ')}; ${why}): use a path inside, or have the server started with --root for that folder.`,
    );
  }
}

/** Whether `path` is `folder` or below it; both absolute and without links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function absolute(path: string, from: string): string {
  if (path.includes('\0')) {
    throw new InputError('The path has a NUL byte in it, which no file name can have: name a file inside the root.');
  }
  if (path === '' || path.length > MAX_PATH) {
    throw new InputError('The path is empty or too long: name a file inside the root.');
  }
  return resolve(from, path);
}

function realFolder(path: string): string {
  const real = realPath(resolve(path));
  if (real !== null && statSync(real).isDirectory()) return real;
  throw new InputError(`The root ${path} is not a folder: give --root the folder of a project.`);
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
