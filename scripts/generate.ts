/**
 * Writes every file that is made from the definition of the settings, or (`--check`) compares them with what is there.
 * `--demo` also runs the demo and puts what it prints into the README. The texts themselves are made in `documents.ts`.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { csvColumnsTable } from '../src/report/csv.js';
import { actionYml, outputsTable, schemas, settingsPage, settingsTables } from './documents.js';
import { flagsTable, installSections, serverJson, toolsSections } from './mcp-documents.js';

const DEMO = ['dist/cli/index.js', 'demo'] as const;

/** Whole files, by path from the repository's root. */
function files(): Map<string, string> {
  const inSchemaFolder = Object.entries(schemas()).map(([name, text]): [string, string] => [`schema/${name}`, text]);
  return new Map([
    ['action.yml', actionYml()],
    ['docs/settings.md', settingsPage()],
    ['server.json', serverJson()],
    ...inSchemaFolder,
  ]);
}

/** Parts of files, between `<!-- NAME:start -->` and `<!-- NAME:end -->`. */
const BLOCKS: readonly {
  readonly file: string;
  readonly name: string;
  readonly text: () => string | Promise<string>;
}[] = [
  { file: 'README.md', name: 'workflow', text: workflow },
  { file: 'README.md', name: 'settings', text: settingsTables },
  { file: 'README.md', name: 'outputs', text: outputsTable },
  { file: 'docs/reports.md', name: 'csv-columns', text: csvColumnsTable },
  { file: 'docs/mcp.md', name: 'install', text: installSections },
  { file: 'docs/mcp.md', name: 'tools', text: toolsSections },
  { file: 'docs/mcp.md', name: 'flags', text: flagsTable },
];

/** The workflow to copy is one of the examples, which are linted and tried. */
async function workflow(): Promise<string> {
  return `\`\`\`yaml\n${(await readFile('examples/one-job.yml', 'utf8')).trimEnd()}\n\`\`\``;
}

/** The exit status: 1 when `--check` finds a difference. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { check: { type: 'boolean', default: false }, demo: { type: 'boolean', default: false } },
  });
  if (values.demo) await writeFile('README.md', await withDemo(await readFile('README.md', 'utf8')));
  const wanted = await allWanted();
  return values.check ? compare(wanted) : write(wanted);
}

async function allWanted(): Promise<Map<string, string>> {
  const wanted = files();
  for (const { file, name, text } of BLOCKS) {
    const before = wanted.get(file) ?? (await readFile(file, 'utf8'));
    wanted.set(file, withBlock(before, name, await text()));
  }
  return wanted;
}

async function write(wanted: ReadonlyMap<string, string>): Promise<number> {
  for (const [file, text] of wanted) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return 0;
}

async function compare(wanted: ReadonlyMap<string, string>): Promise<number> {
  const texts = await Promise.all([...wanted].map(async ([file, text]) => [file, text, await existing(file)] as const));
  const differing = texts.filter(([, text, found]) => text !== found).map(([file]) => file);
  if (differing.length === 0) return 0;
  console.error(
    `${differing.join(', ')}: not what the definition gives; run \`npm run generate\` and commit the result.`,
  );
  return 1;
}

async function existing(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** Replaces what stands between the markers. */
export function withBlock(text: string, name: string, block: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const [before, , after] = [text.indexOf(start), text.indexOf(end), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`The markers ${start} and ${end} are missing.`);
  return `${text.slice(0, before)}${start}\n\n${block}\n\n${text.slice(after)}`;
}

/** What the demo prints, as a reader would see it in a terminal without colours. */
async function withDemo(readme: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, DEMO, { env: { ...process.env, NO_COLOR: '1' } });
  return withBlock(readme, 'demo', `\`\`\`text\n$ node ${DEMO.join(' ')}\n${stdout.trimEnd()}\n\`\`\``);
}
