/**
 * Reads what Scalene wrote, any version from 1.5 on, into a `Profile`, or says in one sentence why that cannot be done.
 * Opening files and unpacking them is left to the caller, what the numbers mean to `analyze` and `compare`.
 */
import { InputError } from '../model/errors.js';
import { findDocument } from './document.js';
import { firstLine, MissingLines, readFile, type ReadFile } from './file.js';
import type { MemorySample, Profile, ProfileFormat } from './model.js';
import { repositoryPaths, type ToRepositoryPath } from './paths.js';
import { amount, list, optionalNumber, place, record, refuse, type Json } from './read.js';
import { frameReader, readCombinedStacks, readMemoryStacks, readStacks } from './stacks.js';

/** What came of a profile's text. A message is one whole sentence: what, why, what to do next. */
export type ParseOutcome =
  | { readonly outcome: 'ok'; readonly profile: Profile }
  /** Scalene ran, but took no sample in the profiled folder. */
  | { readonly outcome: 'too-short'; readonly message: string }
  /** There is no whole profile: empty, cut off, or something else. */
  | { readonly outcome: 'no-profile'; readonly message: string };

export interface ParseOptions {
  /** The checkout's path as it stands in the profile; without it, paths stay as Scalene wrote them. */
  readonly root?: string;
}

/** Largest text that is read. A document of this size takes about twice as much memory again. */
const MAX_MB = 256;

const TOO_SHORT =
  'The profile is empty, because the program ended before the first sample or ran no code in the profiled folder: ' +
  'give it more work, or name the folder to profile.';

/**
 * Reads a profile.
 *
 * @throws InputError when the document is damaged (naming the place in it) or too large
 */
export function parseProfile(text: string, options: ParseOptions = {}): ParseOutcome {
  refuseLarge(text.length);
  const found = findDocument(text);
  switch (found.kind) {
    case 'none':
      return { outcome: 'no-profile', message: found.message };
    case 'too-short':
      return { outcome: 'too-short', message: TOO_SHORT };
    case 'document':
      return readDocument(found.document, repositoryPaths(options.root));
  }
}

/**
 * Reads a profile from a file's bytes: UTF-8, or UTF-16 with a byte order mark (what PowerShell's `>` writes).
 *
 * @throws InputError as `parseProfile`, and for bytes that are compressed
 */
export function parseProfileBytes(bytes: Uint8Array, options: ParseOptions = {}): ParseOutcome {
  refuseLarge(bytes.length);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new InputError('The profile is compressed with gzip, which is not unpacked here: unpack it first.');
  }
  return parseProfile(new TextDecoder(encodingOf(bytes)).decode(bytes), options);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function refuseLarge(size: number): void {
  if (size <= MAX_MB * 2 ** 20) return;
  throw new InputError(
    `The profile has ${String(Math.round(size / 2 ** 20))} MB, more than the ${String(MAX_MB)} MB that are read: ` +
      'profile fewer files (`--profile-only`) or leave out stacks (`--no-stacks`).',
  );
}

function readDocument(document: Json, toPath: ToRepositoryPath): ParseOutcome {
  const top = place(null, 'profile');
  const hasMemory = document['memory'] === true;
  const hasGpu = document['gpu'] === true;
  const format = formatOf(document);
  const read = readFiles(document, { hasMemory, hasGpu }, toPath);
  const files = read.map(({ file }) => file);
  if (!files.some((file) => file.lines.length > 0)) return { outcome: 'too-short', message: TOO_SHORT };
  const elapsedSec = amount(document['elapsed_time_sec'], top, 'elapsed_time_sec');
  const frame = frameReader(files, toPath);
  const stacks = readStacks(document['stacks'], elapsedSec, frame);
  const growthPercent = optionalNumber(document['growth_rate'], top, 'growth_rate');
  const profile: Profile = {
    format,
    elapsedSec,
    maxFootprintMb: hasMemory ? amount(document['max_footprint_mb'], top, 'max_footprint_mb') : 0,
    hasMemory,
    hasGpu,
    gpuDevice: typeof document['gpu_device'] === 'string' ? document['gpu_device'] : '',
    allocatedMb: sum(files, (file) => sum(file.lines, (line) => line.allocatedMb)),
    samples: stacks.length === 0 ? null : sum(stacks, ({ count }) => count),
    ...programOf(document, toPath),
    decorated: read.some(isDecorated),
    files,
    stacks,
    memoryOverTime: hasMemory ? readTimeline(document['samples']) : [],
    ...(format === '2.3+' && {
      combinedStacks: readCombinedStacks(document['combined_stacks'], frame),
      memoryStacks: readMemoryStacks(document['memory_stacks'], frame),
    }),
    ...(growthPercent !== undefined && hasMemory && { growthPercent }),
  };
  return { outcome: 'ok', profile };
}

