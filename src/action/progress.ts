/**
 * Tells in the step's log what the engine is doing, one plain line for each thing that lasts.
 * What there is to tell is left to the engine.
 */
import type { GateEvent, LookEvent } from '../engine/gate.js';

/** A line for the log; null for events that are too small for one. */
export function progressLine(event: GateEvent): string | null {
  switch (event.kind) {
    case 'checkout':
      return `${event.side}: ${event.commit.slice(0, 7)} (${event.ref})`;
    case 'installing-scalene':
      return `Installing Scalene ${event.version} once; later runs on this machine reuse it.`;
    case 'setup':
      return `${event.side}: setup${event.cached ? ', kept from an earlier run' : ''}`;
    case 'run-finished':
      if (event.outcome === 'ok') return null;
      return `${event.side}: a ${event.run} run ended as ${event.outcome}.`;
    case 'retry':
      return `${event.side}: trying once more.`;
    case 'pair-done':
      return `Pair ${String(event.pair + 1)}: ${event.wallSec.toFixed(1)} s`;
    case 'look':
      return lookLine(event);
    case 'run-started':
      return null;
  }
}

function lookLine({ comparison, next }: LookEvent): string {
  const so = `After ${String(comparison.pairs)} pairs: ${comparison.verdict}`;
  return next.action === 'measure'
    ? `${so}, not settled yet; going on to ${String(next.until)}.`
    : `${so} (${next.reason}).`;
}
