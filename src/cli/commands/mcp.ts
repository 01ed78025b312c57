/**
 * `mcp`: the same engine for a coding agent, served on stdin and stdout.
 * Its options and its work are left to `mcp/`.
 */
import { Command } from 'commander';
import { addMcpOptions, readMcpOptions } from '../../mcp/options.js';
import { loadMcpServer } from '../mcp.js';
import type { Stdio } from '../stdio.js';

export function mcpCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = addMcpOptions(new Command('mcp'))
    .summary('serve coding agents over MCP on stdin and stdout')
    .description('Profiles, analyzes and compares Python programs for a coding agent, over MCP on stdin and stdout.');
  return command.action(async () => {
    const options = readMcpOptions(command.opts(), { cwd: stdio.cwd, env: stdio.env });
    const { startMcpServer } = await loadMcpServer();
    finish(await startMcpServer(options));
  });
}
