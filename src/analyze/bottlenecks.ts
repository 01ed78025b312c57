/**
 * The problems of a profile, gravest first, each with a recommendation.
 * The causes themselves and their advice are left to `causes.ts`.
 */
import * as z from 'zod';
import { SEVERITIES, type Severity } from '../model/comparison.js';
import type { Profile } from '../profile/model.js';
import { placeFilter, type CodePlace, type PlaceFilter } from '../profile/places.js';
import { CAUSE_TABLE, CAUSES, type Signal, SIGNALS, type Suspect } from './causes.js';
import { hottestLines } from './hotspots.js';
import { leaksOf } from './leaks.js';
import { nativeEnds } from './native.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import { functionSpots, ownLines, SourceLineSchema, type Spot, SpotSchema } from './spots.js';

export const CauseSchema = z.object({
  kind: z.enum(CAUSES),
  evidence: z.string(),
  recommendation: z.string(),
});
export type Cause = z.infer<typeof CauseSchema>;

export const BottleneckSchema = z.object({
  severity: z.enum(SEVERITIES),
  /** What made it so: the signals that are large, with their own severity. */
  signals: z.array(z.object({ signal: z.enum(SIGNALS), severity: z.enum(SEVERITIES) })),
  ...SpotSchema.shape,
  causes: z.array(CauseSchema).describe('The gravest first'),
  recommendation: z.string().describe('That of the gravest cause'),
  source: z.array(SourceLineSchema).describe('Its hottest lines'),
});
export type Bottleneck = z.infer<typeof BottleneckSchema>;

export const BottlenecksSchema = z.object(pageShape(BottleneckSchema));
export type Bottlenecks = z.infer<typeof BottlenecksSchema>;

export interface BottleneckOptions extends PageRequest, PlaceFilter {
  /** `low` (all) when missing. */
  readonly minSeverity?: Severity;
}

/** From which amount on a signal is low, medium or high; and below which amount of memory it is none at all. */
interface Scale {
  readonly value: (spot: Spot) => number;
  readonly steps: readonly [low: number, medium: number, high: number];
  readonly leastMb: number;
}

/**
 * CPU and memory in percent of the whole program, velocity in MiB/s. High means that removing it would change the
 * program at a glance (two fifths of the time, half of the memory); low that it would still be seen in a measurement.
 */
const SCALES: { readonly [S in Signal]: Scale } = {
  cpu: { value: (spot) => spot.cpuPercent, steps: [5, 15, 40], leastMb: 0 },
  memory: { value: (spot) => spot.memoryPercent, steps: [10, 25, 50], leastMb: 10 },
  velocity: { value: (spot) => spot.allocationMbPerSec, steps: [20, 100, 500], leastMb: 10 },
};

const DEFAULT_TOP_N = 5;

/**
 * Functions that are large in CPU, memory or allocation velocity. The severity is that of the largest signal, and one
 * step more when another one is at least medium: `critical` always has two reasons.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
export function bottlenecks(profile: Profile, options: BottleneckOptions = {}): Bottlenecks {
  const { minSeverity = 'low' } = options;
  const wanted = placeFilter(options);
  const found = functionSpots(profile)
    .filter(wanted)
    .flatMap((spot) => graded(spot))
    .filter(({ severity }) => rank(severity) >= rank(minSeverity))
    .sort(
      (a, b) => rank(b.severity) - rank(a.severity) || weight(b.spot) - weight(a.spot) || a.spot.line - b.spot.line,
    );
  const { items, ...page } = pageOf(found, { topN: DEFAULT_TOP_N, ...options });
  const suspects = suspectsIn(profile);
  return { items: items.map((entry) => explained(entry, suspects(entry.spot))), ...page };
}

interface Graded {
  readonly spot: Spot;
  readonly severity: Severity;
  readonly signals: Bottleneck['signals'];
}

/** Nothing when no signal is large enough. */
function graded(spot: Spot): Graded[] {
  const signals = SIGNALS.flatMap((signal) => {
    const severity = severityOf(spot, SCALES[signal]);
    return severity === null ? [] : [{ signal, severity }];
  }).sort((a, b) => rank(b.severity) - rank(a.severity));
  const [first, second] = signals;
  if (first === undefined) return [];
  const step = second !== undefined && rank(second.severity) >= rank('medium') ? 1 : 0;
  return [{ spot, severity: SEVERITIES[rank(first.severity) + step] ?? 'critical', signals }];
}

function severityOf(spot: Spot, { value, steps, leastMb }: Scale): Severity | null {
  if (Math.max(spot.allocatedMb, spot.peakMb) < leastMb) return null;
  const [low, medium, high] = steps;
  const amount = value(spot);
  if (amount >= high) return 'high';
  if (amount >= medium) return 'medium';
  return amount >= low ? 'low' : null;
}

/** Orders bottlenecks of one severity. */
function weight(spot: Spot): number {
  return spot.cpuPercent + spot.memoryPercent;
}

function suspectsIn(profile: Profile): (spot: Spot) => Suspect | undefined {
  const leaks = leaksOf(profile);
  const ends = nativeEnds(profile.combinedStacks ?? [], ({ frames }) => placeKey(frames.at(-1)));
  const files = new Map(profile.files.map((file) => [file.path, file]));
  return (spot) => {
    const file = files.get(spot.file);
    if (file === undefined) return undefined;
    const lines = ownLines(file, spot);
    const own = new Set(lines.map(({ line }) => line));
    const leaking = leaks.filter((leak) => leak.file === spot.file && own.has(leak.line));
    return {
      spot,
      file,
      lines,
      leaks: leaking,
      hasGpu: profile.hasGpu,
      nativeEnd: ends.get(placeKey(spot)),
      footprintMb: profile.maxFootprintMb,
    };
  };
}

function placeKey(place: CodePlace | undefined): string {
  return place === undefined ? '' : `${place.file}\0${place.function}`;
}

function explained({ spot, severity, signals }: Graded, suspect: Suspect | undefined): Bottleneck {
  const causes = suspect === undefined ? [] : causesOf(suspect, signals);
  const metric = signals[0]?.signal === 'cpu' ? 'cpu' : 'memory';
  return {
    severity,
    signals,
    ...spot,
    causes,
    recommendation: causes[0]?.recommendation ?? '',
    source: hottestLines(suspect?.file, spot, metric),
  };
}

/** The causes that explain one of the signals, in the order of the signals; copying and leaks are named in any case. */
function causesOf(suspect: Suspect, signals: Bottleneck['signals']): Cause[] {
  const order = signals.map(({ signal }) => signal);
  const place = (signal: Signal): number => (order.includes(signal) ? order.indexOf(signal) : order.length);
  return CAUSE_TABLE.filter(
    ({ kind, signal, applies }) =>
      applies(suspect) && (order.includes(signal) || kind === 'leak' || kind === 'copying'),
  )
    .sort((a, b) => place(a.signal) - place(b.signal))
    .map(({ kind, evidence, recommendation }) => ({ kind, evidence: evidence(suspect), recommendation }));
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
