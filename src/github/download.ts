/**
 * Fetches the measurements that other jobs kept as artifacts of one run, of this run or of the one that triggered it.
 * Everything in them is a stranger's; what may be unpacked is held by `unzip`, what it says by `measure`.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { InputError } from '../model/errors.js';
import type { GitHubApi, RemoteArtifact } from './api.js';
import { rest, saveZip, unzipCounted, ZIP_LIMITS, type ZipLimits } from './unzip.js';

/** Artifacts of one report: a matrix has at most 256 legs. */
const MOST_ARTIFACTS = 256;

/**
 * Downloads the run's artifacts whose name is `name`, or begins with it and a hyphen, into `folder`.
 * @returns the measurement folders found, as absolute paths
 * @param limits - for all of them together
 * @throws InputError when there is none, or one cannot be used
 * @throws GitHubFailure
 */
export async function downloadMeasurements(
  api: Pick<GitHubApi, 'artifacts' | 'artifactZip'>,
  run: number,
  name: string,
  folder: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<string[]> {
  const wanted = newest((await api.artifacts(run)).filter((artifact) => isOf(artifact, name)));
  if (wanted.length > MOST_ARTIFACTS) {
    throw new InputError(
      `Run ${String(run)} has ${String(wanted.length)} artifacts named '${name}…', more than ${String(MOST_ARTIFACTS)}: report fewer at once, under different names.`,
    );
  }
  const folders: string[] = [];
  let left = limits;
  for (const artifact of wanted) {
    const place = path.join(folder, String(artifact.id));
    await mkdir(place, { recursive: true });
    const zipBytes = await saveZip(Readable.fromWeb(await api.artifactZip(artifact.id)), `${place}.zip`, left);
    const { found, used } = await unzipCounted(`${place}.zip`, place, left);
    left = rest(left, { zipBytes, ...used });
    folders.push(...found);
  }
  if (folders.length === 0) {
    throw new InputError(
      `Run ${String(run)} has no artifact '${name}' with a measurement: let a job with mode: measure and the same artifact-name run before, and give this one actions: read.`,
    );
  }
  return folders;
}

function isOf(artifact: RemoteArtifact, name: string): boolean {
  return !artifact.expired && (artifact.name === name || artifact.name.startsWith(`${name}-`));
}

/** A run that was started again holds the artifacts of all its attempts. */
function newest(artifacts: readonly RemoteArtifact[]): RemoteArtifact[] {
  const byName = new Map<string, RemoteArtifact>();
  for (const artifact of [...artifacts].sort((one, other) => one.id - other.id)) byName.set(artifact.name, artifact);
  return [...byName.values()];
}
