/**
 * A profile cut to its significant lines, as Scalene's `--reduced-profile` is meant to do.
 * Everything that was left out is counted, so that nothing seems not to be there.
 */
import * as z from 'zod';
import type { Profile, ProfileFile } from '../profile/model.js';
import { functionAt, MODULE_LEVEL } from '../profile/functions.js';
import { placeFilter, type CodePlace, type PlaceFilter } from '../profile/places.js';
import { annotated, AnnotatedLineSchema } from './annotated.js';
import { functionSpots, lineSpots, METRICS, percentOf, type Spot, SpotSchema } from './spots.js';
import { summary, SummarySchema } from './summary.js';

export const ReducedFileSchema = z.object({
  file: z.string(),
  cpuPercent: z.number().min(0),
  functions: z.array(SpotSchema),
  lines: z.array(AnnotatedLineSchema),
});
export type ReducedFile = z.infer<typeof ReducedFileSchema>;

export const ReducedProfileSchema = z.object({
  minPercent: z.number(),
  summary: SummarySchema,
  files: z.array(ReducedFileSchema).describe('Largest CPU share first; only files with a significant line'),
  omitted: z.object({
    files: z.int().min(0),
    functions: z.int().min(0),
    lines: z.int().min(0).describe('Lines with some activity'),
  }),
});
export type ReducedProfile = z.infer<typeof ReducedProfileSchema>;

export interface ReducedOptions extends PlaceFilter {
  /** A line is significant from this share of CPU time, memory, GPU work or copying on, in percent; 1 when missing. */
  readonly minPercent?: number;
}

/**
 * @throws InputError for a pattern that is no glob
 */
export function reducedProfile(profile: Profile, options: ReducedOptions = {}): ReducedProfile {
  const { minPercent = 1 } = options;
  const wanted = placeFilter(options);
  const significant = (spot: Spot): boolean =>
    wanted(spot) && METRICS.some((metric) => percentOf(spot, metric) >= minPercent);
  const lines = lineSpots(profile);
  const functions = functionSpots(profile);
  const keptLines = byFile(lines.filter(significant));
  const keptFunctions = byFile(functions.filter(significant));
  const files = profile.files
    .map((file) => reducedFile(file, keptFunctions.get(file.path) ?? [], keptLines.get(file.path) ?? [], wanted))
    .filter((file) => file.lines.length + file.functions.length > 0)
    .sort((a, b) => b.cpuPercent - a.cpuPercent);
  return {
    minPercent,
    summary: summary(profile),
    files,
    omitted: {
      files: profile.files.length - files.length,
      functions: functions.length - files.reduce((count, file) => count + file.functions.length, 0),
      lines: lines.length - [...keptLines.values()].reduce((count, kept) => count + kept.length, 0),
    },
  };
}

/** Leaks are significant however small their line is. */
function reducedFile(
  file: ProfileFile,
  functions: Spot[],
  lines: readonly Spot[],
  wanted: (place: CodePlace) => boolean,
): ReducedFile {
  const spots = new Map(lines.map((spot) => [spot.line, spot]));
  const leaking = file.leaks
    .map(({ line }) => line)
    .filter((line) => wanted({ file: file.path, function: functionAt(file.functions, line)?.name ?? MODULE_LEVEL }));
  const numbers = [...new Set([...spots.keys(), ...leaking])].sort((a, b) => a - b);
  return {
    file: file.path,
    cpuPercent: file.cpuPercent,
    functions,
    lines: numbers.map((line) => annotated(file, line, spots.get(line))),
  };
}

function byFile(spots: readonly Spot[]): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const spot of spots) {
    const known = found.get(spot.file);
    if (known === undefined) found.set(spot.file, [spot]);
    else known.push(spot);
  }
  return found;
}
