/**
 * What a call to `analyze` looks at, found by handle, label or path and read once: a profile, or those of one side of a
 * measurement pooled. What it shows is left to `views/`.
 */
import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unzipMeasurements, ZIP_LIMITS } from '../github/unzip.js';
import { profileLimits, readMeasurement, readMeasurementAt, type ProfileLimits } from '../measure/readFolder.js';
import { errorCode, NotPlain, readPlain } from '../measure/paths.js';
import { makeRunFolder } from '../measure/runFolder.js';
import { readProfileFile } from '../measure/readProfileFile.js';
import { InputError } from '../model/errors.js';
import type { Measurement, Run, Side } from '../model/measurement.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Profile } from '../profile/model.js';
import { poolProfiles } from '../analyze/pool.js';
import { programText, type ProfileStatus, type StoredEntry } from '../store/entry.js';
import { medianCpuSec } from '../store/summary.js';
import type { Context } from './context.js';
import { loadKeptMeasurement, profiledRuns, profilesOfEntry } from './documents.js';
import { isHandle, unknownReference } from './references.js';

export interface Subject {
  /** How the next calls can name it. */
  readonly reference: string;
  /** What people call it: handle with label, or file name. */
  readonly title: string;
  readonly program: string | null;
  readonly profile: Profile;
  /** Median CPU seconds of unprofiled runs; null where there are none. */
  readonly cpuSec: number | null;
  /** Null for what was not made by `profile`. */
  readonly status: ProfileStatus | null;
}

/** A measurement of two sides, wherever it was found. */
export interface FoundMeasurement {
  readonly kind: 'measurement';
  readonly reference: string;
  readonly title: string;
  readonly loaded: LoadedMeasurement;
}

/** One file that Scalene wrote. */
export interface FoundFile {
  readonly kind: 'file';
  readonly reference: string;
  readonly title: string;
  readonly profile: Profile;
}

export interface FoundEntry {
  readonly kind: 'entry';
  readonly entry: StoredEntry;
}

export type Found = FoundMeasurement | FoundFile | FoundEntry;

/**
 * Finds what a reference names.
 *
 * @throws InputError when there is nothing, or nothing usable, under that name
 */
export async function find(reference: string, context: Context): Promise<Found> {
  const entry = await context.store.find(reference);
  if (entry?.kind === 'measurement') {
    const loaded = await loadKeptMeasurement(entry, context);
    return { kind: 'measurement', reference: entry.id, title: titleOf(entry), loaded };
  }
  if (entry !== null) return { kind: 'entry', entry };
  if (isHandle(reference)) throw unknownReference(reference);
  return readPath(reference, context);
}

async function readPath(reference: string, context: Context): Promise<Found> {
  const path = existingOr(reference, context);
  const title = basename(path);
  const most = context.options.maxProfileMb * 2 ** 20;
  const limits = profileLimits(most);
  if (statSync(path).isDirectory())
    return { kind: 'measurement', reference, title, loaded: await readMeasurementAt(path, limits) };
  if (!statSync(path).isFile()) {
    throw new InputError(
      `${title} is a pipe, a socket or a device: name a profile, a measurement folder or a zip file.`,
    );
  }
  if (path.endsWith('.zip')) return { kind: 'measurement', reference, title, loaded: await readZip(path, limits) };
  const profile = await readProfileFile(path, context.roots.around(path), { most, links: 'refuse' });
  return { kind: 'file', reference, title, profile };
}

/** A name that could be a label or handle gets the sentence for those. */
function existingOr(reference: string, { roots }: Context): string {
  try {
    return roots.existing(reference);
  } catch (error) {
    if (/^[\w-]+$/.test(reference)) throw unknownReference(reference);
    throw error;
  }
}

/** An artifact as CI keeps it: one measurement, packed. */
async function readZip(path: string, limits: ProfileLimits): Promise<LoadedMeasurement> {
  const folder = await makeRunFolder();
  try {
    const target = join(folder.path, 'artifact');
    await mkdir(target);
    const copy = join(folder.path, 'artifact.zip');
    await writeFile(copy, await zipBytes(path));
    const found = await unzipMeasurements(copy, target, ZIP_LIMITS);
    const [first] = found;
    if (first === undefined) {
      throw new InputError(`${basename(path)} holds no measurement: give the artifact that a measuring job uploaded.`);
    }
    if (found.length > 1) {
      const names = found.map((each) => basename(each)).join(', ');
      throw new InputError(
        `${basename(path)} holds several measurements (${names}): unpack it, and give the folder of one.`,
      );
    }
    return await readMeasurement(first, limits);
  } finally {
    await folder.remove();
  }
}

