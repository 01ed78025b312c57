/**
 * The one table of metrics: what is compared, in which unit, and how much change is accepted by default.
 * How a metric is taken from runs and profiles is left to `compare`, how it is printed to `report`.
 */

/** Identifiers of the whole-program metrics, in the fixed order in which every report lists them. */
export const METRIC_IDS = [
  'cpu-time',
  'peak-memory',
  'allocated',
  'gpu-time',
  'gpu-memory',
  'wall-time',
  'peak-rss',
] as const;

export type MetricId = (typeof METRIC_IDS)[number];

/** Seconds, or mebibytes (Scalene's "MB" are 1,048,576 bytes). Lower is better for every metric. */
export type Unit = 's' | 'MiB';

/** Where a metric's values come from: unprofiled timing runs, or Scalene's profiles. */
export type MetricSource = 'timing' | 'profile';

export interface MetricDefinition {
  readonly id: MetricId;
  readonly label: string;
  readonly unit: Unit;
  readonly source: MetricSource;
  /** Accepted relative change, as a fraction (0.05 is 5 %). */
  readonly tolerance: number;
  /** Absolute change below which nothing is flagged, in `unit`. */
  readonly floor: number;
  /** Takes part in the verdict. The others are reported, and join only when `fail-on` names them. */
  readonly decides: boolean;
  /** One sentence for documentation and tooltips. */
  readonly description: string;
}

export const METRICS: { readonly [Id in MetricId]: MetricDefinition } = {
  'cpu-time': {
    id: 'cpu-time',
    label: 'CPU time',
    unit: 's',
    source: 'timing',
    tolerance: 0.05,
    floor: 0.02,
    decides: true,
    description:
      'User and system time of the whole process tree, from unprofiled runs, as the operating system counts it.',
  },
  'peak-memory': {
    id: 'peak-memory',
    label: 'Peak memory',
    unit: 'MiB',
    source: 'profile',
    tolerance: 0.03,
    floor: 2,
    decides: true,
    description: "The largest footprint that Scalene's allocator saw at one time.",
  },
  allocated: {
    id: 'allocated',
    label: 'Allocated',
    unit: 'MiB',
    source: 'profile',
    tolerance: 0.03,
    floor: 8,
    decides: true,
    description: 'Memory allocated over the whole run, summed over all profiled lines.',
  },
  'gpu-time': {
    id: 'gpu-time',
    label: 'GPU time',
    unit: 's',
    source: 'profile',
    tolerance: 0.1,
    floor: 0.05,
    decides: true,
    description: 'Seconds in which the GPU was busy, estimated from samples of its utilisation.',
  },
  'gpu-memory': {
    id: 'gpu-memory',
    label: 'GPU memory',
    unit: 'MiB',
    source: 'profile',
    tolerance: 0.05,
    floor: 8,
    decides: true,
    description: 'The largest amount of GPU memory seen in use by any line.',
  },
  'wall-time': {
    id: 'wall-time',
    label: 'Wall time',
    unit: 's',
    source: 'timing',
    tolerance: 0.1,
    floor: 0.05,
    decides: false,
    description:
      'Elapsed time of unprofiled runs. It feels every neighbour on the machine: reported, not judged, by default.',
  },
  'peak-rss': {
    id: 'peak-rss',
    label: 'Peak resident set',
    unit: 'MiB',
    source: 'timing',
    tolerance: 0.05,
    floor: 4,
    decides: false,
    description: 'The largest resident set of any one process of an unprofiled run, as the operating system counts it.',
  },
};

/** Whether a string names a metric. */
export function isMetricId(name: string): name is MetricId {
  return (METRIC_IDS as readonly string[]).includes(name);
}
