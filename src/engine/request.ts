/**
 * From settings to what the engine is asked to do.
 * Reading settings is left to `config` and the edges.
 */
import { toCompareSettings } from '../config/judging.js';
import { programOf, type Settings } from '../config/resolve.js';
import type { MeasurePlan, SidesWanted } from '../measure/plan.js';
import type { GateRequest } from './gate.js';

/** What an edge knows besides the settings. */
export interface Place {
  /** Any folder of the user's repository. */
  readonly repository: string;
  readonly sides: SidesWanted;
  /** Where the measurement is kept; a private folder that is removed when missing. */
  readonly out?: string | undefined;
  readonly cacheDir?: string | undefined;
  readonly sandbox?: MeasurePlan['sandbox'];
  /** Who may have written into environments of earlier runs; one's own code when missing. */
  readonly reuseSetup?: MeasurePlan['reuseSetup'] | undefined;
  readonly runner?: string | undefined;
}

/** What to measure for one program. */
export function measurePlan(settings: Settings, place: Place): MeasurePlan {
  return {
    ...place,
    reuseSetup: place.reuseSetup ?? 'when-untouched',
    program: programOf(settings),
    python: settings.python,
    setup: settings.setup,
    envNames: settings.env,
    scaleneVersion: settings.scaleneVersion,
    timeoutSec: settings.timeout,
    memory: settings.memory,
    gpu: settings.gpu,
  };
}

export function gateRequest(settings: Settings, place: Place): GateRequest {
  return {
    plan: measurePlan(settings, place),
    judging: toCompareSettings(settings),
    timeBudgetSec: settings.timeBudget,
  };
}
