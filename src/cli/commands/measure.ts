/**
 * `measure`: only make the measurement, into a folder that can be continued, compared and rendered later.
 * Judging it is left to `compare`.
 */
import { Command } from 'commander';
import type { Settings } from '../../config/resolve.js';
import { eachProgram, worstStatus } from '../../engine/programs.js';
import { measurePlan } from '../../engine/request.js';
import { openMeasurement } from '../../measure/index.js';
import { InputError, MeasureError } from '../../model/errors.js';
import { addPlace, outFolder, sidesOf, type PlaceOptions } from '../place.js';
import { startProgress } from '../progress.js';
import { repositoryTop } from '../repository.js';
import { addSettings, programArguments, readSettings } from '../settings.js';
import { describeFailure } from '../failure.js';
import { interruptible } from '../signals.js';
import { clock, type Stdio } from '../stdio.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action measure --script bench/etl.py --out measurement --max-pairs 5
  $ scalene-mcp-action measure --script bench/etl.py --out measurement --max-pairs 10     five more
  $ scalene-mcp-action compare measurement

A measurement that is cut short loses at most the run in progress; the same command goes on with it.`;

export function measureCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('measure')
    .summary('only make the measurement')
    .description(
      'Makes pairs of runs of a program on two commits, max-pairs of them, and keeps them in the folder --out.',
    )
    .argument('[args...]', "the program's arguments, after --")
    .addHelpText('after', EXAMPLES);
  addPlace(command);
  addSettings(command, ['program', 'commits', 'amount', 'arranging']);
  return command.action(async (args: string[], options: PlaceOptions) => {
    finish(await measure(command, programArguments(command, args), options, stdio));
  });
}

async function measure(
  command: Command,
  args: readonly string[],
  options: PlaceOptions,
  stdio: Stdio,
): Promise<number> {
  if (options.out === undefined) {
    throw new InputError('Nothing says where to keep the measurement; name a folder with --out.');
  }
  const programs = await readSettings(command, args, await repositoryTop(stdio));
  const results = await interruptible((signal) =>
    eachProgram(programs, signal, (settings) => {
      const out = outFolder(options, settings, programs.length, stdio.cwd);
      return measureOne(settings, { ...options, out }, stdio, signal);
    }),
  );
  const failed = results.flatMap((each) => (each.kind === 'failed' ? [each] : []));
  const [only] = failed;
  if (only !== undefined && failed.length === results.length) throw only.error;
  for (const { settings, error } of failed)
    stdio.err(`${settings.programName ?? 'A program'}: ${describeFailure(error, false).text}`);
  return worstStatus(failed.map(({ error }) => error.exitStatus));
}

async function measureOne(
  settings: Settings,
  { out, cacheDir }: { out: string | undefined; cacheDir?: string },
  stdio: Stdio,
  signal: AbortSignal,
): Promise<void> {
  const progress = startProgress(stdio, { program: settings.programName, clock });
  const plan = measurePlan(settings, { repository: stdio.cwd, sides: sidesOf(settings), out, cacheDir });
  try {
    const session = await openMeasurement(plan, { signal, onProgress: progress.onEvent, env: stdio.env });
    try {
      await session.measurePairs(settings.maxPairs);
      progress.done();
      if (session.failure) throw new MeasureError(session.failure.message);
      stdio.out(`${session.folder}\n`);
      stdio.err(`${session.pairs} pairs measured. Next: scalene-mcp-action compare ${session.folder}\n`);
    } finally {
      await session.close();
    }
  } finally {
    progress.done();
  }
}
