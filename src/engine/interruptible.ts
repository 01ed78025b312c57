/**
 * Turns the signals that end a process into one `AbortSignal`, so that everything that runs can end and tidy up.
 * What tidying means is left to whoever listens, what the end is called to the edges.
 */

/**
 * Runs `work` with a signal that aborts on the first of `signals`. A second one changes nothing: ending children and removing
 * checkouts is bounded in time anyway.
 *
 * @param reason what the abort carries, and what is thrown when a signal came, whatever the work made of it
 */
export async function interruptibleBy<T>(
  signals: readonly NodeJS.Signals[],
  reason: (signal: NodeJS.Signals) => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => controller.abort(reason(signal));
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
