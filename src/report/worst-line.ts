/**
 * The one line to look at in a function that got worse: for links, annotations and the permalink.
 * The whole evidence is left to the tables.
 */
import type { ProgramReport } from './model.js';
import { keyOf, type FunctionRow } from './rows.js';

/** The line of a function that grew most, among those that stand at head; the function's own line when none did. */
export function worstLine({ finding }: FunctionRow, { evidence }: ProgramReport): number {
  const rows = evidence.get(keyOf(finding.name, finding)) ?? [];
  const atHead = rows.filter(({ line }) => line.line !== null && line.file === finding.file);
  const grown = atHead.find(({ line }) => (line.head ?? 0) > (line.base ?? 0)) ?? atHead[0];
  return grown?.line.line ?? finding.line;
}