async function zipBytes(path: string): Promise<Buffer> {
  try {
    return await readPlain(path, ZIP_LIMITS.zipBytes, 'refuse');
  } catch (error) {
    const why = error instanceof NotPlain ? error.message : (errorCode(error) ?? 'unreadable');
    throw new InputError(`${basename(path)} cannot be read (${why}): name a zip file that CI kept.`, { cause: error });
  }
}

/** What `analyze` shows of something that was found. */
export async function subjectOf(found: Found, side: Side, context: Context): Promise<Subject> {
  switch (found.kind) {
    case 'file':
      return {
        reference: found.reference,
        title: found.title,
        program: found.profile.program,
        profile: found.profile,
        cpuSec: null,
        status: null,
      };
    case 'measurement':
      return measurementSubject(found, side);
    case 'entry':
      return entrySubject(found.entry, context);
  }
}

function measurementSubject({ reference, title, loaded }: FoundMeasurement, side: Side): Subject {
  const { measurement } = loaded;
  const profiles = profiledRuns(measurement.runs, side).flatMap((run) => loaded.profiles.get(run.profile) ?? []);
  return {
    reference,
    title: `${title}, ${side}`,
    program: programText(measurement.program),
    profile: pooled(profiles, `${title} holds no profile of ${side}: ${runsThere(measurement, side)}.`),
    cpuSec: medianCpuSec(measurement.runs.filter((run: Run) => run.side === side)),
    status: null,
  };
}

function runsThere({ runs }: Measurement, side: Side): string {
  const outcomes = new Set(runs.filter((run) => run.side === side).map((run) => run.outcome));
  return outcomes.size === 0 ? 'it has no runs of that side' : `its runs ended as ${[...outcomes].join(', ')}`;
}

async function entrySubject(entry: StoredEntry, context: Context): Promise<Subject> {
  if (entry.kind !== 'profile') {
    throw new InputError(
      `${entry.id} is a ${entry.kind}, not a profile: read the resource scalene://${entry.kind}s/${entry.id}, or call list_profiles for profiles.`,
    );
  }
  const profiles = await profilesOfEntry(entry, context);
  return {
    reference: entry.id,
    title: titleOf(entry),
    program: programText(entry.program),
    profile: pooled(
      profiles,
      `${entry.id} has no profile to look at (its status is ${entry.status}): call profile again with more work, or with a longer timeout_seconds.`,
    ),
    cpuSec: medianCpuSec(entry.runs),
    status: entry.status,
  };
}

function pooled(profiles: readonly Profile[], whenNone: string): Profile {
  const [first, ...rest] = profiles;
  if (first === undefined) throw new InputError(whenNone);
  return rest.length === 0 ? first : poolProfiles([first, ...rest]);
}

export function titleOf({ id, label }: StoredEntry): string {
  return label === undefined ? id : `${id} "${label}"`;
}

/** Keeps the last few subjects: an agent looks at one profile from several sides in a row. */
export class SubjectCache {
  /** Least recently used first. */
  readonly #kept = new Map<string, Subject>();
  static readonly SIZE = 3;

  async get(reference: string, side: Side, context: Context): Promise<Subject> {
    const key = `${side} ${await stateOf(reference, context)}`;
    const subject = this.#kept.get(key) ?? (await subjectOf(await find(reference, context), side, context));
    this.#kept.delete(key);
    this.#kept.set(key, subject);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= SubjectCache.SIZE) break;
      this.#kept.delete(oldest);
    }
    return subject;
  }
}

/** A key that changes when what the reference names does: a label may move on, a file may be written anew. */
async function stateOf(reference: string, context: Context): Promise<string> {
  if (isHandle(reference)) return reference;
  const entry = await context.store.find(reference);
  if (entry !== null) return entry.id;
  const path = existingOr(reference, context);
  // The index of a measurement is written anew with every run.
  const index = join(path, 'measurement.json');
  const { mtimeMs, size } = statSync(existsSync(index) ? index : path);
  return `${path}:${String(mtimeMs)}:${String(size)}`;
}
