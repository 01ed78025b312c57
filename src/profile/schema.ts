/**
 * The typed profile as JSON and back: for stores, caches and tools that take a profile from elsewhere.
 * Reading what Scalene itself wrote is left to `parse.ts`, which is hand-written because it must be fast.
 */
import * as z from 'zod';
import { InputError } from '../model/errors.js';
import { PROFILE_FORMATS, type Profile } from './model.js';

/** JSON has no NaN, and a negative amount is a damaged document. */
const amount = z.number().min(0);
const line = z.int().min(1);

const cpu = { cpuPythonPercent: amount, cpuNativePercent: amount, cpuSystemPercent: amount };
const other = {
  gpuPercent: amount,
  gpuPeakMb: amount,
  allocatedMb: amount,
  peakMb: amount,
  averageMb: amount,
  usagePercent: amount,
  copyMbPerSec: amount,
  mallocs: amount,
};

export const ProfileLineSchema = z.object({
  line,
  source: z.string(),
  ...cpu,
  ...other,
  pythonAllocationFraction: amount,
  coreUtilization: amount,
});

export const ProfileFunctionSchema = z.object({ name: z.string(), line, endLine: z.int().min(0), ...cpu, ...other });

export const ProfileLeakSchema = z.object({ line, likelihood: amount.max(1), velocityMbPerSec: amount });

export const ProfileFileSchema = z.object({
  path: z.string(),
  cpuPercent: amount,
  lines: z.array(ProfileLineSchema),
  functions: z.array(ProfileFunctionSchema),
  leaks: z.array(ProfileLeakSchema),
  sources: z.array(z.string()),
  imports: z.array(z.string()),
});

export const StackFrameSchema = z.object({ file: z.string(), function: z.string(), line: z.int().min(0) });

const frames = z.array(StackFrameSchema);

/** Everything of a `Profile`, field by field. */
export const ProfileSchema = z.object({
  format: z.enum(PROFILE_FORMATS),
  elapsedSec: amount,
  maxFootprintMb: amount,
  hasMemory: z.boolean(),
  hasGpu: z.boolean(),
  gpuDevice: z.string(),
  allocatedMb: amount,
  samples: amount.nullable(),
  program: z.string().nullable(),
  args: z.array(z.string()),
  decorated: z.boolean(),
  files: z.array(ProfileFileSchema),
  stacks: z.array(z.object({ frames, count: amount, pythonSec: amount, nativeSec: amount })),
  memoryOverTime: z.array(z.object({ sec: amount, mb: amount })),
  combinedStacks: z
    .array(z.object({ frames, native: z.array(z.object({ symbol: z.string(), module: z.string() })), count: amount }))
    .exactOptional(),
  memoryStacks: z.array(z.object({ frames, mb: amount })).exactOptional(),
  growthPercent: z.number().exactOptional(),
  pooledFrom: z.int().min(1).exactOptional(),
});

/** One line of JSON. `deserializeProfile` gives an equal profile back. */
export function serializeProfile(profile: Profile): string {
  return JSON.stringify(profile);
}

/**
 * Reads what `serializeProfile` wrote.
 *
 * @throws InputError when the text is anything else
 */
export function deserializeProfile(text: string): Profile {
  const parsed = ProfileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'the document' : `\`${issue.path.join('.')}\``;
  throw new InputError(
    `This is not a stored profile, because ${where} does not fit (${issue?.message ?? 'unknown'}): store the profile again.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InputError('This is not a stored profile, because it is not JSON: store the profile again.', { cause });
  }
}
