/**
 * The folder that becomes the artifact: measurements as they were made, the Comparison as JSON, the report in every form.
 * Later steps of the job may read it too; it goes with the post step.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOwnFolder } from '../measure/paths.js';
import { MeasureError } from '../model/errors.js';

const PREFIX = 'scalene-report-';

export interface Staging {
  readonly folder: string;
  /** Where the measurement and the page of a program go: the folder itself for the only one that has no name. */
  folderOf(program: string | undefined): string;
}

type Env = Readonly<Record<string, string | undefined>>;

function parentOf(env: Env): string {
  return env['RUNNER_TEMP'] ?? tmpdir();
}

/** Names that the report itself takes. */
const RESERVED = ['report.md', 'report.html', 'comparison.json', 'measurement.json', 'diff.patch', 'profiles'];
/** The longest name of a program's folder; the file system takes four times as much. */
const LONGEST_NAME = 64;

export async function openStaging(env: Env): Promise<Staging> {
  const folder = await mkdtemp(path.join(parentOf(env), PREFIX));
  const names = new Map<string, string>();
  return {
    folder,
    folderOf(program) {
      if (program === undefined) return folder;
      const name = names.get(program) ?? freeName(program, [...RESERVED, ...names.values()]);
      names.set(program, name);
      return path.join(folder, name);
    },
  };
}

/** A plain name that no other has, whatever the file system thinks of capitals. */
function freeName(program: string, taken: readonly string[]): string {
  const plain = program.replace(/[^\w.-]+|^\.+/g, '-').slice(0, LONGEST_NAME);
  const isFree = (name: string): boolean => !taken.some((other) => other.toLowerCase() === name.toLowerCase());
  if (isFree(plain)) return plain;
  for (let number = 2; ; number++) if (isFree(`${plain}-${String(number)}`)) return `${plain}-${String(number)}`;
}

/** Removes what an earlier part of this job made; any other path is left alone, for the note of it could be forged. */
export async function removeStaging(env: Env, folder: string): Promise<void> {
  const isOurs = path.dirname(folder) === path.resolve(parentOf(env)) && path.basename(folder).startsWith(PREFIX);
  if (isOurs) await rm(folder, { recursive: true, force: true });
}

export async function writeInto(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  // A program that runs as the same user could have laid a link here.
  if (!(await isOwnFolder(path.dirname(file)))) {
    throw new MeasureError(
      `The report could not be written to ${file}, because its folder was replaced by something else: run the job again.`,
    );
  }
  await rm(file, { force: true });
  await writeFile(file, text, { flag: 'wx' });
  return file;
}

/** Absolute paths of all files; links are left out, for a program may have laid them. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
