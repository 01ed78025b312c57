/**
 * Gates a commit against itself again and again, to see how often this program and machine raise a false alarm.
 * The arithmetic is left to `compare/self-check.ts`.
 */
import { compare } from '../compare/compare.js';
import { firstLook, plan } from '../compare/plan.js';
import { pairsBetween, repeated, resample } from '../compare/self-check.js';
import { openMeasurement } from '../measure/index.js';
import type { MeasureSession } from '../measure/plan.js';
import type { Comparison } from '../model/comparison.js';
import { MeasureError } from '../model/errors.js';
import type { CompareSettings } from '../model/judging.js';
import type { SelfCheck } from '../model/self-check.js';
import type { GatePorts, GateRequest } from './gate.js';

export interface SelfCheckResult {
  /** Gates that each had runs of their own. */
  readonly repeated: SelfCheck;
  /** Many more, drawn from all those runs together. */
  readonly resampled: SelfCheck;
}

/** Gates drawn from the runs at hand: enough to tell one false alarm in a hundred from three. */
const DRAWS = 300;
/** Any number: the draws are the same for the same runs. */
const SEED = 20_261;

/**
 * Makes `gates` gates of one commit against itself, one after the other in one measurement, each on fresh pairs.
 *
 * @param request its plan must name the same commit on both sides
 * @throws MeasureError when the program does not run to a good end; the signal's reason when aborted
 */
export async function runSelfCheck(request: GateRequest, gates: number, ports: GatePorts): Promise<SelfCheckResult> {
  const session = await openMeasurement(request.plan, ports);
  try {
    const comparisons: Comparison[] = [];
    let used = 0;
    for (let gate = 0; gate < gates; gate += 1) {
      const comparison = await oneGate(session, request.judging, used);
      used += comparison.pairs;
      comparisons.push(comparison);
      ports.onProgress({ kind: 'look', comparison, next: { action: 'stop', reason: 'conclusive' } });
    }
    return {
      repeated: repeated(comparisons),
      resampled: resample([session.loaded], request.judging, DRAWS, SEED),
    };
  } finally {
    await session.close();
  }
}

/** One gate on the pairs that come after the first `used` ones, look by look, as `runGate` makes it. */
async function oneGate(session: MeasureSession, judging: CompareSettings, used: number): Promise<Comparison> {
  for (let until = firstLook(judging); ;) {
    await session.measurePairs(used + until);
    if (session.failure) throw new MeasureError(session.failure.message);
    const comparison = compare([pairsBetween(session.loaded, used, used + until)], judging);
    const next = plan(comparison, judging);
    if (next.action === 'stop') return comparison;
    until = next.until;
  }
}
