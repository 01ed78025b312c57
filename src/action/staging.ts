/**
 * The folder that becomes the artifact: measurements as they were made, the Comparison as JSON, the report in every form.
 * Later steps of the job may read it too; it goes with the post step.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

export async function openStaging(env: Env): Promise<Staging> {
  const folder = await mkdtemp(path.join(parentOf(env), PREFIX));
  return {
    folder,
    folderOf: (program) => (program === undefined ? folder : path.join(folder, program.replace(/[^\w.-]+|^\.+/g, '-'))),
  };
}

/** Removes what an earlier part of this job made; any other path is left alone, for the note of it could be forged. */
export async function removeStaging(env: Env, folder: string): Promise<void> {
  const isOurs = path.dirname(folder) === path.resolve(parentOf(env)) && path.basename(folder).startsWith(PREFIX);
  if (isOurs) await rm(folder, { recursive: true, force: true });
}

export async function writeInto(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
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
