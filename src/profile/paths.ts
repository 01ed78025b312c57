/**
 * Turns the paths in a profile into repository paths. Which folder is the repository is left to the caller.
 */

/** `C:\…`, `C:/…` or `\\server\…`: only there a backslash separates folders. */
const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;

/** Turns one path; what lies outside the root, or is no path at all (`<eval@a.py:3>`, `[12]`), stays as it is. */
export type ToRepositoryPath = (path: string) => string;

/**
 * @param root the checkout's path as it stands in the profile, POSIX or Windows, with or without a separator at its end;
 *   without one, all paths stay as they are
 */
export function repositoryPaths(root: string | undefined): ToRepositoryPath {
  if (root === undefined || root === '') return (path) => path;
  const prefix = `${withSlashes(root).replace(/\/+$/, '')}/`;
  const folded = WINDOWS.test(root);
  return (path) => {
    const candidate = withSlashes(path);
    const start = candidate.slice(0, prefix.length);
    if (folded ? start.toLowerCase() !== prefix.toLowerCase() : start !== prefix) return path;
    const inside = candidate.slice(prefix.length).replace(/^\/+/, '');
    return inside === '' || inside.split('/').includes('..') ? path : inside;
  };
}

function withSlashes(path: string): string {
  return WINDOWS.test(path) ? path.replaceAll('\\', '/') : path;
}
