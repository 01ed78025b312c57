/**
 * What the command line writes to, as data that a test can replace.
 * Deciding what to write is left to the commands.
 */
export interface Stdio {
  /** The result, and nothing else. */
  out(text: string): void;
  /** Progress, notices and errors. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal, or what `COLUMNS` says, or 80. */
  readonly width: number;
  readonly colour: 'none' | 'ansi';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The process's own streams. Colour follows `NO_COLOR`, `FORCE_COLOR` and whether stdout is a terminal. */
export function processStdio(): Stdio {
  const { env, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    width: stdout.columns ?? positive(env['COLUMNS']) ?? 80,
    colour: wantsColour(env, stdout.isTTY) ? 'ansi' : 'none',
    env,
    cwd: process.cwd(),
  };
}

/** See https://no-color.org and https://force-color.org. */
function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

/** Seconds on a clock that never goes back. */
export function clock(): number {
  return performance.now() / 1000;
}
