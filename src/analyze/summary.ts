/**
 * A profile in one look: the whole program's numbers and what to keep in mind when reading them.
 * Single places are left to the other views.
 */
import * as z from 'zod';
import { PROFILE_FORMATS, type Profile } from '../profile/model.js';
import { cpuPercentOf, functionSpots, gpuShare, sumOf } from './spots.js';

const amount = z.number().min(0);

/** Something that limits what the numbers say. */
export const NoteSchema = z.object({
  code: z.enum([
    'wall-with-overhead',
    'few-samples',
    'mostly-waiting',
    'decorated-only',
    'partly-unattributed',
    'pooled',
  ]),
  message: z.string(),
});
export type Note = z.infer<typeof NoteSchema>;

export const SummarySchema = z.object({
  program: z.string().exactOptional(),
  args: z.array(z.string()),
  format: z.enum(PROFILE_FORMATS),
  elapsedSec: amount.describe('Wall seconds inside the profiled part, profiler overhead included'),
  samples: amount.describe('CPU samples, where the file has them').exactOptional(),
  cpuPythonPercent: amount,
  cpuNativePercent: amount,
  cpuSystemPercent: amount.describe('Mostly waiting'),
  hasMemory: z.boolean(),
  maxFootprintMb: amount,
  allocatedMb: amount,
  allocationMbPerSec: amount,
  copyMbPerSec: amount,
  hasGpu: z.boolean(),
  gpuDevice: z.string(),
  gpuSec: amount.describe('Seconds in which the GPU was busy, estimated'),
  gpuPeakMb: amount,
  files: z.int().min(0),
  functions: z.int().min(0).describe('Functions with any activity'),
  leaks: z.int().min(0),
  notes: z.array(NoteSchema),
});
export type Summary = z.infer<typeof SummarySchema>;

/** Below this many samples a share of 10 % is uncertain by half of itself and more. */
const FEW_SAMPLES = 100;

/** Shares that hardly add up to less than this need no word. */
const MOST_PERCENT = 95;

export function summary(profile: Profile): Summary {
  const lines = profile.files.flatMap((file) => file.lines);
  const cpuSystemPercent = sumOf(lines, (line) => line.cpuSystemPercent);
  return {
    ...(profile.program !== null && { program: profile.program }),
    args: [...profile.args],
    format: profile.format,
    elapsedSec: profile.elapsedSec,
    ...(profile.samples !== null && { samples: profile.samples }),
    cpuPythonPercent: sumOf(lines, (line) => line.cpuPythonPercent),
    cpuNativePercent: sumOf(lines, (line) => line.cpuNativePercent),
    cpuSystemPercent,
    hasMemory: profile.hasMemory,
    maxFootprintMb: profile.maxFootprintMb,
    allocatedMb: profile.allocatedMb,
    allocationMbPerSec: profile.elapsedSec > 0 ? profile.allocatedMb / profile.elapsedSec : 0,
    copyMbPerSec: sumOf(lines, (line) => line.copyMbPerSec),
    hasGpu: profile.hasGpu,
    gpuDevice: profile.gpuDevice,
    gpuSec: (sumOf(lines, gpuShare) / 100) * profile.elapsedSec,
    gpuPeakMb: lines.reduce((peak, line) => Math.max(peak, line.gpuPeakMb), 0),
    files: profile.files.length,
    functions: functionSpots(profile).length,
    leaks: sumOf(profile.files, (file) => file.leaks.length),
    notes: notesOn(profile, sumOf(lines, cpuPercentOf), cpuSystemPercent),
  };
}

function notesOn(profile: Profile, cpuPercent: number, systemPercent: number): Note[] {
  const notes: (Note | false)[] = [
    {
      code: 'wall-with-overhead',
      message:
        "Seconds are wall time with the profiler's overhead: use shares to see what matters, and unprofiled runs to time it.",
    },
    profile.samples !== null &&
      profile.samples < FEW_SAMPLES && {
        code: 'few-samples',
        message: `Only ${String(Math.round(profile.samples))} CPU samples were taken, so small shares are chance: give the program more work.`,
      },
    systemPercent > cpuPercent / 2 && {
      code: 'mostly-waiting',
      message: 'More than half of the time the program waited (I/O, sleep, locks, or a busy machine).',
    },
    profile.decorated && {
      code: 'decorated-only',
      message: 'Only functions decorated with @profile were measured: shares are of these, not of the program.',
    },
    cpuPercent < MOST_PERCENT && {
      code: 'partly-unattributed',
      message: `${(100 - cpuPercent).toFixed(0)} % of the CPU samples belong to no listed line: they are in files below 1 %, or between lines.`,
    },
    profile.pooledFrom !== undefined && {
      code: 'pooled',
      message: `These are averages of ${String(profile.pooledFrom)} profiles.`,
    },
  ];
  return notes.filter((note) => note !== false);
}
