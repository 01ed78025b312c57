// Runs a TypeScript file of this repository: bundles it with the sources it imports (packages stay outside) and imports that.
// `node scripts/run.mjs FILE.ts [ARGS…]`; for the file, `process.argv` begins with its own arguments at index 2, as usual.
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Lets each module find the files beside its source, as if nothing had been bundled. */
const inPlace = {
  name: 'in-place',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path: source }) => {
      const url = JSON.stringify(pathToFileURL(source).href);
      return { contents: (await readFile(source, 'utf8')).replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};

/** Imports the module that `file` (from the repository's root) exports. */
export async function load(file) {
  const outfile = path.join(ROOT, 'build', `run-${process.pid}`, `${path.basename(file, '.ts')}.mjs`);
  await mkdir(path.dirname(outfile), { recursive: true });
  try {
    const entryPoints = [path.join(ROOT, file)];
    const plugins = [inPlace];
    await build({
      entryPoints,
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      plugins,
      target: 'node20',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(path.dirname(outfile), { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.splice(2, 1);
  const { main } = await load(file);
  process.exitCode = await main(process.argv.slice(2), load);
}
