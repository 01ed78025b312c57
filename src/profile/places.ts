/**
 * Chooses places in a program by globs of files and functions.
 * What is done with the chosen places is left to the caller.
 */
import picomatch from 'picomatch/posix.js';
import { InputError } from '../model/errors.js';

/** A function in a file. */
export interface CodePlace {
  readonly file: string;
  readonly function: string;
}

export interface PlaceFilter {
  /** Only places that one of these matches; all when empty or missing. */
  readonly only?: readonly string[];
  /** No place that one of these matches; wins over `only`. */
  readonly exclude?: readonly string[];
}

/**
 * Compiles a filter. A pattern matches a place when it matches its file (`src/**`, `parse.py` anywhere, a folder), its
 * function (`Loader.*`), or both (`src/*.py:Loader.*`).
 *
 * @throws InputError for a pattern that is no glob
 */
export function placeFilter({ only = [], exclude = [] }: PlaceFilter): (place: CodePlace) => boolean {
  const wanted = only.map(matcher);
  const unwanted = exclude.map(matcher);
  return (place) =>
    (wanted.length === 0 || wanted.some((matches) => matches(place))) && !unwanted.some((matches) => matches(place));
}

function matcher(pattern: string): (place: CodePlace) => boolean {
  const colon = pattern.lastIndexOf(':');
  if (colon > 0 && colon < pattern.length - 1) {
    const file = fileMatcher(pattern.slice(0, colon));
    const name = compiled(pattern.slice(colon + 1));
    return (place) => file(place.file) && name(place.function);
  }
  const file = fileMatcher(pattern);
  const name = compiled(pattern);
  return (place) => file(place.file) || name(place.function);
}

/** A glob without a slash is for the file's own name, in any folder; a folder stands for all that is in it. */
function fileMatcher(pattern: string): (file: string) => boolean {
  const matches = compiled(pattern);
  const within = compiled(`${pattern.replace(/\/+$/, '')}/**`);
  if (pattern.includes('/')) return (file) => matches(file) || within(file);
  return (file) => matches(file.slice(file.lastIndexOf('/') + 1)) || within(file);
}

function compiled(pattern: string): (text: string) => boolean {
  try {
    return picomatch(pattern, { dot: true });
  } catch (cause) {
    throw new InputError(
      `\`${pattern.slice(0, 80)}\` is not a glob, so no place can be chosen by it: correct the pattern.`,
      { cause },
    );
  }
}
