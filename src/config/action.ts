/**
 * What `action.yml` says besides the inputs: how the Action is presented and run, and its outputs.
 * The inputs are in `definition.ts`; setting the outputs is left to `action`.
 */

export const ACTION = {
  name: 'Scalene performance gate',
  description:
    'Tells, with evidence, whether a pull request made a Python program slower or hungrier, where, and how sure that is.',
  branding: { icon: 'activity', color: 'orange' },
  runs: { using: 'node24', main: 'dist/index.js', post: 'dist/post/index.js' },
} as const;

/** Outputs in the order of `action.yml`. All are set on every path, failures included; empty where there is nothing to say. */
export const OUTPUTS = {
  verdict:
    'The overall result: `regression`, `improvement`, `mixed`, `no-change`, `inconclusive` or `incomparable`; of several programs, the worst.',
  gate: '`pass` or `fail`: the verdict under the configured policy.',
  regressions: 'Number of metrics and functions that regressed.',
  improvements: 'Number of metrics and functions that improved.',
  'cpu-time-change': 'Relative change of CPU time as a fraction, such as `0.232`; of several programs, the worst.',
  'peak-memory-change': 'Relative change of peak memory as a fraction; of several programs, the worst.',
  'base-sha': 'Commit that was compared against.',
  'head-sha': 'Commit that was judged.',
  pairs: 'Number of pairs of runs that the result rests on.',
  comparison: 'Path of the Comparison as JSON.',
  report: 'Path of the report as Markdown.',
  'artifact-id': 'Id of the artifact that keeps profiles and report.',
  'artifact-url': 'Address of that artifact.',
  'comment-url': 'Address of the comment on the pull request.',
  'comment-status':
    'What became of the comment: `created`, `updated`, `unchanged`, `not-wanted`, `outdated`, `read-only` or `failed`.',
} as const;
export type OutputName = keyof typeof OUTPUTS;
