/**
 * A comparison as JSON, its keys always in the order of the schema, so that the same measurement gives the same bytes in CI, in the
 * terminal and through MCP. Validating is left to the schema itself.
 */
import type { Comparison } from '../model/comparison.js';
import { ComparisonSchema } from '../model/comparison.js';
import { documentOf, ProgramsDocumentSchema, type ProgramEntry } from '../model/document.js';
import { orderedBy } from './order.js';

/** One comparison, indented by two blanks, with a line end at the end. */
export function renderJson(comparison: Comparison): string {
  return `${JSON.stringify(orderedBy(ComparisonSchema, comparison), null, 2)}\n`;
}

/** One program is its Comparison; several are a document that lists them with their names. The same bytes in every edge. */
export function renderDocument(programs: readonly ProgramEntry[]): string {
  const document = documentOf(programs);
  const schema = 'programs' in document ? ProgramsDocumentSchema : ComparisonSchema;
  return `${JSON.stringify(orderedBy(schema, document), null, 2)}\n`;
}
