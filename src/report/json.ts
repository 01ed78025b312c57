/**
 * A comparison as JSON, its keys always in the order of the schema, so that the same measurement gives the same bytes in CI, in the
 * terminal and through MCP. Validating is left to the schema itself.
 */
import type { Comparison } from '../model/comparison.js';
import { COMPARISON_SCHEMA_VERSION, ComparisonSchema } from '../model/comparison.js';
import { joinGates, joinVerdicts } from '../model/verdict.js';
import { orderedBy } from './order.js';

/** One comparison, indented by two blanks, with a line end at the end. */
export function renderJson(comparison: Comparison): string {
  return `${JSON.stringify(orderedBy(ComparisonSchema, comparison), null, 2)}\n`;
}

interface Named {
  readonly name?: string | undefined;
  readonly comparison: Comparison;
}

/** One program is its Comparison; several are a document that lists them with their names. */
export function renderDocument(programs: readonly Named[]): string {
  const [first, ...others] = programs;
  if (first !== undefined && others.length === 0) return renderJson(first.comparison);
  const document = {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    verdict: joinVerdicts(programs.map(({ comparison }) => comparison.verdict)),
    gate: joinGates(programs.map(({ comparison }) => comparison.gate)),
    programs: programs.map(({ name, comparison }) => ({
      name: name ?? '',
      comparison: orderedBy(ComparisonSchema, comparison),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
