/**
 * A real measurement (made by `__tests__/fixtures/measurements/make.py`) as artifacts hold it: of one regression, with profiles
 * and diff. What a test wants otherwise is changed in its index only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MeasurementSchema, type Measurement } from '../../../src/model/measurement.js';
import { makeZip } from './zip.js';

const FOLDER = fileURLToPath(new URL('../../fixtures/measurements/nightly', import.meta.url));

export const NIGHTLY: Measurement = MeasurementSchema.parse(
  JSON.parse(readFileSync(path.join(FOLDER, 'measurement.json'), 'utf8')),
);

/** The commit that the measurement says it is of. */
export const NIGHTLY_HEAD = NIGHTLY.sides.head.commit;

/** The zip file of an artifact with it. */
export function nightlyZip(change: (measurement: Measurement) => Measurement = (same) => same): Buffer {
  const profiles = readdirSync(path.join(FOLDER, 'profiles')).map((name) => `profiles/${name}`);
  const files = ['diff.patch', ...profiles].map((name) => ({ name, data: readFileSync(path.join(FOLDER, name)) }));
  return makeZip([{ name: 'measurement.json', data: JSON.stringify(change(NIGHTLY)) }, ...files]);
}

/** The same runs, with all CPU times of head so many times as long. */
export function slower(factor: number): (measurement: Measurement) => Measurement {
  return (measurement) => ({
    ...measurement,
    runs: measurement.runs.map((run) =>
      run.side === 'head' && run.userSec !== undefined ? { ...run, userSec: run.userSec * factor } : run,
    ),
  });
}

/** The same runs on both sides: nothing changed. */
export function unchanged(measurement: Measurement): Measurement {
  const base = measurement.runs.filter(({ side }) => side === 'base');
  const head = base.map((run) => ({ ...run, side: 'head' as const, order: 1 - run.order }));
  return { ...measurement, runs: [...base, ...head] };
}
