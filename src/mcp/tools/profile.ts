/**
 * `profile`, as a client sees it: runs one program, keeps what Scalene saw under a handle, and tells the gist of it.
 * Doing that is left to `work/profile.ts`.
 */
import * as z from 'zod';
import { PROFILE_STATUSES } from '../../store/entry.js';
import { NextSchema, type Answer } from '../answer.js';
import type { Context } from '../context.js';
import { work } from '../load.js';
import { programInput } from '../program-input.js';
import type { Call, Tool } from '../tool.js';
import { RowSchema } from '../views/row.js';

const METRICS = ['cpu', 'memory', 'gpu'] as const;
const DEFAULT_TIMEOUT_SEC = 300;

const fields = {
  ...programInput,
  metrics: z.array(z.enum(METRICS)).default(['cpu', 'memory']).describe('What to profile'),
  repeat: z.number().min(1).max(20).optional().describe('Unprofiled runs; default up to 3'),
  timeout_seconds: z.number().min(1).default(DEFAULT_TIMEOUT_SEC).describe('Limit of each run'),
  only: z.array(z.string()).optional().describe('Globs of files or functions'),
  exclude: z.array(z.string()).optional().describe('Globs to leave out'),
  ref: z.string().optional().describe('Commit, in a disposable checkout; default: working tree'),
  label: z.string().max(100).optional().describe('Name to find it by'),
  top_n: z.number().min(1).max(50).default(5).describe('Hotspots'),
};

const Input = z.object(fields);
const InputWithCode = z.object({
  ...fields,
  code: z.string().max(100_000).optional().describe('Python code to run instead of a script'),
});
export type ProfileArgs = z.infer<typeof InputWithCode>;

const InsightRow = z.object({ name: z.string(), place: z.string(), evidence: z.string(), advice: z.string() });

export const ProfileOutput = z.object({
  profile_id: z.string().describe('For analyze and compare'),
  status: z.enum(PROFILE_STATUSES).describe('How the program ended'),
  exit_code: z.number().optional().describe('Unprofiled'),
  cpu_seconds: z.array(z.number()).describe('Of unprofiled runs'),
  wall_seconds: z.array(z.number()).describe('The same'),
  peak_mb: z.number().optional().describe('Peak memory, MiB'),
  commit: z.string().optional().describe('What ran; + if changed since'),
  hotspots: z.array(RowSchema).describe('Most CPU first; fields as of analyze'),
  omitted: z.number().describe('Left out'),
  insights: z.array(InsightRow).describe('name, place, evidence, advice'),
  notes: z.array(z.string()).describe('Limits of the numbers'),
  output_tail: z.string().describe('Untrusted'),
  next: NextSchema,
});

const runProfile = async (
  args: ProfileArgs,
  context: Context,
  call: Call,
): Promise<Answer<z.infer<typeof ProfileOutput>>> => (await work()).profileOne(args, context, call);

const common = {
  name: 'profile',
  title: 'Profile a program',
  description:
    'Runs a Python program, plain for its times and under Scalene for its hotspots; keeps the result under an id.',
  output: ProfileOutput,
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
};

export const profile: Tool<typeof Input, typeof ProfileOutput> = { ...common, input: Input, run: runProfile };

/** The same, for servers that may run code that the client sends. */
export const profileWithCode: Tool<typeof InputWithCode, typeof ProfileOutput> = {
  ...common,
  input: InputWithCode,
  run: runProfile,
};
