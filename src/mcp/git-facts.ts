/**
 * Questions to git that a call can do without an answer to: git may be missing, and a folder need not be a repository.
 * What needs git, asks `measure`.
 */
import type { Git } from '../measure/git.js';
import { MeasureError } from '../model/errors.js';

/** What git prints; null where it has no answer or is not there. */
export async function gitFact(git: Git, args: readonly string[]): Promise<string | null> {
  try {
    const { ok, text } = await git.ask(args);
    return ok ? text : null;
  } catch (error) {
    if (error instanceof MeasureError) return null;
    throw error;
  }
}
