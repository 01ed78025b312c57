/**
 * `compare`, as a client sees it: whether a change made a program slower or hungrier.
 * Doing that is left to `work/compare.ts`.
 */
import * as z from 'zod';
import { work } from '../load.js';
import { programInput } from '../program-input.js';
import type { Tool } from '../tool.js';
import { ComparisonDataSchema } from '../views/comparison.js';

export const CompareInput = z.object({
  baseline: z.string().describe('Old state: id, label, path or git:REF; or a measurement (id, folder, zip), alone'),
  candidate: z.string().optional().describe('New state: the same, or worktree (default)'),
  ...programInput,
  pairs: z.number().min(1).max(100).optional().describe('Most pairs of runs'),
  tolerance: z.string().optional().describe('Accepted change, such as 5%'),
  timeout_seconds: z.number().min(1).optional().describe('Limit of each run'),
  label: z.string().max(100).optional().describe('Name to find it by'),
});

export const compare: Tool<typeof CompareInput, typeof ComparisonDataSchema> = {
  name: 'compare',
  title: 'Compare two states',
  description:
    'Judges whether a change made a Python program slower or hungrier. git:REF and worktree are measured in turn until clear (the CI gate; minutes); ids and paths are judged as recorded.',
  input: CompareInput,
  output: ComparisonDataSchema,
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  run: async (args, context, call) => (await work()).compareSides(args, context, call),
};

/** The same without measuring, for servers that run nothing. */
export const compareRecorded: typeof compare = {
  ...compare,
  description:
    'Judges two recorded profiles, or one recorded measurement, of a Python program. This server measures nothing.',
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
};
