/**
 * One server for one connection: its tools, resources and prompts, the same for both eras of the protocol.
 * What lives longer than a connection is in the context, which `start.ts` makes.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { VERSION } from '../model/version.js';
import type { Context } from './context.js';
import { instructions } from './instructions.js';
import { addPrompts } from './prompts.js';
import { addResources } from './resources.js';
import { addTools } from './tools/index.js';

export const SERVER_NAME = 'scalene-mcp-action';

export function createServer(context: Context): McpServer {
  const server = new McpServer(
    { name: SERVER_NAME, title: 'Scalene performance profiler', version: VERSION },
    { instructions: instructions(context.options) },
  );
  addTools(server, context);
  addResources(server, context);
  addPrompts(server, context);
  return server;
}
