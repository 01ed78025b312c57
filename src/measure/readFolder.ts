/**
 * Reads measurement folders, which may come from anyone: validated, bounded in size, never read outside themselves.
 * Writing them is left to `writeFolder.ts`, judging them to `compare`.
 */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { InputError, MeasureError } from '../model/errors.js';
import { MEASUREMENT_SCHEMA_VERSION, MeasurementSchema, type Measurement, type Run } from '../model/measurement.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Profile } from '../profile/model.js';
import { parseProfileBytes } from '../profile/parse.js';
import { errorCode, Linked, NotPlain, readPlain } from './paths.js';

export const INDEX_FILE = 'measurement.json';
export const DIFF_FILE = 'diff.patch';

/** Largest files that are read, in bytes: generous for real measurements, and an end for made-up ones. */
const MAX_INDEX = 16 * 1024 * 1024;
export const MAX_PACKED = 128 * 1024 * 1024;
export const MAX_PROFILE = 256 * 1024 * 1024;
const MAX_DIFF = 32 * 1024 * 1024;
/** More runs than any measurement has. */
const MAX_RUNS = 20_000;

/** How much of a measurement's profiles is read, in bytes as they are before gzip. */
export interface ProfileLimits {
  readonly each: number;
  readonly all: number;
}

/** For measurements of which each profile may have so many bytes. */
export function profileLimits(each: number): ProfileLimits {
  return { each, all: 16 * each };
}

const OWN = profileLimits(MAX_PROFILE);

const unpack = promisify(gunzip);

/**
 * Reads a measurement folder with all its profiles. A profile that is missing or damaged is left out of the map, and
 * a warning in the measurement says so.
 * @throws InputError when there is no measurement that this program understands, or more of it than the limits
 */
export async function readMeasurement(folder: string, limits: ProfileLimits = OWN): Promise<LoadedMeasurement> {
  return readMeasurementAt(await realPlace(folder), limits);
}

/** As `readMeasurement`, of a real path: where a link stands on it by now, nothing is read. */
export async function readMeasurementAt(folder: string, limits: ProfileLimits): Promise<LoadedMeasurement> {
  const measurement = await readIndexAt(folder);
  const profiles = new Map<string, Profile>();
  const problems: string[] = [];
  let left = limits.all;
  for (const { path, root } of profilesOf(measurement)) {
    const read = await readProfile(folder, path, root, limits.each);
    if (typeof read === 'string') {
      problems.push(read);
      continue;
    }
    left -= read.bytes;
    if (left < 0) throw tooMuch(folder, limits.all);
    profiles.set(path, read.profile);
  }
  const diff = await readDiff(folder);
  const warnings = problems.map((message) => ({ code: 'profile-unreadable', message }));
  return {
    measurement:
      warnings.length === 0
        ? measurement
        : { ...measurement, warnings: [...(measurement.warnings ?? []), ...warnings] },
    profiles,
    ...(diff === null ? {} : { diff }),
  };
}

function tooMuch(folder: string, most: number): InputError {
  return new InputError(
    `The profiles in ${folder} unpack to more than the ${String(Math.round(most / 1024 / 1024))} MiB that are read in all: measure fewer pairs, or fewer files (only, exclude).`,
  );
}

/** The index alone. @throws InputError as `readMeasurement` */
export async function readIndex(folder: string): Promise<Measurement> {
  return readIndexAt(await realPlace(folder));
}

/** A person may name a folder by a link; what is no folder is told by whoever reads in it. */
async function realPlace(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}

async function readIndexAt(folder: string): Promise<Measurement> {
  const document = await readDocument(folder);
  refuseNewer(folder, document);
  const parsed = MeasurementSchema.safeParse(document);
  if (!parsed.success) {
    throw new InputError(
      `${join(folder, INDEX_FILE)} is not a measurement (${firstIssue(parsed.error)}): make it again with 'measure --out'.`,
    );
  }
  if (parsed.data.runs.length > MAX_RUNS) {
    throw new InputError(
      `${join(folder, INDEX_FILE)} lists ${String(parsed.data.runs.length)} runs, more than the ${String(MAX_RUNS)} that are read: split it into several folders.`,
    );
  }
  return parsed.data;
}

