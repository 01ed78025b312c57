/**
 * What the store keeps: profiles, measurements and comparisons, each with the facts by which it is found again.
 * The bulky documents (Scalene's JSON, diffs) are kept beside an entry as bytes; reading them is left to the caller.
 */
import * as z from 'zod';
import { ComparisonSchema } from '../model/comparison.js';
import {
  EnvironmentSchema,
  MeasurementSchema,
  ProgramSchema,
  RunSchema,
  SideInfoSchema,
  type Program,
} from '../model/measurement.js';

export const ENTRY_KINDS = ['profile', 'measurement', 'comparison'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** How the profiled program ended, in the words of the MCP tools. */
export const PROFILE_STATUSES = ['ok', 'partial', 'script_failed', 'too_short'] as const;
export type ProfileStatus = (typeof PROFILE_STATUSES)[number];

const common = {
  /** A free word by which the entry is found again; the newest entry that carries it wins. */
  label: z.string().optional(),
};

/** One program, profiled: its runs as in a measurement, all of one side. */
const ProfileBodySchema = z.object({
  kind: z.literal('profile'),
  ...common,
  program: ProgramSchema,
  environment: EnvironmentSchema,
  side: SideInfoSchema,
  status: z.enum(PROFILE_STATUSES),
  runs: z.array(RunSchema),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
});

/** A measurement of two sides; its profiles are documents under the paths that its runs name. */
const MeasurementBodySchema = z.object({
  kind: z.literal('measurement'),
  ...common,
  measurement: MeasurementSchema,
});

/** What was found between two things, and where they came from. */
const ComparisonBodySchema = z.object({
  kind: z.literal('comparison'),
  ...common,
  /** What was asked for, as it was asked: an id, a path, `git:REF` or `worktree`. */
  between: z.object({ baseline: z.string(), candidate: z.string() }),
  /** Id of the measurement that it judges, where that is stored. */
  measurement: z.string().optional(),
  comparison: ComparisonSchema,
});

export const EntryBodySchema = z.discriminatedUnion('kind', [
  ProfileBodySchema,
  MeasurementBodySchema,
  ComparisonBodySchema,
]);
export type EntryBody = z.infer<typeof EntryBodySchema>;
export type ProfileBody = z.infer<typeof ProfileBodySchema>;
export type MeasurementBody = z.infer<typeof MeasurementBodySchema>;
export type ComparisonBody = z.infer<typeof ComparisonBodySchema>;

/** An entry as it stands in the store. */
export type StoredEntry<Body extends EntryBody = EntryBody> = Body & {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
};

/** The facts of an entry that a list shows, without reading its body. */
export interface EntrySummary {
  readonly id: string;
  readonly kind: EntryKind;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly label: string | null;
  /** The program as one would type it after `python`. */
  readonly program: string;
  /** Commit of the profiled side, or of head. */
  readonly commit: string | null;
  readonly dirty: boolean;
  /** Status of a profile, verdict of a comparison. */
  readonly outcome: string | null;
  /** Median CPU seconds of the unprofiled runs (of head, where there are two sides). */
  readonly cpuSec: number | null;
  readonly peakMb: number | null;
}

/** The program as one would type it after `python`, for lists and as the key of its history. */
export function programText(program: Program): string {
  const start = program.module === undefined ? (program.script ?? '') : `-m ${program.module}`;
  const words = [start, ...program.args.map(quoted)];
  const where = program.workingDirectory === undefined ? '' : ` (in ${program.workingDirectory})`;
  return `${words.join(' ')}${where}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
}
