/**
 * The program as it was asked for, made precise: where in the repository it lies, and whether a side has it.
 * Running it is left to `runner.ts`.
 */
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { InputError } from '../model/errors.js';
import type { Program } from '../model/measurement.js';
import { isFile, isInside } from './paths.js';
import type { Repository } from './repository.js';

/**
 * Script and working directory as paths inside the repository; an absolute script in the working tree is meant in
 * the checkouts.
 * @throws InputError when they are not inside the repository, or nothing says what to run
 */
export function locateProgram(program: Program, repository: Pick<Repository, 'top' | 'prefix'>): Program {
  const { script, module, workingDirectory, ...rest } = program;
  if ((script === undefined) === (module === undefined)) {
    throw new InputError('Exactly one of script and module says what to run: give --script FILE or --module NAME.');
  }
  const folder = insideRepository(workingDirectory ?? repository.prefix, 'working directory', '', repository);
  const where = folder === '' ? {} : { workingDirectory: folder };
  if (script === undefined) return { ...rest, ...(module === undefined ? {} : { module }), ...where };
  const path = insideRepository(script, 'script', folder, repository);
  return { ...rest, script: posix.relative(folder, path), ...where };
}

/** A path relative to the top, with forward slashes. */
function insideRepository(path: string, what: string, from: string, { top }: Pick<Repository, 'top'>): string {
  const absolute = isAbsolute(path);
  const way = absolute && top !== null ? relative(top, path) : path;
  const clean = posix.normalize(posix.join(from, way.split(sep).join('/')));
  const climbs = clean === '..' || clean.startsWith('../') || (absolute && (top === null || !isInside(top, path)));
  if (climbs || path.includes('\0')) {
    throw new InputError(
      `The ${what} ${path} lies outside the repository, so the two sides would not differ in it: name one inside.`,
    );
  }
  return clean === '.' ? '' : clean.replace(/\/$/, '');
}

/** Whether a checkout has the script. A module is looked for by its environment, see `check.ts`. */
export async function hasScript(program: Program, root: string): Promise<boolean> {
  return program.script === undefined || isFile(join(root, program.workingDirectory ?? '', program.script));
}

/** What to call the program in a sentence. */
export function programName({ script, module }: Program): string {
  return script ?? `the module ${module ?? ''}`;
}
