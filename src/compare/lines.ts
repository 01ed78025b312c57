/**
 * The lines behind a function's change, mapped through a diff of its two texts, so that a line inserted above shifts
 * nothing. Lines explain and never decide: Scalene spreads the samples of a loop without calls evenly over its lines.
 */
import { diffArrays } from 'diff';
import type { LineComparison } from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';
import type { Profile, ProfileLine } from '../profile/model.js';
import { NEARLY_ZERO } from './stats/relative.js';
import { sum } from './stats/robust.js';
import type { FunctionFinding } from './functions/finding.js';
import type { SideFunction } from './functions/inventory.js';
import type { MatchedFunction } from './functions/match.js';

/** What lines are compared in: for CPU time, seconds of one percent of the side's samples. */
export interface LineScale {
  readonly base: number;
  readonly head: number;
}

/** Functions whose lines are shown, and lines of each. */
const MOST_FUNCTIONS = 10;
const MOST_LINES = 6;
/** Lines that explain less than this part of their function's change are left out. */
const LEAST_PART = 0.05;
/** Editing two texts into each other may cost this many steps; beyond it lines are matched by their place. */
const MOST_EDITS = 2000;

/** The lines of the claimed functions that changed most, function by function in the order given. */
export function compareLines(
  findings: readonly FunctionFinding[],
  functions: readonly MatchedFunction[],
  profiles: { readonly base: readonly Profile[]; readonly head: readonly Profile[] },
  cpuSeconds: LineScale | null,
): LineComparison[] {
  return findings
    .filter(({ tier }) => tier < 2)
    .slice(0, MOST_FUNCTIONS)
    .flatMap((finding) => {
      const entry = functions[finding.index];
      return entry ? linesOf(finding, entry, profiles, cpuSeconds) : [];
    });
}

function linesOf(
  finding: FunctionFinding,
  entry: MatchedFunction,
  profiles: { readonly base: readonly Profile[]; readonly head: readonly Profile[] },
  cpuSeconds: LineScale | null,
): LineComparison[] {
  const before = amounts(entry.base, profiles.base, finding.metric, cpuSeconds?.base ?? 0);
  const after = amounts(entry.head, profiles.head, finding.metric, cpuSeconds?.head ?? 0);
  const shown = entry.head ?? entry.base;
  if (!shown) return [];
  const least = LEAST_PART * Math.abs(finding.head - finding.base);
  return pairLines(entry.base, entry.head)
    .map(({ base, head, status }): { row: LineComparison; size: number } => {
      const was = base === null ? null : (before.get(base.line) ?? 0);
      const is = head === null ? null : (after.get(head.line) ?? 0);
      const row: LineComparison = {
        file: shown.file,
        line: head?.line ?? null,
        baseFile: entry.base?.file ?? null,
        baseLine: base?.line ?? null,
        function: shown.name,
        metric: finding.metric,
        unit: METRICS[finding.metric].unit,
        base: was,
        head: is,
        change: was !== null && was >= NEARLY_ZERO && is !== null ? is / was - 1 : null,
        source: head?.text ?? base?.text ?? '',
        status,
      };
      return { row, size: Math.abs((is ?? 0) - (was ?? 0)) };
    })
    .filter(({ size }) => size > least && size > 0)
    .sort((a, b) => b.size - a.size || (a.row.line ?? a.row.baseLine ?? 0) - (b.row.line ?? b.row.baseLine ?? 0))
    .slice(0, MOST_LINES)
    .map(({ row }) => row);
}

/** Mean over the profiles, by line number of the function: seconds for CPU time, MiB for memory. */
function amounts(
  entry: SideFunction | null,
  profiles: readonly Profile[],
  metric: FunctionFinding['metric'],
  seconds: number,
): ReadonlyMap<number, number> {
  if (!entry) return new Map();
  const wanted = new Set(entry.ownLines);
  const relevant = metric === 'cpu-time' ? profiles : profiles.filter(({ hasMemory }) => hasMemory);
  const totals = new Map<number, number>();
  for (const profile of relevant) {
    const lines = profile.files.find(({ path }) => path === entry.file)?.lines ?? [];
    for (const line of lines) {
      if (wanted.has(line.line)) totals.set(line.line, (totals.get(line.line) ?? 0) + valueOf(line, metric, seconds));
    }
  }
  return new Map([...totals].map(([line, total]) => [line, total / relevant.length]));
}

function valueOf(line: ProfileLine, metric: FunctionFinding['metric'], seconds: number): number {
  switch (metric) {
    case 'cpu-time':
      return (sum([line.cpuPythonPercent, line.cpuNativePercent, line.cpuSystemPercent]) / 100) * seconds;
    case 'peak-memory':
      return line.peakMb;
    case 'allocated':
      return line.allocatedMb;
  }
}

interface Placed {
  readonly line: number;
  readonly text: string;
}

/** One line on both sides, or on one. */
export interface LinePair {
  readonly base: Placed | null;
  readonly head: Placed | null;
  readonly status: LineComparison['status'];
}

/** The lines of a function's two texts, in order. In a replaced stretch the nth old line goes with the nth new one. */
export function pairLines(base: SideFunction | null, head: SideFunction | null): LinePair[] {
  const before = placed(base);
  const after = placed(head);
  const changes =
    diffArrays(
      before.map(({ text }) => text.trim()),
      after.map(({ text }) => text.trim()),
      { maxEditLength: MOST_EDITS },
    ) ?? [];
  const pairs: LinePair[] = [];
  let b = 0;
  let h = 0;
  let removed: Placed[] = [];
  const flush = (): void => {
    for (const entry of removed) pairs.push({ base: entry, head: null, status: 'removed' });
    removed = [];
  };
  for (const change of changes) {
    if (change.removed) {
      removed = before.slice(b, b + change.count);
      b += change.count;
      continue;
    }
    const arrived = after.slice(h, h + change.count);
    h += change.count;
    for (const entry of arrived) {
      const partner = change.added ? removed.shift() : before[b++];
      if (!change.added) flush();
      const status = partner ? (change.added ? 'changed' : 'same') : 'added';
      pairs.push({ base: partner ?? null, head: entry, status });
    }
    flush();
  }
  flush();
  return pairs;
}

function placed(entry: SideFunction | null): Placed[] {
  return (entry?.ownLines ?? []).map((line, i) => ({ line, text: entry?.text[i] ?? '' }));
}
