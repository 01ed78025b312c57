/**
 * The measurement folder's index, `measurement.json`: all runs of both sides and where they were made.
 * Reading and writing the folder is left to `measure`; judging it to `compare`.
 */
import * as z from 'zod';

/** Newest schema version that this program writes, and the newest it reads. */
export const MEASUREMENT_SCHEMA_VERSION = 1;

export const SIDES = ['base', 'head'] as const;
export type Side = (typeof SIDES)[number];

/** How a run ended; only `ok` runs are compared. Explained in docs/measuring.md. */
export const OUTCOMES = ['ok', 'program-failed', 'timed-out', 'too-short', 'no-profile'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A finite count of seconds or mebibytes; JSON has no NaN, and a negative amount is a damaged file. */
const amount = z.number().min(0);
const count = z.number().int().min(0);

// A measurement may come from anybody: every text has a limit, and a pattern where it is no free text.
/** Free text of several lines, such as a program's output. */
const prose = (most: number) => z.string().max(most);
/** One line without control characters or marks that turn the direction of writing. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]*$/u, 'must be one plain line');
const path = line(4096);
/** `few-samples` and the like. */
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be a code of letters, digits and hyphens');
/** A commit or a tree; a measurement of a working tree without any has none. */
const object = z.string().regex(/^[0-9A-Za-z]{0,64}$/, 'must be the name of a commit');

export const ProgramSchema = z.object({
  /** Name in the configuration file when several programs are listed there. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a name of letters, digits, dots and hyphens')
    .optional(),
  script: path.optional(),
  module: line(300).optional(),
  args: z.array(prose(32_768)).max(1000).default([]),
  /** Folder inside the checkout in which the program runs; the checkout's root when missing. */
  workingDirectory: path.optional(),
});
export type Program = z.infer<typeof ProgramSchema>;

export const EnvironmentSchema = z.object({
  os: line(40).optional(),
  arch: line(40).optional(),
  cpuModel: line(200).optional(),
  cpuCount: count.optional(),
  memoryMb: amount.optional(),
  python: line(40).optional(),
  scalene: line(40).optional(),
  runner: line(200).optional(),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

export const SideInfoSchema = z.object({
  commit: object,
  ref: line(300).optional(),
  /** Tree of the checkout; differs from the commit's where the side is a working tree with uncommitted changes. */
  tree: object.optional(),
  /** The side is a working tree: `commit` is what was checked out, and uncommitted changes were measured with it. */
  dirty: z.boolean().optional(),
  /** Checkout path as it stands in the profile's file keys: strip it to get repository paths. */
  root: path,
  /** False where this side does not have the program yet. */
  hasProgram: z.boolean().optional(),
});
export type SideInfo = z.infer<typeof SideInfoSchema>;

const runCommon = {
  side: z.enum(SIDES),
  /** Index of the pair within this measurement, from 0. Warm-up runs carry −1. */
  pair: z.number().int().min(-1),
  /** Position within the pair: 0 ran first. */
  order: count,
  outcome: z.enum(OUTCOMES),
  exitCode: z.number().int().nullable().optional(),
  /** Signal that ended the program, such as `SIGKILL`. */
  signal: z
    .string()
    .regex(/^SIG[A-Z0-9+]{1,20}$/, 'must be a signal')
    .optional(),
  wallSec: amount.optional(),
  userSec: amount.optional(),
  sysSec: amount.optional(),
  /** Largest resident set of any one process of the tree, in MiB. */
  peakRssMb: amount.optional(),
  /** When the run started, milliseconds since the epoch. */
  startedAt: z.number().optional(),
  /** Load average of one minute when the run started. */
  loadAverage: amount.optional(),
  /** Value of PYTHONHASHSEED, equal on both sides of a pair. */
  hashSeed: count.optional(),
  /** What could not be counted or was out of the ordinary, as codes: `orphans-killed`, `uncounted-children`, `retried`. */
  notes: z.array(code).max(50).optional(),
  /** The last lines the program wrote, when it did not end well. Untrusted text. */
  outputTail: prose(65_536).optional(),
};

export const TimingRunSchema = z.object({ kind: z.literal('timing'), ...runCommon });
export type TimingRun = z.infer<typeof TimingRunSchema>;

export const ProfileRunSchema = z.object({
  kind: z.literal('profile'),
  ...runCommon,
  /** `cpu`: CPU only. `full`: CPU and memory, and GPU where present. */
  mode: z.enum(['cpu', 'full']),
  /** Path inside the measurement folder; missing when the run left no profile. */
  profile: line(300).optional(),
  /** Checkout path in this profile's file keys, where it is not the side's `root`: a continued measurement has several. */
  root: path.optional(),
  /** Interval between CPU samples asked of Scalene, in seconds. */
  samplingSec: amount.optional(),
});
export type ProfileRun = z.infer<typeof ProfileRunSchema>;

export const RunSchema = z.discriminatedUnion('kind', [TimingRunSchema, ProfileRunSchema]);
export type Run = z.infer<typeof RunSchema>;

export const MeasurementSchema = z.object({
  schemaVersion: z.literal(MEASUREMENT_SCHEMA_VERSION),
  program: ProgramSchema,
  environment: EnvironmentSchema.default({}),
  sides: z.object({ base: SideInfoSchema, head: SideInfoSchema }),
  runs: z.array(RunSchema),
  /** What the measuring noticed, as data for the report. */
  warnings: z
    .array(z.object({ code, message: prose(4000) }))
    .max(1000)
    .optional(),
});
export type Measurement = z.infer<typeof MeasurementSchema>;
