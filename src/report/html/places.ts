/**
 * Where the files and functions of base are at head: renamed files from the diff, moved functions from the Comparison.
 * Deciding what moved is left to `compare`; this only looks it up.
 */
import { parsePatch } from 'diff';
import type { Comparison, FunctionComparison } from '../../model/comparison.js';

export interface Places {
  /** Path at head of a file of base; its own path where nothing says otherwise. */
  readonly fileAtHead: (basePath: string) => string;
  /** Name and path at head of a function of base. */
  readonly functionAtHead: (basePath: string, baseName: string) => { readonly path: string; readonly name: string };
}

/** Everything stays where it is: for one profile, and for sides that nothing is known of. */
export const SAME_PLACES: Places = {
  fileAtHead: (path) => path,
  functionAtHead: (path, name) => ({ path, name }),
};

export function placesOf(comparison: Comparison, diffs: readonly string[]): Places {
  const files = new Map([...renamesOfFindings(comparison.functions), ...diffs.flatMap(renamesOfDiff)]);
  const functions = new Map(comparison.functions.filter(hasMoved).map((finding) => [baseKey(finding), finding]));
  const fileAtHead = (path: string) => files.get(path) ?? path;
  return {
    fileAtHead,
    functionAtHead: (path, name) => {
      const finding = functions.get(`${path}\0${name}`);
      return finding === undefined ? { path: fileAtHead(path), name } : { path: finding.file, name: finding.name };
    },
  };
}

/** The pairs of old and new paths that git calls renames. A patch that cannot be read has none: it is only used to look better. */
export function renamesOfDiff(diff: string): [string, string][] {
  try {
    return parsePatch(diff)
      .filter((file) => file.isRename === true)
      .map((file): [string, string] => [withoutPrefix(file.oldFileName ?? ''), withoutPrefix(file.newFileName ?? '')]);
  } catch {
    return [];
  }
}

function withoutPrefix(path: string): string {
  return path.replace(/^[ab]\//, '');
}

function renamesOfFindings(functions: readonly FunctionComparison[]): [string, string][] {
  return functions
    .filter(({ matchedBy }) => matchedBy === 'renamed-file')
    .map(({ baseFile, file }): [string, string] => [baseFile ?? file, file]);
}

function hasMoved({ matchedBy, baseFile, baseName, file, name }: FunctionComparison): boolean {
  if (matchedBy === 'none' || baseFile === null) return false;
  return baseFile !== file || (baseName ?? name) !== name;
}

function baseKey({ baseFile, baseName, file, name }: FunctionComparison): string {
  return `${baseFile ?? file}\0${baseName ?? name}`;
}
