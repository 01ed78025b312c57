/**
 * The server as a command: flags in, exit status out.
 * What the flags mean is left to `options.ts`, serving to `start.ts`.
 */
import { Command, CommanderError } from 'commander';
import { EXIT, UserError } from '../model/errors.js';
import { VERSION } from '../model/version.js';
import { addMcpOptions, readMcpOptions } from './options.js';
import { startMcpServer } from './start.js';

export { startMcpServer };

/** Serves as the flags say; resolves with the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const command = addMcpOptions(new Command('scalene-mcp'))
    .description('Profiles, analyzes and compares Python programs for a coding agent, over MCP on stdin and stdout.')
    .version(VERSION, '--version', 'print the version')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
    return await startMcpServer(readMcpOptions(command.opts(), { cwd: process.cwd(), env: process.env }));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage;
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return error.exitStatus;
  }
}
