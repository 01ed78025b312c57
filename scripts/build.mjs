// Bundles each entry with all it needs into dist/ (or --out DIR): one readable file per entry, the assets beside it, and the
// licences of what was bundled. Types are checked by `npm run typecheck`; the same sources always give the same bytes.
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ncc from '@vercel/ncc';
import ts from 'typescript';
import { CLIENT_FOLDER, writeReportClient } from './build-report-client.mjs';
import { licencesOf } from './licences.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Each goes to a folder of its own, so that none loads what it does not need. */
const ENTRIES = [
  { source: 'index.js', folder: '.', executable: false },
  { source: 'post.js', folder: 'post', executable: false },
  { source: 'cli/index.js', folder: 'cli', executable: true },
  { source: 'mcp/index.js', folder: 'mcp', executable: true },
];

/** Files that a bundle finds by name beside itself, where its code names them: the bundler cannot see these. */
const BESIDE = [
  { named: "'demo-repository'", from: 'src/cli/demo-repository', to: 'demo-repository' },
  { named: "'report-client.js'", from: 'build/report-client/report-client.js', to: 'report-client.js' },
  { named: "'report-client.css'", from: 'build/report-client/report-client.css', to: 'report-client.css' },
  {
    named: 'sqlite3/node-sqlite3-wasm.cjs',
    from: 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.js',
    to: 'sqlite3/node-sqlite3-wasm.cjs',
    package: 'node-sqlite3-wasm',
  },
  {
    named: 'sqlite3/node-sqlite3-wasm.cjs',
    from: 'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm',
    to: 'sqlite3/node-sqlite3-wasm.wasm',
  },
];

const LICENCES = 'licenses.txt';
const SHEBANG = '#!/usr/bin/env node\n';

/**
 * Copies src/ with its types stripped. The bundler's own TypeScript loader takes `module: nodenext` for CommonJS when it
 * does not check types, and checking them once per entry takes a minute.
 */
async function stage(folder) {
  for (const file of await filesUnder(path.join(ROOT, 'src'))) {
    const from = path.join(ROOT, 'src', file);
    const to = path.join(folder, file);
    await mkdir(path.dirname(to), { recursive: true });
    if (!file.endsWith('.ts')) await cp(from, to);
    else await writeFile(to.replace(/\.ts$/, '.js'), stripTypes(await readFile(from, 'utf8'), file));
  }
}

function stripTypes(source, fileName) {
  const { ESNext } = ts.ModuleKind;
  const compilerOptions = { module: ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  return ts.transpileModule(source, { fileName, compilerOptions }).outputText;
}

/** Not minified: who reviews `dist` should be able to read it, and start-up gains nothing from it. */
async function bundle({ source, folder, executable }, staged, out) {
  const options = { cache: false, quiet: true, minify: false, target: 'es2022', license: LICENCES };
  const { code, assets } = await ncc(path.join(staged, source), options);
  refuseHoles(source, code, assets);
  const target = path.join(out, folder);
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'index.js'), executable ? SHEBANG + code : code);
  await chmod(path.join(target, 'index.js'), executable ? 0o755 : 0o644);
  for (const [name, { source: content }] of Object.entries(assets)) {
    if (name === 'package.json' || name === LICENCES) continue;
    await mkdir(path.dirname(path.join(target, name)), { recursive: true });
    await writeFile(path.join(target, name), content);
  }
  const texts = [code, ...Object.values(assets).map((asset) => asset.source.toString())];
  const whole = texts.join('\n');
  const besides = await copyBeside(texts, target);
  await writeFile(path.join(target, LICENCES), licencesOf(whole, assets[LICENCES].source.toString(), besides, ROOT));
}

/** What the bundler lets pass: a file of ours that is not there fails at run time, and one copied in is not bundled. */
function refuseHoles(source, code, assets) {
  const [, missing] = /eval\("require"\)\("(\.[^"]+)"\)/.exec(code) ?? [];
  if (missing !== undefined) throw new Error(`Something in ${source} imports ${missing}, which is not there.`);
  const copied = Object.keys(assets).find((name) => name.endsWith('.js') && !/^\d+\.index\.js$/.test(name));
  if (copied === undefined) return;
  throw new Error(
    `Something in ${source} names a module by new URL(…): it was copied to ${copied}, not bundled; build its path with path.join.`,
  );
}

/** Returns the names of the packages that files were taken from. */
async function copyBeside(sources, target) {
  const wanted = BESIDE.filter(({ named }) => sources.some((source) => source.includes(named)));
  for (const { from, to } of wanted) await cp(path.join(ROOT, from), path.join(target, to), { recursive: true });
  return wanted.flatMap((file) => file.package ?? []);
}

/** Paths below `folder`, sorted. */
export async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Builds everything into the folder at the absolute path `out`, which is emptied first. */
export async function build(out) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await mkdir(path.join(ROOT, 'build'), { recursive: true });
  const staged = await mkdtemp(path.join(ROOT, 'build', 'stage-'));
  const before = process.cwd();
  try {
    await stage(staged);
    await writeReportClient(CLIENT_FOLDER);
    // The bundler numbers modules by their path from the current folder: from here it is the same in every checkout.
    process.chdir(staged);
    for (const entry of ENTRIES) {
      if (existsSync(path.join(staged, entry.source))) await bundle(entry, staged, out);
    }
    await writeFile(path.join(out, 'package.json'), '{ "type": "module" }\n');
  } finally {
    process.chdir(before);
    await rm(staged, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(ROOT, 'dist') } } });
  try {
    await build(path.resolve(values.out));
  } catch (error) {
    // The stack of the bundler is three megabytes of its own minified code.
    console.error(error.message);
    process.exitCode = 1;
  }
}
