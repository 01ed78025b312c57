/**
 * The command line's entry: streams in, exit status out.
 * What the commands do is left to `main.ts` and `commands/`.
 */
import { main } from './main.js';
import { processStdio } from './stdio.js';

// A reader that stops early (`… | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2), processStdio());
