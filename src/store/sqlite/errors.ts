/**
 * Reads the code of an error of the file system.
 * What it means is left to the callers.
 */

/** `ENOENT` and the like; null for anything else that was thrown. Judged by shape: errors may come from another realm. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
