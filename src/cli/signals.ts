/**
 * Turns Ctrl-C and its relatives into one `AbortSignal`, so that everything that runs can end and tidy up.
 * What tidying means is left to whoever listens.
 */
import { Interrupted } from './failure.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that aborts on the first SIGINT, SIGTERM or SIGHUP.
 * A second one changes nothing: ending children and removing checkouts is bounded in time anyway.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => controller.abort(new Interrupted(name));
  for (const name of SIGNALS) process.on(name, stop);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
