/**
 * One report for each state that a reader can meet: what the goldens are made of.
 */
import type { Comparison, FunctionComparison } from '../../src/model/comparison.js';
import type { ProgramInput, ReportContext } from '../../src/report/model.js';
import { BASE, HEAD, comparison, fn, leak, line, metric } from './build.js';

export interface State {
  readonly inputs: readonly [ProgramInput, ...ProgramInput[]];
  readonly context?: ReportContext;
}

/** Where a comment stands: all links known. */
export const ON_GITHUB: ReportContext = {
  links: {
    repositoryUrl: 'https://github.com/o/r',
    headSha: HEAD,
    baseSha: BASE,
    pullRequest: 12,
    artifactUrl: 'https://github.com/o/r/actions/runs/7/artifacts/9',
    summaryUrl: 'https://github.com/o/r/actions/runs/7',
  },
  acceptLabel: 'accept-regression',
};

const parseRows = fn('parse_rows', 'etl/parse.py:20', 'cpu-time', [3.42, 6.64], 'regression', {
  baseLine: 14,
  contribution: 0.976,
});
const loadFrame = fn('load_frame', 'etl/io.py:58', 'peak-memory', [118, 274], 'regression', { contribution: 0.99 });
const writeParquet = fn('write_parquet', 'etl/io.py:91', 'cpu-time', [1.2, 0.83], 'improvement', {
  inDiff: true,
  contribution: -0.11,
});

const cpuUp = metric('cpu-time', 14.2, 17.5, 'regression');
const memoryUp = metric('peak-memory', 412, 569, 'regression');
const allocatedSame = metric('allocated', 1956, 1966, 'unchanged');
const gpu = [metric('gpu-time', 2.31, 2.3, 'unchanged'), metric('gpu-memory', 800, 800, 'unchanged')];

const parseLines = [
  line(parseRows, 27, [1.2, 3.31], '        rows = rows + [convert(field) for field in fields]', 'changed'),
  line(parseRows, 24, [0.9, 1.52], '        fields = line.split(",")'),
  line(parseRows, 31, [null, 1.1], '        check(rows[-1])', 'added'),
  line(parseRows, null, [0.31, null], '        rows.append(convert(line))', 'removed'),
];
const loadLines = [line(loadFrame, 64, [101, 257], '    frame = frame.copy()', 'changed')];

/** Everything at once: the example that every format is judged by. */
export const regression = comparison({
  verdict: 'regression',
  gate: 'fail',
  gateReasons: ['CPU time regressed by 23.2 %.', 'Peak memory regressed by 38.1 %.'],
  metrics: [cpuUp, memoryUp, allocatedSame, ...gpu, metric('wall-time', 15.1, 18.4, 'regression', { gated: false })],
  functions: [parseRows, loadFrame, writeParquet],
  lines: [...parseLines, ...loadLines],
  regressions: [
    { kind: 'metric', ...cpuUp },
    { kind: 'metric', ...memoryUp },
    { kind: 'function', ...parseRows },
    { kind: 'function', ...loadFrame },
  ],
  recommendations: [
    'Look at parse_rows (etl/parse.py:27): it is in the diff.',
    'Look at load_frame (etl/io.py:64): it is in the diff.',
  ],
});

const improved = comparison({
  verdict: 'improvement',
  metrics: [metric('cpu-time', 17.5, 14.2, 'improvement'), metric('peak-memory', 412, 412, 'unchanged'), allocatedSame],
  functions: [
    fn('parse_rows', 'etl/parse.py:20', 'cpu-time', [6.64, 3.42], 'improvement', { contribution: 0.97, inDiff: true }),
    fn('write_parquet', 'etl/io.py:91', 'cpu-time', [1.2, 0.83], 'improvement', { contribution: 0.03, inDiff: false }),
  ],
});

const tooNoisy = comparison({
  verdict: 'inconclusive',
  conclusive: false,
  pairs: 10,
  metrics: [
    metric('cpu-time', 14.2, 14.9, 'inconclusive', { noise: 0.094, interval: [-0.021, 0.12], pairsNeeded: 24 }),
    metric('peak-memory', 412.1, 412.3, 'unchanged'),
    metric('allocated', 1956, 1959, 'unchanged'),
  ],
  warnings: [{ code: 'loaded-machine', message: 'The machine was busy: load average 3.4 on 2 cores.' }],
});

function failed(failure: NonNullable<Comparison['failures']>[number], more: Partial<Comparison> = {}): Comparison {
  return comparison({
    verdict: 'incomparable',
    pairs: 0,
    metrics: [],
    failures: [failure],
    summary: {
      regressions: 0,
      improvements: 0,
      unchanged: 0,
      tooSmall: 0,
      added: 0,
      removed: 0,
      headline: failure.message,
    },
    ...more,
  });
}

const TRACEBACK = `Traceback (most recent call last):
  File "bench/etl.py", line 41, in <module>
    main()
  File "bench/etl.py", line 33, in main
    rows = parse_rows(path)
FileNotFoundError: [Errno 2] No such file or directory: 'rows.csv'
`;

