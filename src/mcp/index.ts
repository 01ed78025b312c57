/**
 * The entry of the MCP server's bundle, which holds nothing but the way to the rest (see `compiled.ts`).
 * What the flags mean is left to `options.ts`, serving to `start.ts`.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from '../measure/compiled.js';
import type * as Main from './main.js';

keepCompiled(process.env);

const main = (): Promise<typeof Main> => import('./main.js');

/** See `start.ts`. */
export const startMcpServer: typeof Main.startMcpServer = async (options) => (await main()).startMcpServer(options);

/** False where another bundle only imports this module. */
function isEntry(): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(import.meta.url));
}

// What was running has ended or is past its limit by now; an open pipe must not keep the process.
if (isEntry()) process.exit(await (await main()).main(process.argv.slice(2)));
