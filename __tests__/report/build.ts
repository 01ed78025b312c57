/**
 * Comparison values for the report's tests, made from few words; every one is checked against the schema.
 */
import { ComparisonSchema } from '../../src/model/comparison.js';
import type {
  Comparison,
  Finding,
  FunctionComparison,
  LeakComparison,
  LineComparison,
  MetricComparison,
} from '../../src/model/comparison.js';
import { METRICS, type MetricId } from '../../src/model/metrics.js';

export const HEAD = '5f1c2aa9d0b14c6e8f7a3b2c1d0e9f8a7b6c5d4e';
export const BASE = '9d3e0b7c1a2f4e5d6c7b8a9f0e1d2c3b4a5f6e7d';

/** A metric of five runs a side, its values spread by the noise around base and head. */
export function metric(
  id: MetricId,
  base: number,
  head: number,
  verdict: MetricComparison['verdict'],
  more: Partial<MetricComparison> = {},
): MetricComparison {
  const { unit, tolerance, floor, decides } = METRICS[id];
  const noise = unit === 's' ? 0.021 : 0.001;
  const change = base === 0 ? null : head / base - 1;
  const spread = [-0.6, 0.4, -0.1, 0.9, -0.3].map((z) => 1 + (z * noise) / 2);
  return {
    metric: id,
    unit,
    base,
    head,
    change,
    interval: change === null ? null : [change - noise * 0.65, change + noise * 0.65],
    noise,
    tolerance,
    floor,
    verdict,
    minimumDetectable: tolerance + noise * 1.5,
    runs: { base: 5, head: 5 },
    values: { base: spread.map((s) => base * s), head: [...spread].reverse().map((s) => head * s) },
    gated: decides && (id === 'cpu-time' || id === 'peak-memory'),
    pairsNeeded: null,
    ...more,
  };
}

/** A function of head that stood at the same place on base. */
export function fn(
  name: string,
  place: string,
  id: MetricId,
  values: readonly [number | null, number | null],
  verdict: FunctionComparison['verdict'],
  more: Partial<FunctionComparison> = {},
): FunctionComparison {
  const [base, head] = values;
  const [file = '', line = '1'] = place.split(':');
  const change = base === null || head === null || base === 0 ? null : head / base - 1;
  const half = METRICS[id].unit === 's' ? 0.13 : 0.01;
  return {
    name,
    file,
    line: Number(line),
    baseFile: base === null ? null : file,
    baseLine: base === null ? null : Number(line),
    matchedBy: base === null ? 'none' : 'name',
    metric: id,
    unit: METRICS[id].unit,
    base,
    head,
    change,
    interval: change === null ? null : [change - half, change + half],
    noise: half / 2,
    verdict,
    severity: verdict === 'regression' ? 'high' : null,
    inDiff: verdict === 'regression',
    contribution: null,
    ...more,
  };
}

export function line(
  owner: FunctionComparison,
  number: number | null,
  values: readonly [number | null, number | null],
  source: string,
  status: LineComparison['status'] = 'same',
): LineComparison {
  const [base, head] = values;
  return {
    file: owner.file,
    line: number,
    baseFile: owner.baseFile,
    baseLine: status === 'added' ? null : (number ?? 20) - 2,
    function: owner.name,
    metric: owner.metric,
    unit: METRICS[owner.metric].unit,
    base,
    head,
    change: base === null || head === null || base === 0 ? null : head / base - 1,
    source,
    status,
  };
}

export function leak(more: Partial<LeakComparison> = {}): LeakComparison {
  return {
    file: 'etl/history.py',
    line: 12,
    function: 'remember',
    verdict: 'new',
    likelihood: 0.97,
    velocityMbPerSec: 12.34,
    seen: { base: 0, baseOf: 5, head: 5, headOf: 5 },
    ...more,
  };
}

const QUIET_METRICS = [
  metric('cpu-time', 14.2, 14.15, 'unchanged'),
  metric('peak-memory', 412.1, 412.3, 'unchanged'),
  metric('allocated', 1956, 1959, 'unchanged'),
];

/** A whole comparison. Views and counts are derived from metrics and functions unless they are given. */
export function comparison(more: Partial<Comparison> = {}): Comparison {
  const metrics = more.metrics ?? QUIET_METRICS;
  const functions = more.functions ?? [];
  const findings: Finding[] = [
    ...metrics.map((each): Finding => ({ kind: 'metric', ...each })),
    ...functions.map((each): Finding => ({ kind: 'function', ...each })),
  ];
  const view = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict);
  const count = (verdict: Finding['verdict']) =>
    new Set(functions.filter((each) => each.verdict === verdict).map(({ file, name }) => `${file}:${name}`)).size;
  return ComparisonSchema.parse({
    schemaVersion: 1,
    verdict: 'no-change',
    gate: 'pass',
    gateReasons: [],
    conclusive: true,
    pairs: 5,
    nextLook: null,
    summary: {
      regressions: count('regression'),
      improvements: count('improvement'),
      unchanged: 14,
      inconclusive: count('inconclusive'),
      tooSmall: 26,
      added: count('added'),
      removed: count('removed'),
      headline: 'nothing changed',
    },
    metrics,
    functions,
    lines: [],
    leaks: [],
    regressions: view('regression'),
    improvements: view('improvement'),
    unchanged: view('unchanged'),
    recommendations: [],
    warnings: [],
    unexplained: null,
    failures: [],
    method:
      'Paired log ratios of 5 alternated pairs, looked at after 3 and 5 pairs; a red verdict needs 99.8 % confidence.',
    program: { script: 'bench/etl.py', args: ['--rows', '200000'] },
    environment: {
      os: 'linux',
      arch: 'x64',
      cpuModel: 'AMD EPYC 7763',
      cpuCount: 4,
      memoryMb: 16000,
      python: '3.11.7',
      scalene: '2.4.0',
      runner: 'ubuntu-24.04',
    },
    sides: { base: { commit: BASE, ref: 'main' }, head: { commit: HEAD, ref: 'faster-parsing' } },
    ...more,
  } satisfies Comparison);
}
