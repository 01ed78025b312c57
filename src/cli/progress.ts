/**
 * Tells on stderr what the engine is doing: one line that is kept up to date on a terminal, plain lines elsewhere.
 * The words are left to the engine.
 */
import type { GateEvent } from '../engine/gate.js';
import { progressNote } from '../engine/progress.js';
import type { Stdio } from './stdio.js';

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
    const note = progressNote(event);
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

function elapsed(sec: number): string {
  const whole = Math.floor(sec);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
