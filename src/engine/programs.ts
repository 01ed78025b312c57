/**
 * Several programs, one after the other (side by side they would disturb each other), under one policy: one that cannot be measured leaves
 * the others be, and all are told. What is done with each is given; telling is left to the edges.
 */
import type { Settings } from '../config/resolve.js';
import { EXIT, UserError, type ExitStatus } from '../model/errors.js';

export type ProgramResult<Result> =
  | { readonly kind: 'done'; readonly settings: Settings; readonly result: Result }
  | { readonly kind: 'failed'; readonly settings: Settings; readonly error: UserError };

/** @throws the signal's reason when aborted, and whatever is no expected failure */
export async function eachProgram<Result>(
  programs: readonly Settings[],
  signal: AbortSignal,
  work: (settings: Settings, before: number) => Promise<Result>,
): Promise<ProgramResult<Result>[]> {
  const results: ProgramResult<Result>[] = [];
  for (const settings of programs) {
    try {
      results.push({ kind: 'done', settings, result: await work(settings, results.length) });
    } catch (error) {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      results.push({ kind: 'failed', settings, error });
    }
  }
  return results;
}

/** The exit status over all: what could not be made outweighs a gate that failed. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
  return statuses.reduce<ExitStatus>((worst, status) => (status > worst ? status : worst), EXIT.passed);
}