function readFiles(
  document: Json,
  mode: { hasMemory: boolean; hasGpu: boolean },
  toPath: ToRepositoryPath,
): ReadFile[] {
  const where = place(null, 'files');
  const missing = new MissingLines();
  const taken = new Set<string>();
  const files: Record<string, unknown> = record(document['files'], where);
  return Object.keys(files).map((key) => {
    const value = files[key];
    // The document is ours alone: what has been read is let go, so that a large one is not kept beside its profile.
    files[key] = undefined;
    // Two keys for one path cannot both have it: the second keeps Scalene's own, which is unique.
    const path = taken.has(toPath(key)) ? key : toPath(key);
    taken.add(path);
    return readFile(value, path, mode, missing, place(where, key));
  });
}

/** Scalene does not write its version, but every family of formats has brought keys of its own. */
function formatOf(document: Json): ProfileFormat {
  if (document['combined_stacks'] !== undefined) return '2.3+';
  const line = firstLine(record(document['files'], place(null, 'files')));
  if (line['start_function_line'] !== undefined) return '2.1+';
  return line['cpu_samples_list'] !== undefined ? '2.0' : '1.5';
}

function programOf(document: Json, toPath: ToRepositoryPath): Pick<Profile, 'program' | 'args'> {
  const written = document['program'];
  const all: readonly unknown[] = Array.isArray(document['args']) ? (document['args'] as readonly unknown[]) : [];
  const args = all.filter((argument) => typeof argument === 'string');
  if (typeof written !== 'string' || written === '') return { program: null, args };
  // Scalene's list begins with the program, as `sys.argv` does, but as it was typed.
  const isProgram = args[0] !== undefined && lastPart(args[0]) === lastPart(written);
  return { program: toPath(written), args: isProgram ? args.slice(1) : args };
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** `@profile` without a definition of that name is Scalene's: it puts it among Python's built-ins. */
function isDecorated({ file, sourceFunctions }: ReadFile): boolean {
  if (!sourceFunctions.some(({ decorators }) => decorators.some((name) => /^(?:scalene\.)?profile\b/.test(name))))
    return false;
  return !file.sources.some((line) =>
    /^\s*(?:(?:async\s+)?def\s+profile\b|profile\s*=|(?:from|import)\s.*\bprofile\b)/.test(line),
  );
}

/** The footprint over time: pairs of nanoseconds since the start and MiB. */
function readTimeline(value: unknown): MemorySample[] {
  const where = place(null, 'samples');
  if (value === undefined) return [];
  return list(value, where)
    .map((entry, index) => {
      const here = place(where, index);
      const pair = list(entry, here);
      if (pair.length < 2) refuse(here, pair, 'a pair of nanoseconds and MB');
      const [nanoseconds, mb] = pair;
      return { sec: nanosecondsOf(nanoseconds, here) / 1e9, mb: amount(mb, here, 1) };
    })
    .sort((a, b) => a.sec - b.sec);
}

function nanosecondsOf(value: unknown, where: ReturnType<typeof place>): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  return refuse(place(where, 0), value, 'a number from 0 up');
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
