/**
 * The places of a profile that cost most in one metric.
 * What to do about them is left to `bottlenecks.ts`.
 */
import * as z from 'zod';
import type { Profile, ProfileFile } from '../profile/model.js';
import { placeFilter, type PlaceFilter } from '../profile/places.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import {
  functionSpots,
  lineSpots,
  METRICS,
  ownLines,
  percentOf,
  ranked,
  sourceOf,
  SourceLineSchema,
  SpotSchema,
  whyUnavailable,
  type SourceLine,
  type Spot,
  type SpotMetric,
} from './spots.js';

/** How fine the places are. */
export const LEVELS = ['line', 'function'] as const;
export type Level = (typeof LEVELS)[number];

export const HotspotSchema = z.object({
  percent: z.number().min(0).describe('Share of the whole program in the metric that was asked for'),
  ...SpotSchema.shape,
  source: z.array(SourceLineSchema).describe('The line with its context, or the hottest lines of the function'),
});
export type Hotspot = z.infer<typeof HotspotSchema>;

export const HotspotsSchema = z.object({
  metric: z.enum(METRICS),
  level: z.enum(LEVELS),
  minPercent: z.number(),
  unavailable: z.string().describe('Why the profile cannot tell').exactOptional(),
  ...pageShape(HotspotSchema),
  below: z.int().min(0).describe('Places with some activity that stay below the threshold'),
});
export type Hotspots = z.infer<typeof HotspotsSchema>;

export interface HotspotOptions extends PageRequest, PlaceFilter {
  /** `cpu` when missing. */
  readonly metric?: SpotMetric;
  /** `line` when missing. */
  readonly level?: Level;
  /** Least share of the whole program, in percent; 1 when missing, as in Scalene. */
  readonly minPercent?: number;
  /** Lines of source around a line; none when missing. */
  readonly contextLines?: number;
}

/** Most lines of source under a function. */
const LINES_OF_FUNCTION = 3;

/**
 * @throws InputError for a page or a pattern that makes no sense
 */
export function hotspots(profile: Profile, options: HotspotOptions = {}): Hotspots {
  const { metric = 'cpu', level = 'line', minPercent = 1, contextLines = 0 } = options;
  const wanted = placeFilter(options);
  const unavailable = whyUnavailable(profile, metric);
  const all = unavailable !== undefined ? [] : level === 'line' ? lineSpots(profile) : functionSpots(profile);
  const chosen = all.filter((spot) => wanted(spot) && percentOf(spot, metric) > 0);
  const enough = chosen.filter((spot) => percentOf(spot, metric) >= minPercent);
  const { items, ...page } = pageOf(ranked(enough, metric), options);
  const files = new Map(profile.files.map((file) => [file.path, file]));
  return {
    metric,
    level,
    minPercent,
    ...(unavailable !== undefined && { unavailable }),
    items: items.map((spot) => ({
      percent: percentOf(spot, metric),
      ...spot,
      source:
        level === 'line'
          ? around(files.get(spot.file), spot, contextLines)
          : hottestLines(files.get(spot.file), spot, metric),
    })),
    ...page,
    below: chosen.length - enough.length,
  };
}

function around(file: ProfileFile | undefined, { line }: Spot, context: number): SourceLine[] {
  return sourceOf(
    file,
    Array.from({ length: 2 * context + 1 }, (_, index) => line - context + index),
  );
}

/** The lines of a function that cost most, in the order of the source. */
export function hottestLines(file: ProfileFile | undefined, spot: Spot, metric: SpotMetric): SourceLine[] {
  if (file === undefined) return [];
  const lines = ownLines(file, spot)
    .map((line) => ({ line: line.line, cost: costOf(line, metric) }))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost || a.line - b.line)
    .slice(0, LINES_OF_FUNCTION)
    .map(({ line }) => line)
    .sort((a, b) => a - b);
  return sourceOf(file, lines);
}

function costOf(line: ProfileFile['lines'][number], metric: SpotMetric): number {
  const cpu = line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent;
  switch (metric) {
    case 'cpu':
      return cpu;
    case 'memory':
      return Math.max(line.allocatedMb, line.peakMb);
    case 'gpu':
      return line.gpuPercent * cpu;
    case 'copy':
      return line.copyMbPerSec;
  }
}
