/**
 * How a call names the program that it wants to run.
 * From these words to settings is left to `settings.ts`.
 */
import * as z from 'zod';

/** What names a program in a call; the same words for every tool that runs one. */
export const programInput = {
  script: z.string().optional().describe('Python file, relative to cwd'),
  module: z.string().optional().describe('Or module, as after python -m'),
  args: z.array(z.string()).max(1000).optional().describe('Arguments, one each; no shell'),
  cwd: z.string().optional().describe('Folder; default: the root'),
};
