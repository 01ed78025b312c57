/**
 * The cancelling of a job: SIGINT, then SIGTERM from the runner.
 * Listening for them is left to `engine/interruptible.ts`.
 */
import { interruptibleBy } from '../engine/interruptible.js';

/** Why work was cut short. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** @throws Cancelled when a signal came, whatever the work made of it */
export async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return interruptibleBy(SIGNALS, () => new Cancelled('The job was cancelled.'), work);
}
