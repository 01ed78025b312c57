/**
 * The Comparison: what was found between base and head, with its doubts, as plain data that serialises to JSON.
 * Field names are a public contract (schema version 1): add, do not rename. How it is computed is left to `compare`.
 */
import * as z from 'zod';
import { METRIC_IDS } from './metrics.js';
import { SIDES } from './measurement.js';

export const COMPARISON_SCHEMA_VERSION = 1;

/** The overall result. */
export const VERDICTS = ['regression', 'improvement', 'mixed', 'no-change', 'inconclusive', 'incomparable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The result for one metric, function, line or leak. `added` and `removed` have only one side. */
export const FINDING_VERDICTS = [
  'regression',
  'improvement',
  'unchanged',
  'inconclusive',
  'too-small',
  'added',
  'removed',
] as const;
export type FindingVerdict = (typeof FINDING_VERDICTS)[number];

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How a function of head was found on base. */
export const MATCHED_BY = ['name', 'renamed-file', 'moved', 'renamed', 'none'] as const;

export const WarningSchema = z.object({
  /** Stable, kebab-case: `few-samples`, `base-drifted`, `loaded-machine`, `different-cpu-model`, `no-timing-runs` … */
  code: z.string(),
  message: z.string(),
});
export type Warning = z.infer<typeof WarningSchema>;

/** Lower and upper end of the relative change, as fractions. */
const interval = z.tuple([z.number(), z.number()]);

/** Numbers that every finding carries. Null where a quantity is undefined (no base value, one run only). */
const estimate = {
  base: z.number().nullable(),
  head: z.number().nullable(),
  /** Relative change, (head − base) / base, as a fraction; null when base is zero or missing. */
  change: z.number().nullable(),
  interval: interval.nullable(),
};

export const MetricComparisonSchema = z.object({
  metric: z.enum(METRIC_IDS),
  unit: z.enum(['s', 'MiB']),
  ...estimate,
  /** Standard deviation of one pair's log ratio (about the relative run-to-run noise of the change); null when unknown. */
  noise: z.number().nullable(),
  tolerance: z.number(),
  floor: z.number(),
  verdict: z.enum(FINDING_VERDICTS),
  /** Smallest relative change that this many runs could have shown, as a fraction (minimum detectable effect). */
  minimumDetectable: z.number().nullable().optional(),
  /** Runs of each side that the numbers rest on. */
  runs: z.object({ base: z.number().int(), head: z.number().int() }).optional(),
  /** Every value that entered, in the order of pairs: for strip plots and for people who want to see the noise. */
  values: z.object({ base: z.array(z.number()), head: z.array(z.number()) }).optional(),
  /** Takes part in the gate (`fail-on` names it). */
  gated: z.boolean().optional(),
  /** Pairs that would probably settle an inconclusive metric; null when more than can be afforded. */
  pairsNeeded: z.number().int().nullable().optional(),
});
export type MetricComparison = z.infer<typeof MetricComparisonSchema>;

export const FunctionComparisonSchema = z.object({
  /** Qualified name, such as `Loader.parse`; `<module>` for code outside functions. */
  name: z.string(),
  file: z.string(),
  line: z.number().int(),
  baseName: z.string().optional(),
  baseFile: z.string().nullable(),
  baseLine: z.number().int().nullable(),
  matchedBy: z.enum(MATCHED_BY),
  metric: z.enum(METRIC_IDS),
  unit: z.enum(['s', 'MiB']).optional(),
  ...estimate,
  noise: z.number().nullable().optional(),
  verdict: z.enum(FINDING_VERDICTS),
  severity: z.enum(SEVERITIES).nullable(),
  /** Its source lines are touched by the difference between the sides; null when no diff and no sources are known. */
  inDiff: z.boolean().nullable(),
  /** Share of the whole program's change in this metric that this function explains, as a fraction; null when the total did not change. */
  contribution: z.number().nullable().optional(),
  /** A changed function that calls this one or is called by it, where the stacks tell. */
  via: z.string().optional(),
  /** One sentence of explanation where the numbers need it. */
  note: z.string().optional(),
});
export type FunctionComparison = z.infer<typeof FunctionComparisonSchema>;

export const LineComparisonSchema = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  baseFile: z.string().nullable(),
  baseLine: z.number().int().nullable(),
  /** The function the line belongs to. */
  function: z.string(),
  metric: z.enum(METRIC_IDS),
  unit: z.enum(['s', 'MiB']).optional(),
  base: z.number().nullable(),
  head: z.number().nullable(),
  change: z.number().nullable(),
  /** The source text at head, or at base for a removed line. Untrusted. */
  source: z.string(),
  /** `changed` when the text of the line differs between the sides. */
  status: z.enum(['same', 'changed', 'added', 'removed']),
});
export type LineComparison = z.infer<typeof LineComparisonSchema>;

