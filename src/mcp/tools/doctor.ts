/**
 * `doctor`, as a client sees it: what profiling needs on this machine, and the command that mends what is missing.
 * Doing that is left to `work/doctor.ts`.
 */
import * as z from 'zod';
import { NextSchema } from '../answer.js';
import { work } from '../load.js';
import type { Tool } from '../tool.js';

const Input = z.object({});

const CheckRow = z.object({ name: z.string(), ok: z.boolean(), found: z.string(), mend: z.string().optional() });

export const DoctorOutput = z.object({
  ok: z.boolean().describe('All is there'),
  checks: z.array(CheckRow).describe('name, ok, found, mend'),
  roots: z.array(z.string()).describe('Usable folders'),
  access: z.string().describe('What is allowed'),
  store: z.string().describe('Where results are kept'),
  next: NextSchema,
});

export const doctor: Tool<typeof Input, typeof DoctorOutput> = {
  name: 'doctor',
  title: 'Check the machine',
  description: 'Says whether Python, Scalene and git are fit, and how to mend what is not.',
  input: Input,
  output: DoctorOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true },
  run: async (_args, context, call) => (await work()).checkMachine(context, call),
};
