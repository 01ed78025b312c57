/**
 * What the engine is doing, in words for whoever waits for it. How it is shown, and which of it, is left to the edges.
 */
import type { Comparison } from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';
import type { RunLabel } from '../measure/plan.js';
import type { GateEvent, LookEvent } from './gate.js';

/** Something to tell. */
export interface ProgressNote {
  readonly text: string;
  /** For good; only until the next one comes; or for good in a log and until the next one on a terminal. */
  readonly kind: 'lasting' | 'passing' | 'step';
}

/** What an event is worth saying; null for those that only end what was said. Holds no text of the program or its setup. */
export function progressNote(event: GateEvent): ProgressNote | null {
  switch (event.kind) {
    case 'checkout':
      return lasting(`${event.side}: ${event.commit.slice(0, 9)} (${event.ref})`);
    case 'installing-scalene':
      return lasting(`Installing Scalene ${event.version} once into ${event.folder}; later runs reuse it.`);
    case 'setup':
      return lasting(`${event.side}: setup${event.cached ? ' (from the cache)' : ''}`);
    case 'run-started':
      return { text: `${runName(event)} …`, kind: 'passing' };
    case 'run-finished':
      return event.outcome === 'ok' ? null : lasting(`${runName(event)}: ${event.outcome}`);
    case 'retry':
      return lasting(`${runName(event)}: ${event.outcome}; trying once more.`);
    case 'pair-done':
      return { text: `Pair ${event.pair + 1} measured in ${event.wallSec.toFixed(1)} s`, kind: 'step' };
    case 'look':
      return lasting(lookText(event));
  }
}

function lookText({ comparison, next }: LookEvent): string {
  const so = `After ${comparison.pairs} ${comparison.pairs === 1 ? 'pair' : 'pairs'}`;
  const undecided = undecidedText(comparison);
  if (next.action === 'measure') return `${so}: ${undecided ?? 'not yet confirmed'}; measuring up to ${next.until}.`;
  switch (next.reason) {
    case 'conclusive':
      return `${so}: clear.`;
    case 'max-pairs':
      return `${so}: ${undecided ?? 'done'}; max-pairs is reached.`;
    case 'time-budget':
      return `${so}: ${undecided ?? 'done'}; the time budget is spent.`;
    case 'failed':
      return 'The program did not run to a good end; no more pairs are made.';
  }
}

function undecidedText({ metrics }: Comparison): string | null {
  const gated = metrics.filter((row) => row.gated === true);
  const asked = gated.length > 0 ? gated : metrics.filter(({ metric }) => METRICS[metric].decides);
  const open = asked.filter(({ verdict }) => verdict === 'inconclusive').map(({ metric }) => METRICS[metric].label);
  return open.length === 0 ? null : `undecided: ${open.join(', ')}`;
}

function runName({ side, pair, run, mode }: RunLabel): string {
  const what = run === 'timing' ? 'timing run' : `profile run${mode === 'cpu' ? ' (CPU only)' : ''}`;
  return pair < 0 ? `Warm-up, ${side}` : `Pair ${pair + 1}, ${side}, ${what}`;
}

function lasting(text: string): ProgressNote {
  return { text, kind: 'lasting' };
}
