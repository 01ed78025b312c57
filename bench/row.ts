/**
 * What one benchmark reports, and the stopwatch all of them use.
 * Printing is left to `run.ts`.
 */

export interface Row {
  /** What was timed, with its size: `parse a profile of 10 MB`. */
  readonly what: string;
  /** Milliseconds of one go: the median. */
  readonly ms: number;
  /** How many times as long as something to compare with, such as bare `JSON.parse` of the same text. */
  readonly ratio?: { readonly value: number; readonly to: string };
  /** What it must stay under; `text` says it in words. */
  readonly limit?: { readonly of: 'ms' | 'ratio'; readonly max: number; readonly text: string };
}

/** Median milliseconds of `times` goes, after one that does not count. */
export async function medianMs(times: number, go: () => unknown): Promise<number> {
  await go();
  const taken: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const started = performance.now();
    await go();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}
