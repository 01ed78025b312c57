/** Profiles that Scalene wrote (see __tests__/fixtures/scalene/README.md), and ways to damage them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseProfile } from '../../src/profile/index.js';
import type { Profile, ProfileFile, ProfileFunction } from '../../src/profile/model.js';

const FOLDER = fileURLToPath(new URL('../fixtures/scalene', import.meta.url));

/** The repository of the profiled programs, as it stands in the profiles. */
export const ROOT = '/opt/scalene-fixtures/repo';

export const VERSIONS = ['2.4.0', '2.2.1', '2.0.1', '1.5.55'] as const;

/** The text of `2.4.0/shop-cpu` and the like. */
export function textOf(name: string): string {
  for (const ending of ['.json', '.txt']) {
    const file = join(FOLDER, name + ending);
    if (existsSync(file)) return readFileSync(file, 'utf8');
    if (existsSync(`${file}.gz`)) return gunzipSync(readFileSync(`${file}.gz`)).toString('utf8');
  }
  throw new Error(`no fixture ${name}`);
}

export function profileOf(name: string): Profile {
  return parsed(textOf(name));
}

export function parsed(text: string): Profile {
  const outcome = parseProfile(text, { root: ROOT });
  if (outcome.outcome !== 'ok') throw new Error(outcome.message);
  return outcome.profile;
}

/** Every fixture that is a whole profile. */
export function allNames(): string[] {
  return readdirSync(FOLDER)
    .filter((version) => /^\d/.test(version))
    .flatMap((version) => readdirSync(join(FOLDER, version)).map((file) => `${version}/${file}`))
    .filter((file) => /\.json(?:\.gz)?$/.test(file) && !file.includes('too-short'))
    .map((file) => file.replace(/\.json(?:\.gz)?$/, ''));
}

/** Scalene's document, to be changed. */
export interface Document {
  [key: string]: unknown;
  files: Record<string, DocumentFile>;
}

interface DocumentFile {
  [key: string]: unknown;
  lines: Record<string, unknown>[];
}

export function documentOf(name: string): Document {
  return JSON.parse(textOf(name)) as Document;
}

/** A fixture's text after a change to its document. */
export function changed(name: string, change: (document: Document) => void): string {
  const document = documentOf(name);
  change(document);
  return JSON.stringify(document);
}

export function fileOf(profile: Profile, path: string): ProfileFile {
  const file = profile.files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file;
}

export function functionOf(profile: Profile, path: string, name: string): ProfileFunction {
  const found = fileOf(profile, path).functions.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

export function cpuOf(part: { cpuPythonPercent: number; cpuNativePercent: number; cpuSystemPercent: number }): number {
  return part.cpuPythonPercent + part.cpuNativePercent + part.cpuSystemPercent;
}
