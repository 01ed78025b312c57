// Bundles the browser code of the HTML report (web/) into one script and one style sheet, which the renderer puts into each report.
// Run alone it writes them to build/report-client/ (or --out DIR); the same sources always give the same bytes.
import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export const CLIENT_FOLDER = path.join(ROOT, 'build', 'report-client');
export const CLIENT_SCRIPT = 'report-client.js';
export const CLIENT_STYLE = 'report-client.css';

/** What the page may use of newer features: browsers of the last two years. */
const TARGETS = ['chrome120', 'firefox121', 'safari17.2'];

/** A library's own style sheet has a fixed font and no dark theme; ours has its classes. */
const withoutForeignStyles = {
  name: 'without-foreign-styles',
  setup(build) {
    build.onResolve({ filter: /\.css$/ }, ({ importer, path: name }) =>
      importer.includes('node_modules') ? { path: name, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '', loader: 'css' }));
  },
};

/** The script, with the licences of what is in it at its end, and the style sheet, as text. */
export async function buildReportClient() {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['web/main.tsx'],
    tsconfig: 'web/tsconfig.json',
    outdir: CLIENT_FOLDER,
    bundle: true,
    minify: true,
    format: 'iife',
    target: TARGETS,
    legalComments: 'none',
    // In the report's script element, a closing tag inside of a string would end it.
    supported: { 'inline-script': false },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [withoutForeignStyles],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const textOf = (ending) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  const notices = licences(bundledFiles(metafile)).replaceAll('*/', '* /').replaceAll('</', '< /');
  return { script: `${textOf('.js')}/*\n${notices}*/\n`, style: textOf('.css') };
}

/** Source files of which something is left in the script. */
function bundledFiles({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

/** Name, version and licence of each package, each text once. */
function licences(files) {
  const folders = new Set(files.map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]));
  folders.delete(undefined);
  const byText = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : readFileSync(path.join(ROOT, folder, file), 'utf8').trim();
    const key = `${license}\n\n${text}`;
    byText.set(key, [...(byText.get(key) ?? []), `${name} ${version}`]);
  }
  return [...byText].map(([text, names]) => `${names.join('\n')}\n${text}\n`).join('\n');
}

/** Writes both files into a folder. */
export async function writeReportClient(folder) {
  const { script, style } = await buildReportClient();
  await mkdir(folder, { recursive: true });
  await replace(path.join(folder, CLIENT_SCRIPT), script);
  await replace(path.join(folder, CLIENT_STYLE), style);
}

/** Whoever reads the file meanwhile, such as another build, finds it whole. */
async function replace(file, text) {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, text);
  await rename(fresh, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: CLIENT_FOLDER } } });
  await writeReportClient(path.resolve(values.out));
}
