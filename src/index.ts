/**
 * The Action's entry. Tidying up when the job ends has its own, `post.ts`.
 * It ends the process: a connection that still hangs must not keep the job.
 */
import { main } from './action/main.js';
import { realRunner } from './action/runner.js';

await main(realRunner());
process.stdout.write('', () => process.exit());
