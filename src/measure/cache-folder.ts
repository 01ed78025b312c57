/**
 * Where on this machine things are kept that are dear to make. What is kept there is left to `cache.ts`.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** SCALENE_CACHE_DIR, else the user's cache folder as the system has it. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['SCALENE_CACHE_DIR']) return env['SCALENE_CACHE_DIR'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'scalene-mcp-action');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'scalene-mcp-action');
}
