/**
 * `gate`: measure two commits, compare, report, and say by the exit status whether the gate passed.
 * The Action's main job, locally.
 */
import { Command } from 'commander';
import type { Settings } from '../../config/resolve.js';
import { eachProgram, worstStatus, type ProgramResult } from '../../engine/programs.js';
import { runGate } from '../../engine/gate.js';
import { gateRequest } from '../../engine/request.js';
import { runSelfCheck } from '../../engine/self-check.js';
import { EXIT, InputError, type ExitStatus } from '../../model/errors.js';
import { renderSelfCheck } from '../../report/terminal/self-check.js';
import { addFormat } from '../format.js';
import { startProgress } from '../progress.js';
import { renderComparisons, type Format, type Judged } from '../render.js';
import { addSettings, programArguments, readSettings } from '../settings.js';
import { describeFailure } from '../failure.js';
import { interruptible } from '../signals.js';
import { clock, type Stdio } from '../stdio.js';
import { repositoryTop } from '../repository.js';
import { addPlace, outFolder, sidesOf, type PlaceOptions } from '../place.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action gate --script bench/etl.py -- --rows 200000
      the working tree with its uncommitted changes, against the merge base with the default branch
  $ scalene-mcp-action gate --module pytest --base v1.2 --head HEAD -- -q tests
  $ scalene-mcp-action gate --script app.py --setup "pip install -r requirements.txt" --tolerance 10%
  $ scalene-mcp-action gate --script bench/etl.py --self-check 20
      how far to trust the verdicts of this program on this machine
  $ scalene-mcp-action gate                        every program listed in .github/scalene.yml

Exit status: 0 passed, 1 failed, 2 wrong usage, 3 the measurement could not be made.`;

export function gateCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('gate')
    .summary('measure two commits, compare them, and fail on a regression')
    .description('Measures a program on two commits, compares them, reports, and fails when the gate fails.')
    .argument('[args...]', "the program's arguments, after --")
    .addHelpText('after', EXAMPLES);
  command.option(
    '--self-check <n>',
    'compare the head (HEAD by default) with itself n times instead: false alarms, noise, smallest visible change',
    wholeNumber,
  );
  addFormat(command, ['text', 'json', 'markdown']);
  addPlace(command);
  addSettings(command, ['program', 'commits', 'judging', 'amount', 'arranging']);
  return command.action(async (args: string[], options: GateOptions) => {
    const programs = await readSettings(command, programArguments(command, args), await repositoryTop(stdio));
    finish(
      await (options.selfCheck === undefined ? gate(programs, options, stdio) : selfCheck(programs, options, stdio)),
    );
  });
}

interface GateOptions extends PlaceOptions {
  readonly format: Format;
  readonly selfCheck?: number;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InputError(`--self-check is "${text}"; write how many gates to make, from 1 to 1000, such as 20.`);
}

async function gate(programs: readonly Settings[], options: GateOptions, stdio: Stdio): Promise<number> {
  const results = await interruptible((signal) => gateEach(programs, options, stdio, signal));
  const judged = results.flatMap((each) => (each.kind === 'done' ? [each.result] : []));
  const failed = results.flatMap((each) => (each.kind === 'failed' ? [each] : []));
  const [first, ...rest] = judged;
  if (first === undefined) throw failed[0]?.error ?? new InputError(NO_PROGRAM);
  stdio.out(await renderComparisons([first, ...rest], options.format, stdio, failed));
  for (const { settings, error } of failed)
    stdio.err(`${settings.programName ?? 'A program'}: ${describeFailure(error, false).text}`);
  return worstStatus([gateStatus(judged), ...failed.map(({ error }) => error.exitStatus)]);
}

const NO_PROGRAM = 'The configuration file lists no program to run; name one with --script.';

/** Each program against itself. A false alarm is a finding about the machine, not a failed gate: the exit status says it was measured. */
async function selfCheck(programs: readonly Settings[], options: GateOptions, stdio: Stdio): Promise<number> {
  for (const settings of programs) {
    const head = settings.head ?? 'HEAD';
    const sides = { kind: 'refs', base: head, head } as const;
    const out = outFolder(options, settings, programs.length, stdio.cwd);
    const request = gateRequest(settings, { repository: stdio.cwd, sides, out, cacheDir: options.cacheDir });
    const progress = startProgress(stdio, { program: settings.programName, clock });
    const result = await interruptible((signal) =>
      runSelfCheck(request, options.selfCheck ?? 1, { signal, clock, onProgress: progress.onEvent, env: stdio.env }),
    ).finally(progress.done);
    stdio.out(options.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : renderSelfCheck(result, stdio));
  }
  return EXIT.passed;
}

export function gateEach(
  programs: readonly Settings[],
  options: PlaceOptions,
  stdio: Stdio,
  signal: AbortSignal,
): Promise<ProgramResult<Judged>[]> {
  return eachProgram(programs, signal, async (settings): Promise<Judged> => {
    const progress = startProgress(stdio, { program: settings.programName, clock });
    const request = gateRequest(settings, {
      repository: stdio.cwd,
      sides: sidesOf(settings),
      out: outFolder(options, settings, programs.length, stdio.cwd),
      cacheDir: options.cacheDir,
    });
    try {
      const { comparison, loaded } = await runGate(request, {
        signal,
        clock,
        onProgress: progress.onEvent,
        env: stdio.env,
      });
      return { name: settings.programName, comparison, loaded: [loaded] };
    } finally {
      progress.done();
    }
  });
}

/** The gate of several programs fails when one does. */
export function gateStatus(judged: readonly Judged[]): ExitStatus {
  return judged.some(({ comparison }) => comparison.gate === 'fail') ? EXIT.gateFailed : EXIT.passed;
}
