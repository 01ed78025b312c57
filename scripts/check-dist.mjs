// Builds anew and compares with dist/, byte by byte: what is committed must be what the sources give.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, filesUnder } from './build.mjs';

const committed = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'dist');
const fresh = await mkdtemp(path.join(os.tmpdir(), 'scalene-dist-'));
try {
  await build(fresh);
  const differing = await differences(committed, fresh);
  for (const line of differing) console.error(line);
  if (differing.length > 0) {
    console.error('dist/ is not what the sources give; run `npm run build` and commit dist/.');
    process.exitCode = 1;
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}

async function differences(left, right) {
  const inLeft = new Set(await filesUnder(left).catch(() => []));
  const inRight = new Set(await filesUnder(right));
  const lines = [];
  for (const file of [...new Set([...inLeft, ...inRight])].sort()) {
    if (!inRight.has(file)) lines.push(`dist/${file} is not built any more`);
    else if (!inLeft.has(file)) lines.push(`dist/${file} is missing`);
    else if (!(await readFile(path.join(left, file))).equals(await readFile(path.join(right, file)))) {
      lines.push(`dist/${file} differs`);
    }
  }
  return lines;
}