async function readDocument(folder: string): Promise<unknown> {
  const path = join(folder, INDEX_FILE);
  let bytes: Buffer;
  try {
    bytes = await readBounded(path, MAX_INDEX);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${folder} holds no measurement (${errorCode(error) ?? 'unreadable'}: ${INDEX_FILE}): name a folder that 'measure --out' made.`,
      { cause: error },
    );
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new InputError(`${path} is not whole JSON, perhaps cut off on its way: fetch it again, or measure again.`, {
      cause: error,
    });
  }
}

function refuseNewer(folder: string, document: unknown): void {
  const version = z.object({ schemaVersion: z.number() }).safeParse(document).data?.schemaVersion;
  if (version === undefined || version <= MEASUREMENT_SCHEMA_VERSION) return;
  throw new InputError(
    `${join(folder, INDEX_FILE)} has schema version ${String(version)} and this program reads up to ${String(MEASUREMENT_SCHEMA_VERSION)}: update scalene-mcp-action.`,
  );
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return `${where === '' ? 'the document' : where}: ${issue?.message ?? 'invalid'}`;
}

/** Each profile once, with the root that its file keys start with. */
function profilesOf(measurement: Measurement): readonly { path: string; root: string }[] {
  const found = new Map<string, string>();
  for (const run of measurement.runs) {
    const named = profileOf(run);
    if (named !== null) found.set(named.path, named.root ?? measurement.sides[run.side].root);
  }
  return [...found].map(([path, root]) => ({ path, root }));
}

function profileOf(run: Run): { path: string; root: string | undefined } | null {
  if (run.kind !== 'profile' || run.profile === undefined || run.outcome !== 'ok') return null;
  return { path: run.profile, root: run.root };
}

/** The profile, or one sentence on why it is left out. */
async function readProfile(
  folder: string,
  path: string,
  root: string,
  most: number,
): Promise<{ profile: Profile; bytes: number } | string> {
  try {
    const bytes = await readBounded(pathInside(folder, path), MAX_PACKED);
    const whole = await unpacked(path, bytes, most);
    const parsed = parseProfileBytes(whole, { root });
    return parsed.outcome === 'ok'
      ? { profile: parsed.profile, bytes: whole.byteLength }
      : `The profile ${path} was left out: ${parsed.message}`;
  } catch (error) {
    if (error instanceof RefusedPath) throw new InputError(error.message);
    if (error instanceof InputError && error.cause instanceof Linked) {
      throw new InputError(
        `The profile ${path} in ${folder} is a symbolic link, or behind one, and only plain files are read: do not trust this measurement.`,
        { cause: error },
      );
    }
    const why = error instanceof InputError ? error.message : (errorCode(error) ?? 'it is damaged');
    return `The profile ${path} was left out: ${why}`;
  }
}

/** A file as it was before gzip, where it was packed. @throws InputError when damaged, or larger than `most` bytes */
export async function unpacked(path: string, bytes: Buffer, most = MAX_PROFILE): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch (error) {
    const large = errorCode(error) === 'ERR_BUFFER_TOO_LARGE';
    throw new InputError(
      large
        ? `${path} unpacks to more than ${String(Math.round(most / 1024 / 1024))} MiB, which is not read.`
        : `${path} is not whole gzip data (${error instanceof Error ? error.message : 'unreadable'}).`,
      { cause: error },
    );
  }
}

class RefusedPath extends Error {}

/** Index files from elsewhere must not make us read other files of this machine. */
function pathInside(folder: string, path: string): string {
  const steps = path.split('/');
  if (
    path.includes('\\') ||
    path.includes('\0') ||
    steps.some((step) => step === '' || step === '.' || step === '..')
  ) {
    throw new RefusedPath(
      `${join(folder, INDEX_FILE)} names the profile ${JSON.stringify(path)}, which is not a plain path inside the folder: do not trust this measurement.`,
    );
  }
  return join(folder, ...steps);
}

async function readBounded(path: string, limit: number): Promise<Buffer> {
  try {
    return await readPlain(path, limit, 'refuse');
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    throw new InputError(`${path} is not read, because ${error.message}: name a folder that 'measure --out' made.`, {
      cause: error,
    });
  }
}

async function readDiff(folder: string): Promise<string | null> {
  try {
    return (await readBounded(join(folder, DIFF_FILE), MAX_DIFF)).toString('utf8');
  } catch (error) {
    // Optional, and only evidence.
    if (error instanceof InputError || errorCode(error) === 'ENOENT') return null;
    throw new MeasureError(
      `${join(folder, DIFF_FILE)} cannot be read (${errorCode(error) ?? 'unreadable'}): check the rights on that file.`,
      { cause: error },
    );
  }
}
