/**
 * Takes measurement folders out of a zip file that a stranger may have made: only files of known names are written, none
 * outside the folder, and never more than the limits allow. What the files say is left to `measure` to validate.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { InputError } from '../model/errors.js';

export interface ZipLimits {
  /** Bytes of the zip file itself. */
  readonly zipBytes: number;
  readonly entries: number;
  /** Bytes of one file, unpacked. */
  readonly fileBytes: number;
  /** Bytes of all files together, unpacked. */
  readonly totalBytes: number;
}

/** What is left of the limits for the artifacts that come after. */
export function rest(limits: ZipLimits, used: Used): ZipLimits {
  return {
    zipBytes: limits.zipBytes - used.zipBytes,
    entries: limits.entries - used.entries,
    fileBytes: limits.fileBytes,
    totalBytes: limits.totalBytes - used.totalBytes,
  };
}

export type Used = Omit<ZipLimits, 'fileBytes'>;

const MIB = 1024 * 1024;

/** For all artifacts of a report together. Ten pairs of programs that make profiles of 10 MB each stay well below. */
export const ZIP_LIMITS: ZipLimits = {
  zipBytes: 256 * MIB,
  entries: 4000,
  fileBytes: 64 * MIB,
  totalBytes: 384 * MIB,
};

/** `measurement.json`, `diff.patch` and `profiles/….json.gz`, also one folder down where there are several programs. */
const WANTED = /^(?:[\w-][\w.-]*\/)?(?:measurement\.json|diff\.patch|profiles\/[\w-][\w.-]*\.json(?:\.gz)?)$/;

/**
 * Unpacks into `folder`; files of other names are left out.
 * @returns the measurement folders found, as absolute paths
 * @throws InputError when the zip file is damaged, hostile or too large
 */
export async function unzipMeasurements(zip: string, folder: string, limits: ZipLimits): Promise<string[]> {
  return (await unzipCounted(zip, folder, limits)).found;
}

/** The same, with what it took of the limits. */
export async function unzipCounted(
  zip: string,
  folder: string,
  limits: ZipLimits,
): Promise<{ readonly found: string[]; readonly used: Pick<Used, 'entries' | 'totalBytes'> }> {
  const found: string[] = [];
  let entries = 0;
  let total = 0;
  try {
    // yauzl itself refuses absolute paths, `..` and files that are longer than they say.
    const archive = await yauzl.openPromise(zip, { strictFileNames: true });
    for await (const entry of archive.eachEntry()) {
      entries += 1;
      refuseIf(entries > limits.entries, `more than ${String(limits.entries)} files`);
      if (!WANTED.test(entry.fileName)) continue;
      total += entry.uncompressedSize;
      refuseIf(entry.uncompressedSize > limits.fileBytes, `a file larger than ${mebibytes(limits.fileBytes)}`);
      refuseIf(total > limits.totalBytes, `more than ${mebibytes(limits.totalBytes)}`);
      const target = path.join(folder, entry.fileName);
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { flags: 'wx' }));
      if (path.basename(target) === 'measurement.json') found.push(path.dirname(target));
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unusable(error instanceof Error ? error.message : String(error), error);
  }
  return { found: found.sort(), used: { entries, totalBytes: total } };
}

/** Writes a download to a file, and no more of it than the limit. @returns its bytes @throws InputError */
export async function saveZip(from: Readable, file: string, limits: ZipLimits): Promise<number> {
  let bytes = 0;
  await pipeline(
    from,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        refuseIf(bytes > limits.zipBytes, `more than ${mebibytes(limits.zipBytes)} compressed`);
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return bytes;
}

function refuseIf(condition: boolean, what: string): void {
  if (condition) throw unusable(`it holds ${what}`);
}

function unusable(why: string, cause?: unknown): InputError {
  return new InputError(
    `An artifact with a measurement cannot be used (${why}): look at what the measuring job uploaded, and measure again.`,
    { cause },
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`;
}
