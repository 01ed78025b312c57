/**
 * The order of runs: who goes first, with which hash seed, how long, and what is made again.
 * Making one run is left to `runner.ts`, keeping it to `session.ts`.
 */
import type { Run, Side } from '../model/measurement.js';
import type { ProfileMode } from './plan.js';

/** Base and head in the order of a pair: alternating (ABBA) from a random start, so that drift hits both alike. */
export function orderOf(pair: number, starts: Side): readonly [Side, Side] {
  const baseFirst = (pair % 2 === 0) === (starts === 'base');
  return baseFirst ? ['base', 'head'] : ['head', 'base'];
}

/** Who starts: chosen by lot, or as an earlier part of the same measurement did. */
export function startingSide(earlier: readonly Run[], random: () => number): Side {
  const first = earlier.find((run) => run.kind === 'timing' && run.pair === 0 && run.order === 0);
  return first?.side ?? (random() < 0.5 ? 'base' : 'head');
}

/** Largest seed that PYTHONHASHSEED takes. */
const MAX_SEED = 4_294_967_295;

/** A seed from 1 up (0 would switch hashing's randomness off) that no other pair has. */
export function nextSeed(used: ReadonlySet<number>, random: () => number): number {
  for (;;) {
    const seed = 1 + Math.floor(random() * MAX_SEED);
    if (!used.has(seed)) return seed;
  }
}

/** How much longer than the warm-up a run may take before it counts as hung. */
const HANG_FACTOR = 20;
/** Besides: programs of a few milliseconds have slow moments too. */
const HANG_EXTRA_SEC = 30;

/** Time limit of a run, once the warm-up has shown how long the program takes: a hang must not cost the whole limit. */
export function runLimit(timeoutSec: number, warmUpSec: number | undefined): number {
  if (warmUpSec === undefined) return timeoutSec;
  return Math.min(timeoutSec, HANG_EXTRA_SEC + HANG_FACTOR * warmUpSec);
}

/** How much longer a profile run takes than a timing run, about, as seen with one-second scripts. */
const SLOWDOWN: Readonly<Record<ProfileMode, number>> = { cpu: 1.5, full: 2.5 };

/** Seconds that a pair takes: the median of those made, else told from the warm-up. */
export function pairSeconds(made: readonly number[], warmUpSec: number, modes: readonly ProfileMode[]): number {
  const sorted = [...made].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle !== undefined) return middle;
  return warmUpSec * (1 + modes.reduce((sum, mode) => sum + SLOWDOWN[mode], 0));
}

/**
 * Whether a run that did not go well is made again, once: a hang or a killed process may be chance. What is too short
 * stays so, and a program that never ran to an end in its warm-up is not waited for twice.
 */
export function deservesRetry(run: Run): boolean {
  if (run.outcome === 'ok' || run.outcome === 'too-short') return false;
  return !(run.pair < 0 && run.outcome === 'timed-out');
}
