/**
 * Finds the MCP server, which is a bundle of its own so that nothing else loads what only it needs.
 * Serving is left to it.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { startMcpServer } from '../mcp/start.js';

/**
 * The same path from this module and from the bundle made of it. Not `new URL(…)`, which the bundler works out to copy the
 * file in, unbundled.
 */
const SERVER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'mcp', 'index.js');

export async function loadMcpServer(): Promise<{ startMcpServer: typeof startMcpServer }> {
  return (await import(/* webpackIgnore: true */ pathToFileURL(SERVER).href)) as {
    startMcpServer: typeof startMcpServer;
  };
}
