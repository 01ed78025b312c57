/**
 * What the rest of the program may use of `measure`.
 */
export { doctorChecks, type DoctorCheck } from './doctor.js';
export { linesOf } from './mask.js';
export { readMeasurement } from './readFolder.js';
export { openMeasurement } from './session.js';
export { writeMeasurement } from './writeFolder.js';
export type {
  MeasurePlan,
  MeasurePorts,
  MeasureSession,
  NamedCommit,
  ProfileMode,
  ProgressEvent,
  RunLabel,
  SidesWanted,
} from './plan.js';
