/**
 * The tally: one line that adds up to every function that was measured.
 * Metrics are not in it; they have their table.
 */
import type { Comparison } from '../model/comparison.js';
import { formatCount } from './units.js';
import { counted } from './words.js';

/** Such as `45 functions: 2 regressed, 1 improved, 14 unchanged, 2 new, 26 too small to judge`; empty when nothing was compared. */
export function tally({ summary, verdict }: Comparison): string {
  if (verdict === 'incomparable') return '';
  const parts: readonly (readonly [number, string])[] = [
    [summary.regressions, 'regressed'],
    [summary.improvements, 'improved'],
    [summary.unchanged, 'unchanged'],
    [summary.inconclusive ?? 0, 'inconclusive'],
    [summary.added, 'new'],
    [summary.removed, 'removed'],
    [summary.tooSmall, 'too small to judge'],
  ];
  const total = parts.reduce((sum, [count]) => sum + count, 0);
  if (total === 0) return 'No function was compared.';
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return `${counted(total, 'function')}: ${told.join(', ')}`;
}
