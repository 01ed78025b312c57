/**
 * Keeps files as an artifact of the run. The artifact client is loaded only here and only when it is used: it is most of the bundle.
 * What is kept, and what a failure means, is left to the callers; no failure of it costs a verdict.
 */
import type * as Artifact from '@actions/artifact';
import { randomBytes } from 'node:crypto';
import { isEnterpriseServer, runUrl, type RunPlace } from './context.js';

export interface ArtifactFiles {
  readonly name: string;
  /** Absolute paths below `folder`. */
  readonly files: readonly string[];
  readonly folder: string;
  readonly retentionDays: number;
}

export type UploadOutcome =
  | { readonly kind: 'uploaded'; readonly name: string; readonly id: number; readonly url: string }
  /** `reason`: one clause. */
  | { readonly kind: 'unsupported' | 'failed'; readonly reason: string };

/** The part of `@actions/artifact` that is used. */
export interface ArtifactUploader {
  uploadArtifact(
    name: string,
    files: string[],
    rootDirectory: string,
    options: { retentionDays: number; compressionLevel: number },
  ): Promise<{ id?: number }>;
}

/** The profiles are compressed already; the rest gains from a little. */
const COMPRESSION = 1;

/**
 * Uploads once, and once more under a name of its own where that one is taken: names are unique in a run, and the legs
 * of a matrix cannot know each other.
 *
 * @param limitMs - after so many milliseconds a connection that hangs counts as failed
 */
export async function uploadArtifact(
  wanted: ArtifactFiles,
  context: RunPlace,
  limitMs: number,
  load: () => Promise<ArtifactUploader> = loadUploader,
): Promise<UploadOutcome> {
  if (isEnterpriseServer(context)) {
    return { kind: 'unsupported', reason: 'GitHub Enterprise Server has no artifacts of this version' };
  }
  try {
    return await withLimit(uploadUnderFreeName(wanted, context, await load()), limitMs);
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

async function uploadUnderFreeName(
  wanted: ArtifactFiles,
  context: RunPlace,
  uploader: ArtifactUploader,
): Promise<UploadOutcome> {
  const upload = async (name: string): Promise<UploadOutcome> => {
    const { id = 0 } = await uploader.uploadArtifact(name, [...wanted.files], wanted.folder, {
      retentionDays: wanted.retentionDays,
      compressionLevel: COMPRESSION,
    });
    return { kind: 'uploaded', name, id, url: `${runUrl(context)}/artifacts/${String(id)}` };
  };
  try {
    return await upload(wanted.name);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return upload(`${wanted.name}-${randomBytes(3).toString('hex')}`);
  }
}

/** The client words the service's answer 409 into its message and keeps nothing else of it. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && /\(409\)|already exists/.test(error.message);
}

async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(Math.round(limitMs / 1000))} s`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}

async function loadUploader(): Promise<ArtifactUploader> {
  const { DefaultArtifactClient } = await loadArtifactClient();
  return new DefaultArtifactClient();
}

/** Reads the artifact client's code, which is most of the bundle: before anything that could change it has run. */
export function loadArtifactClient(): Promise<Pick<typeof Artifact, 'DefaultArtifactClient'>> {
  return import('@actions/artifact');
}
