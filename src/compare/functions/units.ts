/**
 * What is judged about CPU time: one function, or several that exchanged work and are judged as one.
 */
import type { MatchedFunction } from './match.js';
import { shareWork, type Change } from './moved-work.js';
import { IDLE, type FunctionTime } from './shares.js';

/** Seconds, summed over the members. */
export interface Unit extends Change {
  /** Positions among the matched functions. */
  readonly members: readonly number[];
  readonly base: number;
  readonly head: number;
  readonly steadyDifference: number;
  /** Larger of the two sides. */
  readonly size: number;
}

/**
 * @param times by position among the functions
 * @param least smaller differences are not looked at, in seconds
 */
export function unitsOf(
  functions: readonly MatchedFunction[],
  times: readonly FunctionTime[],
  least: number,
): readonly Unit[] {
  return shareWork(functions, times, least).map((members) => {
    const [only] = members;
    return members.length === 1 && only !== undefined
      ? alone(only, times[only] ?? IDLE)
      : together(
          members,
          members.map((member) => times[member] ?? IDLE),
        );
  });
}

function alone(index: number, time: FunctionTime): Unit {
  const { base, head, difference, standardError, steadyDifference } = time;
  return {
    members: [index],
    base,
    head,
    difference,
    standardError,
    steadyDifference,
    size: Math.max(base, head),
  };
}

function together(members: readonly number[], times: readonly FunctionTime[]): Unit {
  const total = (read: (time: FunctionTime) => number): number => times.reduce((all, time) => all + read(time), 0);
  const base = total((time) => time.base);
  const head = total((time) => time.head);
  const difference = total((time) => time.difference);
  // What is left of the net difference is as steady as the least steady member allows.
  const unsteady = Math.max(...times.map((time) => Math.abs(time.difference - time.steadyDifference)));
  return {
    members,
    base,
    head,
    difference,
    standardError: Math.sqrt(total((time) => time.standardError ** 2)),
    steadyDifference: Math.sign(difference) * Math.max(0, Math.abs(difference) - unsteady),
    size: Math.max(base, head),
  };
}
