/**
 * Writes a measurement folder as it grows: after each run the index on disk is whole and names only what is there.
 * Reading folders is left to `readFolder.ts`, choosing what to measure to `session.ts`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { InputError, MeasureError } from '../model/errors.js';
import { SIDES, type Measurement, type ProfileRun, type Run } from '../model/measurement.js';
import { errorCode, exists, listIfThere, writeAtomically } from './paths.js';
import type { ProfileMode } from './plan.js';
import { DIFF_FILE, INDEX_FILE, readIndex } from './readFolder.js';

const pack = promisify(gzip);
/** Quick, and within a few percent of the best for JSON: packing must not keep the machine from the next run. */
const GZIP_LEVEL = 3;

/** @throws MeasureError when it cannot be written; what was written before stays valid */
export async function writeMeasurement(folder: string, measurement: Measurement): Promise<void> {
  await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    await writeAtomically(join(folder, INDEX_FILE), `${JSON.stringify(measurement, null, 1)}\n`);
  });
}

export async function writeDiff(folder: string, text: string): Promise<void> {
  await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    await writeAtomically(join(folder, DIFF_FILE), text);
  });
}

/** Where a profile run's profile goes, inside the folder. */
export function profilePath({ side, mode, pair }: Pick<ProfileRun, 'side' | 'mode' | 'pair'>): string {
  return `profiles/${side}-${mode}-${String(pair).padStart(2, '0')}.json.gz`;
}

/** Keeps a profile. To be called before the index names it. */
export async function writeProfile(folder: string, path: string, profile: Uint8Array): Promise<void> {
  await writing(folder, async () => {
    await mkdir(join(folder, 'profiles'), { recursive: true });
    await writeAtomically(join(folder, path), await pack(profile, { level: GZIP_LEVEL }));
  });
}

/**
 * What an earlier, perhaps interrupted, measurement left in the folder; null when it is new.
 * @throws InputError when the folder holds something else
 */
export async function openFolder(folder: string): Promise<Measurement | null> {
  if (await exists(join(folder, INDEX_FILE))) return readIndex(folder);
  const others = await listIfThere(folder);
  // What a measurement that was killed before its first index may have left.
  const strange = others.find((name) => !/^(profiles|diff\.patch|measurement\.json\..*\.tmp)$/.test(name));
  if (strange === undefined) return null;
  throw new InputError(
    `The folder ${folder} is not empty (${strange}) and holds no measurement: name another folder with --out, or empty this one.`,
  );
}

/**
 * The runs of an earlier measurement that a new one can build on: its complete pairs, counted from 0.
 * @throws InputError that says what differs when it measured something else
 */
export function continuedRuns(
  folder: string,
  earlier: Measurement,
  now: Measurement,
  modes: (pair: number) => readonly ProfileMode[],
): readonly Run[] {
  const difference = FACTS.find(({ of }) => JSON.stringify(of(earlier)) !== JSON.stringify(of(now)));
  if (difference !== undefined) {
    const [was, is] = [difference.of(earlier), difference.of(now)].map((fact) => JSON.stringify(fact ?? null));
    throw new InputError(
      `The measurement in ${folder} cannot be continued, because its ${difference.name} differs (${was ?? ''} there, ${is ?? ''} now): name another folder with --out.`,
    );
  }
  const pairs = completePairs(earlier.runs, modes);
  return earlier.runs
    .filter(({ pair }) => pair >= 0 && pair < pairs)
    .map((run) => (run.kind === 'profile' ? { ...run, root: run.root ?? earlier.sides[run.side].root } : run));
}

const FACTS: readonly { readonly name: string; readonly of: (measurement: Measurement) => unknown }[] = [
  { name: 'program', of: ({ program: p }) => [p.script, p.module, p.args, p.workingDirectory ?? ''] },
  { name: 'base', of: ({ sides }) => [sides.base.commit, sides.base.tree] },
  { name: 'head', of: ({ sides }) => [sides.head.commit, sides.head.tree] },
  { name: 'Python version', of: ({ environment }) => environment.python },
  { name: 'Scalene version', of: ({ environment }) => environment.scalene },
  { name: 'machine', of: ({ environment: e }) => [e.os, e.arch, e.cpuModel, e.cpuCount] },
];

/** How many pairs from 0 on have both their timing runs and both runs of each mode of profile. */
export function completePairs(runs: readonly Run[], modes: (pair: number) => readonly ProfileMode[]): number {
  for (let pair = 0; ; pair += 1) {
    const made = runs.filter((run) => run.pair === pair).map(({ side, ...run }) => `${side}/${kindOf(run)}`);
    const wanted = ['timing', ...modes(pair)].flatMap((kind) => SIDES.map((side) => `${side}/${kind}`));
    if (!wanted.every((label) => made.includes(label))) return pair;
  }
}

/**
 * From which pair on an earlier measurement made timing runs only, by choice: one without profile runs that another follows was not
 * cut. Infinity where every pair has some.
 */
export function unprofiledSince(runs: readonly Run[]): number {
  const timed = new Set(runs.flatMap(({ kind, pair }) => (kind === 'timing' ? [pair] : [])));
  const profiled = new Set(runs.flatMap(({ kind, pair }) => (kind === 'profile' ? [pair] : [])));
  for (let pair = 0; timed.has(pair + 1); pair += 1) if (!profiled.has(pair)) return pair;
  return Infinity;
}

function kindOf(run: Pick<Run, 'kind'> & { readonly mode?: ProfileMode }): string {
  return run.kind === 'profile' ? (run.mode ?? '') : 'timing';
}

async function writing(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const why = errorCode(error) === 'ENOSPC' ? 'the disk is full' : (errorCode(error) ?? String(error));
    throw new MeasureError(
      `The measurement in ${folder} could not be written (${why}): free some space or check the rights there, and run the same command again to go on after the last complete pair.`,
      { cause: error },
    );
  }
}
