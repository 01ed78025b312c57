/**
 * The TypeScript half of `launcher.py`: one small Python process that runs every command whose whole process tree
 * must be timed, bounded and ended. What is run, and what a result means, is left to callers.
 */
import { createInterface, type Interface } from 'node:readline';
import { assetPath } from './asset.js';
import { execa } from 'execa';
import * as z from 'zod';
import { MeasureError } from '../model/errors.js';
import { within, type Sandbox } from './sandboxed.js';
import type { Masker } from './mask.js';

/** Where ncc finds the file, and puts it beside the bundle. */
const LAUNCHER = assetPath(new URL('./launcher.py', import.meta.url));

export interface Command {
  /** Absolute path of the executable, then its arguments. No shell is involved. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Time limit, in seconds; then SIGTERM, `graceSec`, SIGKILL. */
  readonly timeoutSec: number;
}

const ResultSchema = z.object({
  exitCode: z.number().nullable(),
  signal: z.string().nullable(),
  timedOut: z.boolean(),
  stopped: z.boolean(),
  wallSec: z.number(),
  userSec: z.number(),
  sysSec: z.number(),
  peakRssMb: z.number(),
  notes: z.array(z.string()),
  output: z.object({ head: z.string(), tail: z.string(), bytes: z.number() }),
});
/** How a command ended. CPU seconds are of the whole tree; `output` is the beginning and end of stdout and stderr together, without secrets. */
export type CommandResult = z.infer<typeof ResultSchema>;

const AnswerSchema = z.union([
  z.object({ started: z.number() }),
  z.object({ error: z.string(), missing: z.boolean() }),
  ResultSchema,
]);

/** Time between the polite and the hard end, in seconds. */
const GRACE_SEC = 2;
/** How long the launcher may take to kill a tree and answer before it is killed itself, in seconds. */
const CLOSE_LIMIT_SEC = 5;
/** How much of a command's output is kept, in bytes. */
const HEAD_BYTES = 8 * 1024;
const TAIL_BYTES = 32 * 1024;

/** How long after a command's own limit the launcher may be silent, in seconds. */
const SILENCE_LIMIT_SEC = 30;
const STOPPED =
  'The process that watches the program did not answer in time, so nothing more can be measured: the program may have stopped it; run again, with the sandbox if the program is a stranger’s.';

/** Where a launcher runs: in a sandbox, or, where that is undefined, as everything else. */
export interface Inside {
  readonly sandbox: Sandbox | undefined;
  /** Absolute paths that nothing in the sandbox may write. */
  readonly readOnly: readonly string[];
}

const NOWHERE: Inside = { sandbox: undefined, readOnly: [] };

export class Launcher {
  private readonly process: ReturnType<typeof spawnLauncher>;
  private readonly lines: Interface;
  private readonly answers: AsyncIterator<string>;
  /** Process group of the command that runs, for the case that the launcher itself dies. */
  private running: number | null = null;
  /** One command at a time: neighbours would disturb the timing. */
  private queue: Promise<unknown> = Promise.resolve();

  /**
   * @param python absolute path of a Python 3.9 or later
   * @param env variables that this Python needs to start
   * @param masker takes secrets out of what commands write, before anybody sees or cuts it
   * @param inside a sandbox has a process namespace of its own
   */
  constructor(
    python: string,
    env: Readonly<Record<string, string>>,
    cwd: string,
    private readonly masker: Masker,
    private readonly inside: Inside = NOWHERE,
  ) {
    this.process = spawnLauncher(within(inside.sandbox, [python, '-I', '-S', LAUNCHER], inside.readOnly), env, cwd);
    this.process.stderr.resume();
    // Writing to a launcher that has died is reported by the missing answer.
    this.process.stdin.on('error', () => undefined);
    this.lines = createInterface({ input: this.process.stdout });
    this.answers = this.lines[Symbol.asyncIterator]();
  }

