/**
 * The names of the views of `analyze`, for its schema.
 * What they show is left to `table.ts`.
 */
export const VIEWS = [
  'summary',
  'hotspots',
  'functions',
  'file',
  'bottlenecks',
  'leaks',
  'gpu',
  'copy',
  'stacks',
  'insight',
] as const;
export type View = (typeof VIEWS)[number];
