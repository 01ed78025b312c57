/**
 * The Action's entry, for the step itself and for its tidying up when the job ends.
 * It ends the process: a connection that still hangs must not keep the job.
 */
import { main } from './action/main.js';
import { realRunner } from './action/runner.js';

await main(realRunner());
process.stdout.write('', () => process.exit());
