/**
 * Profiles between the store's documents and typed models: packed as Scalene wrote them, read back when they are asked for.
 * What is kept beside them is left to the store, what they show to `analyze`.
 */
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { readPlain } from '../measure/paths.js';
import { MAX_PACKED } from '../measure/readFolder.js';
import { InputError } from '../model/errors.js';
import type { Measurement, ProfileRun, Run, Side } from '../model/measurement.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import type { Profile } from '../profile/model.js';
import { parseProfileBytes } from '../profile/parse.js';
import type { MeasurementBody, ProfileBody, StoredEntry } from '../store/entry.js';
import type { Documents } from '../store/store.js';
import type { Context } from './context.js';

const DIFF = 'diff.patch';

/** The profile runs that have a profile. */
export function profiledRuns(runs: readonly Run[], side: Side): (ProfileRun & { readonly profile: string })[] {
  return runs.flatMap((run) =>
    run.kind === 'profile' && run.side === side && run.profile !== undefined ? [{ ...run, profile: run.profile }] : [],
  );
}

/** Reads one kept profile. */
async function keptProfile(id: string, name: string, root: string, context: Context): Promise<Profile | null> {
  const bytes = await context.store.document(id, name);
  if (bytes === null) return null;
  const parsed = parseProfileBytes(unpacked(bytes, context), root === '' ? {} : { root });
  return parsed.outcome === 'ok' ? parsed.profile : null;
}

function unpacked(bytes: Uint8Array, { options }: Context): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: options.maxProfileMb * 2 ** 20 });
  } catch (error) {
    throw new InputError(
      `A kept profile cannot be unpacked (${error instanceof Error ? error.message : String(error)}): it is damaged, or larger than --max-profile-mb allows; profile again.`,
      { cause: error },
    );
  }
}

/** The profiles of a profile entry. */
export async function profilesOfEntry(entry: StoredEntry<ProfileBody>, context: Context): Promise<Profile[]> {
  const found: Profile[] = [];
  for (const run of profiledRuns(entry.runs, 'head')) {
    const profile = await keptProfile(entry.id, run.profile, run.root ?? entry.side.root, context);
    if (profile !== null) found.push(profile);
  }
  return found;
}

/** A kept measurement with all its profiles, as `compare` takes it. */
export async function loadKeptMeasurement(
  { id, measurement }: StoredEntry<MeasurementBody>,
  context: Context,
): Promise<LoadedMeasurement> {
  const profiles = new Map<string, Profile>();
  for (const side of ['base', 'head'] as const) {
    for (const run of profiledRuns(measurement.runs, side)) {
      const profile = await keptProfile(id, run.profile, run.root ?? measurement.sides[side].root, context);
      if (profile !== null) profiles.set(run.profile, profile);
    }
  }
  const diff = await context.store.document(id, DIFF);
  return { measurement, profiles, ...(diff === null ? {} : { diff: Buffer.from(diff).toString('utf8') }) };
}

/** The files of a measurement folder that belong into the store. */
export async function measurementDocuments(folder: string, measurement: Measurement): Promise<Documents> {
  const documents = new Map<string, Uint8Array>();
  for (const side of ['base', 'head'] as const) {
    for (const run of profiledRuns(measurement.runs, side)) {
      documents.set(run.profile, await readPlain(join(folder, run.profile), MAX_PACKED));
    }
  }
  const diff = await readPlain(join(folder, DIFF), MAX_PACKED).catch(() => null);
  if (diff !== null) documents.set(DIFF, diff);
  return documents;
}

/** Text of this many bytes fits one message of every client: the official one takes 10 MiB, quotes and escapes included. */
const TEXT_LIMIT = 4 * 2 ** 20;

/** What Scalene wrote, as text; packed where it is too large for a message. */
export type RawProfile = { readonly text: string } | { readonly packed: Uint8Array };

/** Exactly what Scalene wrote of a profile entry: its first run; null where there is none. */
export async function rawProfile(id: string, context: Context): Promise<RawProfile | null> {
  const entry = await context.store.find(id);
  const run = entry?.kind === 'profile' ? profiledRuns(entry.runs, 'head')[0] : undefined;
  const bytes = entry === null || run === undefined ? null : await context.store.document(entry.id, run.profile);
  if (bytes === null) return null;
  const whole = unpacked(bytes, context);
  return whole.byteLength > TEXT_LIMIT ? { packed: bytes } : { text: Buffer.from(whole).toString('utf8') };
}

/** The largest footprint of the profiles; null where none measured memory. */
export function peakOf(profiles: readonly Profile[]): number | null {
  const peaks = profiles.filter((profile) => profile.hasMemory).map((profile) => profile.maxFootprintMb);
  return peaks.length === 0 ? null : Math.max(...peaks);
}
