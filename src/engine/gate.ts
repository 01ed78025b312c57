/**
 * The gate as a story: measure some pairs, look at them, decide whether more would help, until it is clear.
 * Making runs is left to `measure`, judging them to `compare`; the edges choose settings and tell the result.
 */
import { compare } from '../compare/compare.js';
import { firstLook, needsProfiles, plan, type Plan, type Spent, type StopReason } from '../compare/plan.js';
import { openMeasurement } from '../measure/index.js';
import type { MeasurePlan, MeasurePorts, MeasureSession, ProgressEvent } from '../measure/plan.js';
import type { Comparison } from '../model/comparison.js';
import type { CompareSettings } from '../model/judging.js';
import type { LoadedMeasurement } from '../profile/loaded.js';

/** What is done after a look: more pairs, or nothing more and why. */
export type Step =
  Extract<Plan, { action: 'measure' }> | { readonly action: 'stop'; readonly reason: StopReason | 'failed' };

/** A look at the answer: what it is with these pairs, and what is done next. */
export interface LookEvent {
  readonly kind: 'look';
  readonly comparison: Comparison;
  readonly next: Step;
}

export type GateEvent = ProgressEvent | LookEvent;

export interface GatePorts extends Omit<MeasurePorts, 'onProgress'> {
  onProgress(event: GateEvent): void;
  /** Seconds on a clock that never goes back. */
  readonly clock: () => number;
}

export interface GateRequest {
  readonly plan: MeasurePlan;
  readonly judging: CompareSettings;
  /** Seconds after which no new pair is started, counted from the first run. */
  readonly timeBudgetSec: number;
}

export interface GateResult {
  readonly comparison: Comparison;
  readonly loaded: LoadedMeasurement;
  /** Why these two commits: one clause. */
  readonly sidesReason: string;
}

/**
 * Measures and judges one program.
 *
 * @throws MeasureError when the measurement could not be made; the signal's reason when aborted
 */
export async function runGate(request: GateRequest, ports: GatePorts): Promise<GateResult> {
  const session = await openMeasurement(request.plan, ports);
  try {
    const comparison = await measureUntilClear(session, request, ports);
    return { comparison, loaded: session.loaded, sidesReason: session.sidesReason };
  } finally {
    await session.close();
  }
}

async function measureUntilClear(
  session: MeasureSession,
  { judging, timeBudgetSec }: GateRequest,
  { clock, onProgress }: GatePorts,
): Promise<Comparison> {
  const startedSec = clock();
  let until = firstLook(judging);
  for (;;) {
    await session.measurePairs(until);
    const spent = { sec: clock() - startedSec, secPerPair: session.secPerPair, budgetSec: timeBudgetSec };
    const { comparison, next } = look(session, judging, spent);
    onProgress({ kind: 'look', comparison, next });
    if (next.action === 'stop') return comparison;
    if (!needsProfiles(comparison, judging)) session.stopProfiling();
    until = next.until;
  }
}

function look(session: MeasureSession, judging: CompareSettings, spent: Spent): { comparison: Comparison; next: Step } {
  const comparison = compare([session.loaded], judging);
  if (session.failure) return { comparison, next: { action: 'stop', reason: 'failed' } };
  const next = plan(comparison, judging, spent);
  if (next.action !== 'stop' || next.reason !== 'time-budget') return { comparison, next };
  return { comparison: lastLook(session, judging, comparison.pairs), next };
}

/** Where the budget ends the measurement before `max-pairs`, this look is the last one, and is judged as such. */
function lastLook(session: MeasureSession, judging: CompareSettings, pairs: number): Comparison {
  const made = Math.max(1, pairs);
  const comparison = compare([session.loaded], {
    ...judging,
    minPairs: Math.min(judging.minPairs, made),
    maxPairs: made,
  });
  const message = `The time budget ended the measurement after ${made} ${made === 1 ? 'pair' : 'pairs'}; raise time-budget to let it go on.`;
  return { ...comparison, warnings: [...comparison.warnings, { code: 'time-budget', message }] };
}
