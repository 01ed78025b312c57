/**
 * Turns the cancelling of a job (SIGINT, then SIGTERM from the runner) into one `AbortSignal`.
 * Ending what runs and tidying up is left to whoever listens.
 */

/** Why work was cut short. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** @throws Cancelled when a signal came, whatever the work made of it */
export async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(new Cancelled('The job was cancelled.'));
  };
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
