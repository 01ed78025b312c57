/**
 * A self-check in words: how often this program and machine raise a false alarm, how noisy they are, what they can see.
 * The numbers are left to `compare`.
 */
import type { Rate, SelfCheck } from '../../model/self-check.js';
import { formatPercent, MISSING } from '../units.js';
import { counted, METRIC_WORDS } from '../words.js';
import { columns, finished, wrapped, type Cell } from './layout.js';
import { styleOf, type TerminalOptions } from './style.js';

/** Both kinds of self-check as text that ends with a line end. */
export function renderSelfCheck(
  { repeated, resampled }: { readonly repeated: SelfCheck; readonly resampled: SelfCheck },
  options: TerminalOptions = {},
): string {
  const style = styleOf(options);
  const { count, of } = repeated.falseAlarms;
  const heading =
    count === 0
      ? `No false alarm in ${counted(of, 'gate')}`
      : `${counted(count, 'false alarm')} in ${counted(of, 'gate')}`;
  const rows = repeated.metrics.map(({ metric, noise, minimumDetectable }) => [
    cell(METRIC_WORDS[metric].column),
    cell(noise === null ? MISSING : `±${formatPercent(noise)}`),
    cell(minimumDetectable === null ? MISSING : formatPercent(minimumDetectable)),
  ]);
  const header = ['', 'noise of one pair', 'smallest visible change'].map(cell);
  const layout = [{ align: 'left' as const }, { align: 'right' as const }, { align: 'right' as const }];
  return finished([
    style.bold(heading),
    '',
    ...wrapped([`A commit was compared with itself. ${sentence(repeated)} ${sentence(resampled)}`], style),
    '',
    ...columns(layout, [header, ...rows], style),
  ]);
}

function sentence(check: SelfCheck): string {
  const how =
    check.how === 'repeated'
      ? `${counted(check.comparisons, 'gate')}, each on fresh runs (${counted(check.pairs, 'pair')})`
      : `${counted(check.comparisons, 'gate')}, resampled from those ${counted(check.pairs, 'pair')} with the sides exchanged at random`;
  return (
    `In ${how}: ${share(check.falseAlarms)} failed, ${share(check.functionAlarms)} called a function regressed, ` +
    `${share(check.inconclusive)} could not tell; ${check.meanPairs.toFixed(1)} pairs on average.`
  );
}

function share({ count, interval: [low, high] }: Rate): string {
  return `${String(count)} (95 % interval ${formatPercent(low)} to ${formatPercent(high)})`;
}

function cell(text: string): Cell {
  return { text };
}