function manyFunctions(count: number): Comparison {
  const functions: FunctionComparison[] = Array.from({ length: count }, (_, index) =>
    fn(`handler_${index}`, `service/handlers_${index % 200}.py:${20 + index}`, 'cpu-time', [0.1, 0.2], 'regression', {
      contribution: 1 / count,
    }),
  );
  return comparison({
    verdict: 'regression',
    gate: 'fail',
    metrics: [metric('cpu-time', 1000, 2000, 'regression'), metric('peak-memory', 412, 412, 'unchanged')],
    functions,
    lines: functions.flatMap((each) => [line(each, each.line + 1, [0.05, 0.15], '    return handle(request)')]),
  });
}

const HOSTILE_NAME = 'evil|`name`<img src=x onerror=alert(1)>@team #12 <!-- \u202egnp.exe \u001b[31m\n| a | b |';
const hostileFunction = fn(HOSTILE_NAME, 'x:1', 'cpu-time', [3.42, 6.64], 'regression', {
  file: 'src/](javascript:alert(1)) "@o/r"/::set-output name=x::/../..|.py',
  baseFile: 'src/old|`.py',
  matchedBy: 'moved',
  contribution: 0.9,
  via: '@someone `|` <b>',
  note: 'Calls `@someone|` and ##[error] `odd',
});

export const hostile = comparison({
  verdict: 'regression',
  gate: 'fail',
  gateReasons: ['@team | <script>alert(1)</script> ``` #1'],
  metrics: [cpuUp, memoryUp],
  functions: [hostileFunction],
  lines: [line(hostileFunction, 27, [1, 3], 'x = "@property | ```" # <!-- --> \u202e \u001b[0m', 'changed')],
  leaks: [leak({ file: 'a|b.py', function: '@leaker`<i>`' })],
  warnings: [{ code: 'odd', message: '::error:: @everyone <details> | `|`\n# heading' }],
  recommendations: ['- [x] see https://evil.example www.evil.example GH-12 :tada: $x$ **bold**'],
  method: '1. not a list',
  program: { script: 'bench/`@team`|<b>.py', args: ['\u001b[31m', '$(rm -rf /)'] },
  environment: { cpuModel: '</sub></details> @cpu | \u202e', python: '3.11`', scalene: '<2>' },
  sides: { base: { commit: '--upload-pack=x', ref: '@main' }, head: { commit: HEAD, ref: '`x`|<h1>' } },
});

