/**
 * The command line as a function: arguments in, exit status out.
 * Each command's own words and work are left to `commands/`.
 */
import { Command, CommanderError } from 'commander';
import { EXIT } from '../model/errors.js';
import { VERSION } from '../model/version.js';
import { analyzeCommand } from './commands/analyze.js';
import { compareCommand } from './commands/compare.js';
import { demoCommand } from './commands/demo.js';
import { doctorCommand } from './commands/doctor.js';
import { gateCommand } from './commands/gate.js';
import { mcpCommand } from './commands/mcp.js';
import { measureCommand } from './commands/measure.js';
import { reportCommand } from './commands/report.js';
import { describeFailure } from './failure.js';
import type { Stdio } from './stdio.js';

/** In the order of the help. */
const COMMANDS = [
  gateCommand,
  measureCommand,
  compareCommand,
  analyzeCommand,
  reportCommand,
  doctorCommand,
  demoCommand,
  mcpCommand,
];

const EXAMPLES = `
Examples:
  $ scalene-mcp-action demo                                            see it work on a small repository
  $ scalene-mcp-action gate --script bench/etl.py -- --rows 200000     working tree against the default branch
  $ scalene-mcp-action gate --module pytest --base v1.2 --head HEAD    any two commits
  $ scalene-mcp-action doctor                                          what is missing, and the command that mends it

Exit status: 0 gate passed, 1 gate failed, 2 wrong usage or unusable input, 3 the measurement could not be made.`;

/** Runs one command line and returns its exit status; never throws. */
export async function main(argv: readonly string[], stdio: Stdio): Promise<number> {
  let status: number = EXIT.passed;
  const finish = (code: number): void => void (status = code);
  const program = new Command('scalene-mcp-action')
    .description(
      'Tells, with evidence, whether a change made a Python program slower or hungrier, where, and how sure that is.',
    )
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES);
  for (const make of COMMANDS) program.addCommand(make(stdio, finish));
  for (const command of [program, ...program.commands]) prepare(command, stdio);
  try {
    if (argv.length === 0) {
      stdio.err(program.helpInformation() + EXAMPLES.trimStart() + '\n');
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage;
    const failure = describeFailure(error, stdio.env['SCALENE_LOG_LEVEL'] === 'debug');
    stdio.err(failure.text);
    return failure.exitStatus;
  }
}

/** Our streams, our exit status, and a next step under every usage error. */
function prepare(command: Command, stdio: Stdio): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(
      `Run \`${command.name() === 'scalene-mcp-action' ? '' : 'scalene-mcp-action '}${command.name()} --help\` to see what it takes.`,
    )
    .configureOutput({
      writeOut: (text) => stdio.out(text),
      writeErr: (text) => stdio.err(text),
      getOutHelpWidth: () => Math.min(stdio.width, 120),
      getErrHelpWidth: () => Math.min(stdio.width, 120),
    });
}
