/**
 * Turns whatever was thrown into the one sentence a person reads and the exit status a script reads.
 * Raising the right error is left to whoever knows what went wrong.
 */
import { EXIT, UserError, type ExitStatus } from '../model/errors.js';
import { outputLines } from '../report/text.js';

export interface FailureReport {
  /** What goes to stderr, ending in a newline; empty when there is nothing to say. */
  readonly text: string;
  readonly exitStatus: ExitStatus | number;
}

/** Exit status of a program ended by a signal, as shells count it. */
const SIGNAL_STATUS: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** Why a run was cut short: the reason an `AbortSignal` of this program carries. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly signal: string) {
    super(`Stopped by ${signal}.`);
  }
}

/**
 * One sentence for an expected error; for a bug, one sentence that asks for a report. The stack follows at debug level only.
 *
 * @param debug whether `SCALENE_LOG_LEVEL` is `debug`
 */
export function describeFailure(error: unknown, debug: boolean): FailureReport {
  const interrupted = interruption(error);
  if (interrupted) {
    return {
      text: `Stopped by ${interrupted.signal}; nothing is left running.\n`,
      exitStatus: SIGNAL_STATUS[interrupted.signal] ?? EXIT.cannotMeasure,
    };
  }
  if (error instanceof UserError) {
    return {
      text: `error: ${error.message}\n${tailOf(error)}${stackOf(error, debug)}`,
      exitStatus: error.exitStatus,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    text:
      `error: unexpected failure: ${message} ` +
      `This is a defect in scalene-mcp-action; run again with SCALENE_LOG_LEVEL=debug and report what it prints.\n${stackOf(error, debug)}`,
    exitStatus: EXIT.cannotMeasure,
  };
}

/** Lines of a failed command's output that are shown. */
const TAIL_LINES = 12;

/** The last lines that a failed command wrote (setup, pip, git, the program), made harmless: usually they say why. */
function tailOf({ outputTail }: UserError): string {
  const lines = outputLines(outputTail ?? '').slice(-TAIL_LINES);
  return lines.length === 0 ? '' : `Its last output:\n${lines.map((line) => `  | ${line}`.trimEnd()).join('\n')}\n`;
}

function interruption(error: unknown): Interrupted | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof Interrupted) return at;
  }
  return undefined;
}

function stackOf(error: unknown, debug: boolean): string {
  return debug && error instanceof Error && error.stack ? `${error.stack}\n` : '';
}