/** By name of the golden file. */
export const STATES: Readonly<Record<string, State>> = {
  'no-change': { inputs: [{ comparison: comparison() }], context: { ...ON_GITHUB, previous: '❌ 2 regressions' } },
  regression: { inputs: [{ comparison: regression }], context: { ...ON_GITHUB, previous: '✅ no regression' } },
  improvement: { inputs: [{ comparison: improved }], context: ON_GITHUB },
  mixed: {
    inputs: [
      {
        comparison: comparison({
          verdict: 'mixed',
          gate: 'fail',
          metrics: [cpuUp, metric('peak-memory', 569, 412, 'improvement'), allocatedSame],
          functions: [
            parseRows,
            fn('load_frame', 'etl/io.py:58', 'peak-memory', [274, 118], 'improvement', { inDiff: true }),
          ],
          lines: parseLines,
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'function-only': {
    inputs: [
      {
        comparison: comparison({
          verdict: 'regression',
          functions: [{ ...parseRows, base: 0.21, head: 0.44, change: 1.1, interval: [0.8, 1.4], contribution: null }],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  inconclusive: { inputs: [{ comparison: tooNoisy }], context: ON_GITHUB },
  'too-few-runs': {
    inputs: [
      {
        comparison: comparison({
          verdict: 'inconclusive',
          conclusive: false,
          pairs: 2,
          metrics: [
            metric('cpu-time', 14.2, 15.9, 'inconclusive', {
              noise: null,
              interval: null,
              pairsNeeded: 3,
              runs: { base: 2, head: 2 },
            }),
            metric('peak-memory', 412.1, 412.3, 'inconclusive', {
              noise: null,
              interval: null,
              pairsNeeded: 3,
              runs: { base: 2, head: 2 },
            }),
          ],
          warnings: [{ code: 'few-samples', message: 'Only 2 pairs of timing runs: a verdict takes 3.' }],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'environments-differ': {
    inputs: [
      {
        comparison: comparison({
          warnings: [
            {
              code: 'different-cpu-model',
              message:
                'The blocks ran on 2 CPU models (AMD EPYC 7763, Intel Xeon 8370C); pairs are only formed inside a block.',
            },
          ],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  incomparable: {
    inputs: [
      {
        comparison: comparison({
          verdict: 'incomparable',
          gate: 'fail',
          gateReasons: ['Base ends with exit status 0, head with 1: they did not do the same thing.'],
          warnings: [
            {
              code: 'exit-status-differs',
              message: 'Base ends with exit status 0, head with 1: they did not do the same thing.',
            },
          ],
          pairs: 0,
          metrics: [],
          summary: {
            regressions: 0,
            improvements: 0,
            unchanged: 0,
            tooSmall: 0,
            added: 0,
            removed: 0,
            headline: 'Base ends with exit status 0, head with 1: they did not do the same thing.',
          },
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'first-run': {
    inputs: [
      {
        comparison: failed({ side: 'base', outcome: 'no-program', message: 'The base does not have the program.' }),
      },
    ],
    context: ON_GITHUB,
  },
  'base-failed': {
    inputs: [
      {
        comparison: failed({
          side: 'base',
          outcome: 'program-failed',
          exitCode: 1,
          outputTail: TRACEBACK,
          message: '3 of 3 timing runs of the base ended as program-failed (exit 1).',
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'head-failed': {
    inputs: [
      {
        comparison: failed(
          {
            side: 'head',
            outcome: 'program-failed',
            exitCode: 3,
            outputTail: TRACEBACK,
            message: '3 of 3 timing runs of the head ended as program-failed (exit 3).',
          },
          { gate: 'fail', gateReasons: ['The program fails on head.'] },
        ),
      },
    ],
    context: ON_GITHUB,
  },
  'timed-out': {
    inputs: [
      {
        comparison: failed(
          {
            side: 'head',
            outcome: 'timed-out',
            signal: 'SIGKILL',
            outputTail: 'loading 200000 rows\nwaiting for lock\n',
            message: '3 of 3 timing runs of the head ended as timed-out (SIGKILL).',
          },
          { gate: 'fail', gateReasons: ['The program does not end on head.'] },
        ),
      },
    ],
    context: ON_GITHUB,
  },
  'with-gpu': {
    inputs: [{ comparison: comparison({ metrics: [...comparison().metrics, ...gpu] }) }],
    context: ON_GITHUB,
  },
  'no-gpu': { inputs: [{ comparison: comparison() }], context: ON_GITHUB },
  'new-leak': { inputs: [{ comparison: comparison({ leaks: [leak()] }) }], context: ON_GITHUB },
  'renamed-file': {
    inputs: [
      {
        comparison: comparison({
          verdict: 'regression',
          gate: 'fail',
          metrics: [cpuUp, metric('peak-memory', 412, 412, 'unchanged')],
          functions: [{ ...parseRows, file: 'etl/parsing.py', matchedBy: 'renamed-file' }],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'moved-function': {
    inputs: [
      {
        comparison: comparison({
          verdict: 'regression',
          gate: 'fail',
          metrics: [cpuUp, metric('peak-memory', 412, 412, 'unchanged')],
          functions: [
            { ...parseRows, file: 'etl/rows.py', line: 8, matchedBy: 'moved' },
            fn('convert', 'etl/rows.py:31', 'cpu-time', [1.1, 1.5], 'regression', {
              matchedBy: 'renamed',
              baseName: 'to_number',
              inDiff: false,
              via: 'parse_rows',
              contribution: 0.12,
            }),
          ],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  'new-and-removed': {
    inputs: [
      {
        comparison: comparison({
          verdict: 'regression',
          gate: 'fail',
          metrics: [cpuUp, metric('peak-memory', 412, 412, 'unchanged')],
          functions: [
            fn('check_row', 'etl/parse.py:60', 'cpu-time', [null, 3.1], 'added', { contribution: 0.94, inDiff: true }),
            fn('log_row', 'etl/parse.py:80', 'cpu-time', [null, 0.21], 'added', { contribution: 0.06, inDiff: true }),
            fn('old_check', 'etl/parse.py:44', 'cpu-time', [0.18, null], 'removed', {
              contribution: -0.05,
              inDiff: true,
            }),
          ],
        }),
      },
    ],
    context: ON_GITHUB,
  },
  accepted: {
    inputs: [{ comparison: regression }],
    context: { ...ON_GITHUB, accepted: { by: 'name', at: '2026-11-20T14:03:00Z' } },
  },
  fork: {
    inputs: [{ comparison: regression }],
    context: { ...ON_GITHUB, notes: ['from-fork'] },
  },
  'over-budget': { inputs: [{ comparison: manyFunctions(10_000) }], context: ON_GITHUB },
  'hostile-names': { inputs: [{ comparison: hostile }], context: ON_GITHUB },
  'several-programs': {
    inputs: [
      { name: 'etl', comparison: regression },
      { name: 'api', comparison: comparison({ program: { script: 'bench/api.py', args: [] } }) },
      { name: 'import', comparison: tooNoisy },
    ],
    context: ON_GITHUB,
  },
  'command-line': {
    inputs: [
      {
        comparison: {
          ...regression,
          sides: { base: { commit: BASE, ref: 'main' }, head: { commit: HEAD, dirty: true } },
        },
      },
    ],
  },
};
