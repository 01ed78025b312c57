/**
 * Tidies up when the job ends, also after one that was cancelled or a process that was killed: nothing of ours stays on the machine.
 * It has an entry of its own: which of the two runs is the runner's choice, and no note that an earlier step could have left.
 */
import { tmpdir } from 'node:os';
import { removeLeftovers } from '../measure/runFolder.js';
import type { Runner } from './runner.js';
import { removeStaging } from './staging.js';

/** Name under which the step notes the folder to remove. */
export const STAGING_STATE = 'staging';

export async function tidyUp(runner: Runner): Promise<void> {
  await removeStaging(runner.env, runner.state(STAGING_STATE));
  await removeLeftovers(tmpdir());
}
