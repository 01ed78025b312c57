/**
 * The real bundles, built by scripts/build.mjs from the sources as they are, once for all tests of one state of them.
 * Whether the committed dist/ is the same is left to `npm run check-dist`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { execaSync } from 'execa';
import { REPOSITORY } from './bundled.js';

const KEPT = path.join(REPOSITORY, 'build');
const PREFIX = 'dist-of-';
const HOUR_MS = 3_600_000;

/**
 * Folder with `index.js`, `cli/index.js` and `mcp/index.js`: the committed one where scripts/test.mjs has just compared it,
 * else built (half a minute) where no test has done so.
 */
export function builtDist(): string {
  if (process.env['TESTS_TAKE_DIST'] === '1') return path.join(REPOSITORY, 'dist');
  const dist = path.join(KEPT, PREFIX + fingerprint());
  if (existsSync(dist)) return dist;
  mkdirSync(KEPT, { recursive: true });
  const fresh = mkdtempSync(path.join(KEPT, 'building-'));
  execaSync(process.execPath, ['scripts/build.mjs', '--out', fresh], { cwd: REPOSITORY });
  try {
    renameSync(fresh, dist);
  } catch {
    // Another worker was first with the same bytes.
    rmSync(fresh, { recursive: true });
  }
  removeOld(path.basename(dist));
  return dist;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'scripts']) {
    for (const name of readdirSync(path.join(REPOSITORY, folder), { recursive: true }).map(String).sort()) {
      const file = path.join(REPOSITORY, folder, name);
      if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(file));
    }
  }
  return hash
    .update(readFileSync(path.join(REPOSITORY, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

/** Those of earlier states of the sources, unless a test that began before may still use them. */
function removeOld(current: string): void {
  for (const name of readdirSync(KEPT)) {
    const folder = path.join(KEPT, name);
    const isOld = Date.now() - statSync(folder).mtimeMs > HOUR_MS;
    if (name.startsWith(PREFIX) && name !== current && isOld) rmSync(folder, { recursive: true, force: true });
  }
}