  /**
   * Runs a command to its end. Only one runs at a time; others wait.
   * @throws MeasureError when it cannot be started; the signal's reason when aborted
   */
  run(command: Command, signal: AbortSignal): Promise<CommandResult> {
    const turn = this.queue.then(() => this.runNow(command, signal));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async runNow(command: Command, signal: AbortSignal): Promise<CommandResult> {
    signal.throwIfAborted();
    const stop = (): void => this.send({ stop: true });
    this.send({ ...command, graceSec: GRACE_SEC, headBytes: HEAD_BYTES, tailBytes: TAIL_BYTES });
    signal.addEventListener('abort', stop, { once: true });
    let overdue: NodeJS.Timeout | undefined;
    // A program of the same user can stop the very process that watches it.
    const silence = new Promise<never>((_, reject) => {
      const end = (): void => {
        this.process.kill('SIGKILL');
        reject(new MeasureError(STOPPED));
      };
      overdue = setTimeout(end, (command.timeoutSec + GRACE_SEC + SILENCE_LIMIT_SEC) * 1000);
    });
    try {
      const result = await Promise.race([this.result(command), silence]);
      signal.throwIfAborted();
      return result;
    } finally {
      clearTimeout(overdue);
      signal.removeEventListener('abort', stop);
      this.running = null;
    }
  }

  private async result(command: Command): Promise<CommandResult> {
    for (;;) {
      const { value, done } = await this.answers.next();
      if (done) throw this.lost(command);
      const answer = AnswerSchema.parse(JSON.parse(value));
      if ('started' in answer) {
        // In a sandbox the number is of its own namespace, whose processes all end with the launcher.
        this.running = this.inside.sandbox === undefined ? answer.started : null;
      } else if ('error' in answer) {
        throw new MeasureError(
          `${command.argv[0]} could not be started in ${command.cwd} (${answer.error}): check that both exist and may be used.`,
        );
      } else {
        return { ...answer, output: masked(answer.output, this.masker) };
      }
    }
  }

  /** The launcher ended without an answer, killed from outside: nothing it started may live on. */
  private lost(command: Command): MeasureError {
    if (this.running !== null) killGroup(this.running);
    return new MeasureError(
      `The process that watches over ${command.argv.slice(0, 3).join(' ')} was killed from outside, perhaps for want of memory: close other programs and try again.`,
    );
  }

  private send(message: object): void {
    this.process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends whatever runs and the launcher itself. */
  async close(): Promise<void> {
    // End of input is the launcher's sign that the tool is gone: it kills all that it started.
    this.process.stdin.end();
    const force = setTimeout(() => {
      if (this.running !== null) killGroup(this.running);
      this.process.kill('SIGKILL');
    }, CLOSE_LIMIT_SEC * 1000);
    await this.process;
    clearTimeout(force);
    this.lines.close();
  }
}

function spawnLauncher(command: readonly [string, ...string[]], env: Readonly<Record<string, string>>, cwd: string) {
  const [file, ...args] = command;
  return execa(file, args, {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    extendEnv: false,
    env,
    cwd,
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** A cut may go through a secret: both ends then lose what could be a part of one. */
function masked({ head, tail, bytes }: CommandResult['output'], masker: Masker): CommandResult['output'] {
  if (bytes <= HEAD_BYTES + TAIL_BYTES) return { head: masker.text(head + tail), tail: '', bytes };
  return { head: masker.beginning(head), tail: masker.rest(tail), bytes };
}

/** The end of what a command wrote: at most `lines` lines, for a person to read. Untrusted text. */
export function outputTail(output: CommandResult['output'], lines = 40): string {
  const text = output.bytes <= HEAD_BYTES + TAIL_BYTES ? output.head + output.tail : output.tail;
  const end = text.trimEnd().split('\n').slice(-lines).join('\n');
  return end.slice(-TAIL_CHARACTERS);
}

/** A tail is read by people and kept in measurement.json: a few screens at most. */
const TAIL_CHARACTERS = 4000;
