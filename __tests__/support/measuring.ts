/**
 * Real measurements for tests: real git, real Python, real Scalene from the shared cache.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openMeasurement } from '../../src/measure/index.js';
import type { MeasurePlan, MeasureSession, ProgressEvent } from '../../src/measure/plan.js';
import { REPOSITORY } from './bundled.js';
import { SCALENE_VERSION, TEST_CACHE } from './python.js';
import { GIT_ENV, makeRepository, type Files, type TestRepository } from './repository.js';

const PROGRAMS = join(REPOSITORY, '__tests__', 'support', 'programs');

/** The fixture programs, by file name. */
export async function programs(): Promise<Files> {
  const names = (await readdir(PROGRAMS)).filter((name) => name.endsWith('.py'));
  const texts = await Promise.all(names.map((name) => readFile(join(PROGRAMS, name), 'utf8')));
  return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']));
}

/** A repository with all fixture programs in one commit. */
export async function programRepository(): Promise<TestRepository> {
  const repository = await makeRepository('programs');
  await repository.commit(await programs());
  return repository;
}

export interface Measured {
  readonly session: MeasureSession;
  readonly events: readonly ProgressEvent[];
}

/** Opens a measurement; what is not said is as simple as can be. */
export async function open(
  repository: Pick<TestRepository, 'path'>,
  plan: Partial<MeasurePlan> & Pick<MeasurePlan, 'program'>,
  ports: { readonly signal?: AbortSignal; readonly env?: Record<string, string>; readonly random?: () => number } = {},
): Promise<Measured> {
  const events: ProgressEvent[] = [];
  const session = await openMeasurement(
    {
      repository: repository.path,
      sides: { kind: 'refs', base: 'HEAD', head: 'HEAD' },
      envNames: [],
      scaleneVersion: SCALENE_VERSION,
      timeoutSec: 60,
      memory: false,
      gpu: false,
      cacheDir: TEST_CACHE,
      reuseSetup: 'when-untouched',
      ...plan,
    },
    {
      onProgress: (event) => void events.push(event),
      signal: ports.signal ?? new AbortController().signal,
      env: { ...process.env, ...GIT_ENV, ...ports.env },
      ...(ports.random === undefined ? {} : { random: ports.random }),
    },
  );
  return { session, events };
}
