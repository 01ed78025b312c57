/**
 * The words of every report: one noun for one thing, the same in the comment, the terminal, the annotations and the check.
 * Which of them apply is left to `heading.ts` and `sentence.ts`.
 */
import type { FindingVerdict, FunctionComparison, MetricComparison } from '../model/comparison.js';
import { METRICS, type MetricId } from '../model/metrics.js';
import { formatCount } from './units.js';

/** How a metric is called inside a sentence, and in the functions' table. */
export interface MetricWords {
  /** Inside a sentence: `CPU time`, `peak memory`. */
  readonly prose: string;
  /** Of a function or line: `CPU`, `peak memory`. */
  readonly short: string;
  /** In the narrow table of a terminal. */
  readonly column: string;
}

export const METRIC_WORDS: { readonly [Id in MetricId]: MetricWords } = {
  'cpu-time': { prose: 'CPU time', short: 'CPU', column: 'CPU time' },
  'peak-memory': { prose: 'peak memory', short: 'peak memory', column: 'Peak memory' },
  allocated: { prose: 'allocated memory', short: 'allocated', column: 'Allocated' },
  'gpu-time': { prose: 'GPU time', short: 'GPU', column: 'GPU time' },
  'gpu-memory': { prose: 'GPU memory', short: 'GPU memory', column: 'GPU memory' },
  'wall-time': { prose: 'wall time', short: 'wall', column: 'Wall time' },
  'peak-rss': { prose: 'peak resident set', short: 'resident set', column: 'Peak RSS' },
};

/** How a finding's verdict is shown. The word always stands beside the mark. */
export interface VerdictWords {
  /** For Markdown. */
  readonly icon: string;
  readonly word: string;
}

export const VERDICT_WORDS: { readonly [V in FindingVerdict]: VerdictWords } = {
  regression: { icon: '❌', word: 'regressed' },
  improvement: { icon: '✅', word: 'improved' },
  unchanged: { icon: '⚪', word: 'unchanged' },
  inconclusive: { icon: '❔', word: 'inconclusive' },
  'too-small': { icon: '⚪', word: 'too small to judge' },
  added: { icon: '🆕', word: 'new' },
  removed: { icon: '➖', word: 'removed' },
};

/** A regression that the gate does not look at. */
export const UNGATED_REGRESSION: VerdictWords = { icon: '⚠️', word: 'regressed, not gated' };

/** Metrics that take part in the verdict. The others are reported, in the table only. */
export function isDeciding({ metric, gated }: Pick<MetricComparison, 'metric' | 'gated'>): boolean {
  return METRICS[metric].decides || gated === true;
}

/** A count with its noun in the right number: `1 pair`, `5 pairs`, `10,000 functions`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A side's commit as people quote it. */
export function shortSha(commit: string): string {
  return /^[0-9a-f]{8,}$/i.test(commit) ? commit.slice(0, 7) : commit;
}

/** Where a function of head was on base, when it was not where it is now; null when it was. */
export function formerPlace(finding: FunctionComparison): { readonly words: string; readonly place: string } | null {
  const { baseFile, baseLine, baseName, name } = finding;
  if (baseFile === null) return null;
  const place = baseLine === null ? baseFile : `${baseFile}:${baseLine}`;
  switch (finding.matchedBy) {
    case 'name':
    case 'none':
      return null;
    case 'renamed-file':
      return { words: 'file renamed from', place: baseFile };
    case 'moved':
      return { words: 'moved from', place };
    case 'renamed':
      return { words: 'was', place: baseName ?? name };
  }
}
