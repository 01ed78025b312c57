/**
 * The JSON document of one or several programs. Of one program it is its Comparison; of several it lists them, those that could not be
 * measured too, under one joint verdict and gate. Writing it is left to `report`.
 */
import * as z from 'zod';
import { COMPARISON_SCHEMA_VERSION, ComparisonSchema, VERDICTS, type Comparison } from './comparison.js';
import { joinGates, joinVerdicts } from './verdict.js';

export const ProgramsDocumentSchema = z.object({
  schemaVersion: z.literal(COMPARISON_SCHEMA_VERSION),
  verdict: z.enum(VERDICTS),
  gate: z.enum(['pass', 'fail']),
  programs: z.array(
    z.object({
      name: z.string(),
      /** Null where the program could not be measured. */
      comparison: ComparisonSchema.nullable(),
      /** Why it could not be, in one sentence. */
      failure: z.object({ sentence: z.string() }).optional(),
    }),
  ),
});
export type ProgramsDocument = z.infer<typeof ProgramsDocumentSchema>;

/** One program of the document, as its maker has it. */
export type ProgramEntry =
  | { readonly name?: string | undefined; readonly comparison: Comparison }
  /** It could not be measured: that fails the gate, unless there was nothing to measure. */
  | { readonly name?: string | undefined; readonly sentence: string; readonly gate: Comparison['gate'] };

/** The Comparison of the only program there is, else the document of all. */
export function documentOf(programs: readonly ProgramEntry[]): Comparison | ProgramsDocument {
  const [first, ...others] = programs;
  if (first !== undefined && others.length === 0 && 'comparison' in first) return first.comparison;
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    verdict: joinVerdicts(programs.map((each) => ('comparison' in each ? each.comparison.verdict : 'incomparable'))),
    gate: joinGates(programs.map((each) => ('comparison' in each ? each.comparison.gate : each.gate))),
    programs: programs.map((each) =>
      'comparison' in each
        ? { name: each.name ?? '', comparison: each.comparison }
        : { name: each.name ?? '', comparison: null, failure: { sentence: each.sentence } },
    ),
  };
}
