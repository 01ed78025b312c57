/**
 * Bundles one module of `src` into a file that any Node can run, for tests that need a process of its own.
 * The real bundles are left to scripts/build.mjs; these are the same sources, put together in milliseconds.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** CommonJS packages inside an ES module ask for these. */
const BANNER =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

/** A fresh folder inside the checkout, so that packages are found from it. Git ignores it. */
export function buildFolder(name: string): string {
  const parent = join(REPOSITORY, 'build');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

/** Bundles `code`, in which imports are relative to `src`, into `folder`; gives the path of the result. */
export async function bundleCode(code: string, folder: string, name = 'main'): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: { contents: code, resolveDir: join(REPOSITORY, 'src'), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    banner: { js: BANNER },
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  copyPython(folder);
  return outfile;
}

/** `measure` finds its Python files beside the code that names them. */
function copyPython(folder: string): void {
  const from = join(REPOSITORY, 'src', 'measure');
  for (const file of readdirSync(from)) if (file.endsWith('.py')) cpSync(join(from, file), join(folder, file));
}
