/**
 * Errors that a person can act on: one sentence with what, why and what to do next, and the exit status it means.
 * Anything else that is thrown is a bug in this program.
 */

/** Exit statuses of the command line. */
export const EXIT = { passed: 0, gateFailed: 1, usage: 2, cannotMeasure: 3 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface ErrorDetails {
  cause?: unknown;
  /** The last lines that a command wrote before it failed. Untrusted text: print it apart from the message, or not at all. */
  outputTail?: string;
}

/** Base of all expected errors. `message` is one whole sentence: what, why, what next. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly outputTail: string | undefined;
  constructor(
    message: string,
    readonly exitStatus: ExitStatus = EXIT.usage,
    details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.outputTail = details.outputTail;
  }
}

/** Wrong usage or unusable input (exit status 2). */
export class InputError extends UserError {
  override readonly name = 'InputError';
  constructor(message: string, details?: ErrorDetails) {
    super(message, EXIT.usage, details);
  }
}

/** The measurement could not be made (exit status 3). */
export class MeasureError extends UserError {
  override readonly name = 'MeasureError';
  constructor(message: string, details?: ErrorDetails) {
    super(message, EXIT.cannotMeasure, details);
  }
}