export const LeakComparisonSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  function: z.string(),
  verdict: z.enum(['new', 'gone', 'both']),
  /** Scalene's likelihood, 0 to 1, the median over the profiles that show it. */
  likelihood: z.number(),
  velocityMbPerSec: z.number(),
  /** In how many of how many profile runs of each side it appeared. */
  seen: z.object({
    base: z.number().int(),
    baseOf: z.number().int(),
    head: z.number().int(),
    headOf: z.number().int(),
  }),
});
export type LeakComparison = z.infer<typeof LeakComparisonSchema>;

/** A metric or a function in one of the views. */
export const FindingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('metric'), ...MetricComparisonSchema.shape }),
  z.object({ kind: z.literal('function'), ...FunctionComparisonSchema.shape }),
]);
export type Finding = z.infer<typeof FindingSchema>;

/** What was measured, as the measurement says it, whose own schema limits its texts. */
const text = z.string();
const ToldProgramSchema = z.object({
  name: text.optional(),
  script: text.optional(),
  module: text.optional(),
  args: z.array(text),
  workingDirectory: text.optional(),
});
const ToldEnvironmentSchema = z.object({
  os: text.optional(),
  arch: text.optional(),
  cpuModel: text.optional(),
  cpuCount: z.number().int().optional(),
  memoryMb: z.number().optional(),
  python: text.optional(),
  scalene: text.optional(),
  runner: text.optional(),
});

/** Why a side could not be compared, with what the program last wrote. */
export const FailureSchema = z.object({
  side: z.enum(SIDES),
  outcome: z.enum(['program-failed', 'timed-out', 'too-short', 'no-profile', 'no-program']),
  exitCode: z.number().int().nullable().optional(),
  signal: z.string().optional(),
  outputTail: z.string().optional(),
  message: z.string(),
});
export type Failure = z.infer<typeof FailureSchema>;

export const ComparisonSchema = z.object({
  schemaVersion: z.literal(COMPARISON_SCHEMA_VERSION),
  verdict: z.enum(VERDICTS),
  gate: z.enum(['pass', 'fail']),
  /** Why the gate failed, one short sentence each; empty when it passed. */
  gateReasons: z.array(z.string()).optional(),
  /** False: more pairs could still change the verdict. */
  conclusive: z.boolean(),
  pairs: z.number().int(),
  /** Pairs at which the next look would be taken; null when there is none. */
  nextLook: z.number().int().nullable().optional(),
  summary: z.object({
    regressions: z.number().int(),
    improvements: z.number().int(),
    unchanged: z.number().int(),
    inconclusive: z.number().int().optional(),
    tooSmall: z.number().int(),
    added: z.number().int(),
    removed: z.number().int(),
    headline: z.string(),
  }),
  metrics: z.array(MetricComparisonSchema),
  /** Worst first: by how much of the change they explain. Functions too small to judge are counted, not listed. */
  functions: z.array(FunctionComparisonSchema),
  lines: z.array(LineComparisonSchema),
  leaks: z.array(LeakComparisonSchema),
  regressions: z.array(FindingSchema),
  improvements: z.array(FindingSchema),
  unchanged: z.array(FindingSchema),
  recommendations: z.array(z.string()),
  warnings: z.array(WarningSchema),
  /** Share of the whole program's CPU change that no listed function explains, as a fraction; null when nothing changed. */
  unexplained: z.number().nullable().optional(),
  failures: z.array(FailureSchema).optional(),
  /** One sentence on how this was decided: runs, pairs, looks, test. */
  method: z.string().optional(),
  /** What was compared, so that a report can be made from this document alone. */
  program: ToldProgramSchema.optional(),
  environment: ToldEnvironmentSchema.optional(),
  sides: z
    .object({
      base: z.object({ commit: z.string(), ref: z.string().optional(), dirty: z.boolean().optional() }),
      head: z.object({ commit: z.string(), ref: z.string().optional(), dirty: z.boolean().optional() }),
    })
    .optional(),
});
export type Comparison = z.infer<typeof ComparisonSchema>;
