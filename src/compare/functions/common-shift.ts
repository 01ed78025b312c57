/**
 * By how much the profiles misjudge head against base for all code that did not change.
 * A profiler slows some code more than other (memory profiling slows code that allocates by a factor of four, one long call into C hardly),
 * so where head does more of one kind of work than base, the seconds of all the rest come out too large, or too small, by one
 * factor. What is done about it is left to `cpu.ts`.
 */
import type { MatchedFunction } from './match.js';
import type { FunctionTime } from './shares.js';

/**
 * Largest part of the program's own change, on the log scale, that is put down to the profiler. Where one kind of work is slowed
 * r times as much as the other, and takes half of head's time, the part is ln(2r / (r + 1)) / ln 2: 0.5 at r = 2.4. What exceeds it is
 * a change: data that grew may slow every function that nobody touched.
 */
const MOST_OF_CHANGE = 0.5;

/** Variance of a median over that of a mean, for normal noise. */
const MEDIAN_VARIANCE = Math.PI / 2;

/** A function with more than this part of all the weight would move the median that it is judged by. */
const HEAVY = 0.02;

/**
 * The shift that each function is judged by, as ln(head / base), positive where unchanged code seems slower on head: the median
 * over all other functions of unchanged code, weighted by their seconds, believed as far as their samples allow, and limited.
 *
 * @param times by position among the functions
 * @param logChange ln(head / base) of the whole program's CPU time
 * @param isJudged false for functions that are too small to tell anything
 */
export function commonShifts(
  functions: readonly MatchedFunction[],
  times: readonly FunctionTime[],
  logChange: number,
  isJudged: (time: FunctionTime) => boolean,
): number[] {
  const most = MOST_OF_CHANGE * Math.abs(logChange);
  const seen = times.flatMap((time, f): Seen[] => {
    const { base, head, logError } = time;
    if (functions[f]?.codeChanged !== false || base <= 0 || head <= 0 || !isJudged(time)) return [];
    return [{ of: f, value: Math.log(head / base), weight: Math.sqrt(base * head), error: logError }];
  });
  const shifts = new Array<number>(times.length).fill(shiftOf(seen, most));
  const least = HEAVY * seen.reduce((all, { weight }) => all + weight, 0);
  for (const { of, weight } of seen) {
    if (weight > least)
      shifts[of] = shiftOf(
        seen.filter((other) => other.of !== of),
        most,
      );
  }
  return shifts;
}

/** What was seen of one function: ln(head / base) with its standard error. */
interface Seen {
  readonly of: number;
  readonly value: number;
  readonly error: number;
  readonly weight: number;
}

/** The median, drawn toward zero where its own error is large beside what a profiler does, Normal(0, (most / 2)²). */
function shiftOf(seen: readonly Seen[], most: number): number {
  const all = seen.reduce((total, { weight }) => total + weight, 0);
  if (all === 0 || most === 0) return 0;
  const variance =
    MEDIAN_VARIANCE * seen.reduce((total, { weight, error }) => total + ((weight / all) * error) ** 2, 0);
  const usual = (most / 2) ** 2;
  return Math.min(most, Math.max(-most, (weightedMedian(seen) * usual) / (usual + variance)));
}

/**
 * The value at which half of the weight is reached, between the middles of its neighbours' weights; 0 for an empty list.
 * Interpolated so that it turns its sign where all values do.
 */
function weightedMedian(values: readonly Seen[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((all, { weight }) => all + weight, 0) / 2;
  let passed = 0;
  let before: { readonly value: number; readonly middle: number } | null = null;
  for (const { value, weight } of sorted) {
    const middle = passed + weight / 2;
    if (middle >= half) {
      if (before === null) return value;
      return before.value + ((value - before.value) * (half - before.middle)) / (middle - before.middle);
    }
    passed += weight;
    before = { value, middle };
  }
  return before?.value ?? 0;
}
