/**
 * The entry of the Action's post step, which only tidies up.
 */
import { tidyUp } from './action/post.js';
import { realRunner } from './action/runner.js';

await tidyUp(realRunner());
