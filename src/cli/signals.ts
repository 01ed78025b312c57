/**
 * What ends a command early: Ctrl-C and its relatives.
 * Listening for them is left to `engine/interruptible.ts`.
 */
import { interruptibleBy } from '../engine/interruptible.js';
import { Interrupted } from './failure.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @throws Interrupted when one of the signals came */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return interruptibleBy(SIGNALS, (signal) => new Interrupted(signal), work);
}
