/**
 * How much a Markdown report tells: levels from everything to the counts alone, and the first that fits a limit.
 * What each part looks like is left to `section.ts` and `blocks.ts`.
 */

/** How much of each part is shown. Numbers are the most rows. */
export interface Detail {
  /** Rows of what got slower or bigger. */
  readonly functions: number;
  /** Rows of improvements, and of new and removed functions. */
  readonly others: number;
  /** Rows of lines, over all functions. */
  readonly lines: number;
  /** Whether the blocks behind the tables are there at all. */
  readonly blocks: 'all' | 'none';
  /** Which of several programs get a section of their own. */
  readonly sections: 'all' | 'changed' | 'none';
  /** Rows of the table of several programs. */
  readonly programs: number;
}

/** A row takes a hundred characters and more in a comment, 350 bytes and more in a summary: what is beyond these cannot fit. */
const MOST_ROWS_OF_COMMENT = 650;
const MOST_ROWS_OF_SUMMARY = 3000;

const EVERYTHING: Detail = {
  functions: MOST_ROWS_OF_SUMMARY,
  others: MOST_ROWS_OF_SUMMARY,
  lines: MOST_ROWS_OF_SUMMARY,
  blocks: 'all',
  sections: 'all',
  programs: Infinity,
};

/** Functions in a comment even where there is room for more: people read five. */
const COMMENT_FUNCTIONS = 5;
const COMMENT_OTHERS = 10;

const COMMENT: Detail = {
  ...EVERYTHING,
  functions: COMMENT_FUNCTIONS,
  others: COMMENT_OTHERS,
  lines: MOST_ROWS_OF_COMMENT,
};
const COUNTS: Detail = { ...EVERYTHING, functions: 0, others: 0, lines: 0, blocks: 'none' };

/** From all → 10 lines → no lines → 3 functions → counts → programs as rows → the heading and what decided it. */
const FEWER: readonly Detail[] = [
  { ...COMMENT, lines: 10 },
  { ...COMMENT, lines: 0 },
  { ...COMMENT, lines: 0, functions: 3, others: 3 },
  COUNTS,
  { ...COUNTS, sections: 'changed' },
  { ...COUNTS, sections: 'none' },
  { ...COUNTS, sections: 'none', programs: 20 },
  { ...COUNTS, sections: 'none', programs: 0 },
];

export const COMMENT_DETAILS: readonly Detail[] = [COMMENT, ...FEWER];

/** The job summary has more room: it begins with everything and reaches the comment's levels last. */
export const SUMMARY_DETAILS: readonly Detail[] = [
  EVERYTHING,
  { ...EVERYTHING, functions: 1000, others: 1000, lines: 1000 },
  { ...EVERYTHING, functions: 100, others: 100, lines: 100 },
  COMMENT,
  ...FEWER,
];

/** A list cut to its rows, and how many were left out. */
export interface Cut<T> {
  readonly shown: readonly T[];
  readonly left: number;
}

export function cut<T>(rows: readonly T[], most: number): Cut<T> {
  const shown = rows.slice(0, most);
  return { shown, left: rows.length - shown.length };
}
