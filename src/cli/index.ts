/**
 * The command line's entry: streams in, exit status out. It imports the rest when it runs (see `compiled.ts`).
 * What the commands do is left to `main.ts` and `commands/`.
 */
import { keepCompiled } from '../measure/compiled.js';

keepCompiled(process.env);

// A reader that stops early (`… | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const { main } = await import('./main.js');
const { processStdio } = await import('./stdio.js');
process.exitCode = await main(process.argv.slice(2), processStdio());
