/**
 * Tells on stderr what the engine is doing: one line that is kept up to date on a terminal, plain lines elsewhere.
 * What there is to tell is left to the engine.
 */
import type { GateEvent, LookEvent } from '../engine/gate.js';
import type { RunLabel } from '../measure/plan.js';
import { METRICS } from '../model/metrics.js';
import type { Stdio } from './stdio.js';

/** Something to tell: for good, only until the next one comes, or for good in a log and until the next one on a terminal. */
interface Note {
  readonly text: string;
  readonly kind: 'lasting' | 'passing' | 'step';
}

export interface Progress {
  /** Takes each event as it comes. */
  readonly onEvent: (event: GateEvent) => void;
  /** Removes a passing line, so that what follows begins on a clean one. */
  readonly done: () => void;
}

export interface ProgressOptions {
  /** Name of the program, where several are measured. */
  readonly program?: string | undefined;
  /** Seconds on a clock that never goes back. */
  readonly clock: () => number;
}

const CLEAR_LINE = '\r\u001b[K';

export function startProgress(stdio: Stdio, { program, clock }: ProgressOptions): Progress {
  const startedSec = clock();
  const prefix = program === undefined ? '' : `${program}: `;
  const say = (event: GateEvent): void => {
    const note = describe(event);
    if (!note) return;
    const line = `${prefix}${note.text}`;
    if (stdio.errIsTerminal) {
      const passing = `${line} (${elapsed(clock() - startedSec)})`;
      stdio.err(CLEAR_LINE + (note.kind === 'lasting' ? `${line}\n` : passing.slice(0, stdio.width - 1)));
    } else if (note.kind !== 'passing') {
      stdio.err(`[${elapsed(clock() - startedSec)}] ${line}\n`);
    }
  };
  return { onEvent: say, done: () => stdio.errIsTerminal && stdio.err(CLEAR_LINE) };
}

/** What an event is worth saying; nothing for those that only end what was said. */
function describe(event: GateEvent): Note | undefined {
  switch (event.kind) {
    case 'checkout':
      return lasting(`${event.side}: ${event.commit.slice(0, 9)} (${event.ref})`);
    case 'installing-scalene':
      return lasting(`Installing Scalene ${event.version} once into ${event.folder}; later runs reuse it.`);
    case 'setup':
      return lasting(`${event.side}: setup${event.cached ? ' (from the cache)' : ''}: ${firstLine(event.command)}`);
    case 'run-started':
      return passing(`${runName(event)} …`);
    case 'run-finished':
      return event.outcome === 'ok' ? undefined : lasting(`${runName(event)}: ${event.outcome}`);
    case 'retry':
      return lasting(`${runName(event)}: ${event.outcome}; trying once more.`);
    case 'pair-done':
      return { text: `Pair ${event.pair + 1} measured in ${event.wallSec.toFixed(1)} s`, kind: 'step' };
    case 'look':
      return lasting(describeLook(event));
  }
}

function describeLook({ comparison, next }: LookEvent): string {
  const so = `After ${comparison.pairs} ${comparison.pairs === 1 ? 'pair' : 'pairs'}`;
  const open = comparison.metrics
    .filter((metric) => metric.verdict === 'inconclusive' && METRICS[metric.metric].decides)
    .map((metric) => METRICS[metric.metric].label);
  const undecided = open.length > 0 ? `undecided: ${open.join(', ')}` : 'not yet confirmed';
  if (next.action === 'measure') return `${so}: ${undecided}; measuring up to ${next.until}.`;
  switch (next.reason) {
    case 'conclusive':
      return `${so}: clear.`;
    case 'max-pairs':
      return `${so}: ${open.length > 0 ? undecided : 'done'}; max-pairs is reached.`;
    case 'time-budget':
      return `${so}: ${open.length > 0 ? undecided : 'done'}; the time budget is spent.`;
    case 'failed':
      return 'The program did not run to a good end; no more pairs are made.';
  }
}

function runName({ side, pair, run, mode }: RunLabel): string {
  const what = run === 'timing' ? 'timing run' : `profile run${mode === 'cpu' ? ' (CPU only)' : ''}`;
  return pair < 0 ? `Warm-up, ${side}` : `Pair ${pair + 1}, ${side}, ${what}`;
}

function elapsed(sec: number): string {
  const whole = Math.floor(sec);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}

function firstLine(text: string): string {
  const [first = ''] = text.trim().split('\n');
  return first.length > 80 ? `${first.slice(0, 79)}…` : first;
}

function lasting(text: string): Note {
  return { text, kind: 'lasting' };
}

function passing(text: string): Note {
  return { text, kind: 'passing' };
}
