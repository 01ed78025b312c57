/**
 * Memory that Scalene suspects to leak: how fast, how sure, and what that rests on.
 * Whether a leak is new is left to `compare`.
 */
import * as z from 'zod';
import { functionAt, MODULE_LEVEL } from '../profile/functions.js';
import type { Profile, ProfileFile, ProfileLeak } from '../profile/model.js';
import { placeFilter, type PlaceFilter } from '../profile/places.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import { share, whyUnavailable } from './spots.js';

export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const LeakSchema = z.object({
  file: z.string(),
  function: z.string(),
  line: z.int().min(1),
  source: z.string(),
  likelihood: z.number().min(0).max(1).describe("Scalene's estimate"),
  velocityMbPerSec: z.number().min(0).describe('Average allocation ÷ run time; not a true rate'),
  allocatedMb: z.number().min(0),
  confidence: z.enum(CONFIDENCES),
  why: z.array(z.string()).describe('What the confidence rests on, one sentence each'),
});
export type Leak = z.infer<typeof LeakSchema>;

export const LeaksSchema = z.object({
  unavailable: z.string().describe('Why the profile cannot tell').exactOptional(),
  ...pageShape(LeakSchema),
});
export type Leaks = z.infer<typeof LeaksSchema>;

export interface LeaksOptions extends PageRequest, PlaceFilter {
  /** `low` (all) when missing. */
  readonly minConfidence?: Confidence;
}

/**
 * Likeliest first.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
export function leaks(profile: Profile, options: LeaksOptions = {}): Leaks {
  const { minConfidence = 'low' } = options;
  const unavailable = whyUnavailable(profile, 'memory');
  const wanted = placeFilter(options);
  const found = leaksOf(profile)
    .filter((leak) => wanted(leak) && rank(leak.confidence) >= rank(minConfidence))
    .sort(
      (a, b) => rank(b.confidence) - rank(a.confidence) || b.velocityMbPerSec - a.velocityMbPerSec || a.line - b.line,
    );
  const { items, ...page } = pageOf(found, options);
  return { ...(unavailable !== undefined && { unavailable }), items: [...items], ...page };
}

/** All leaks of a profile, judged. */
export function leaksOf(profile: Profile): Leak[] {
  const kept = keptAtEnd(profile);
  return profile.files.flatMap((file) => file.leaks.map((leak) => judged(profile, file, leak, kept)));
}

function judged(
  profile: Profile,
  file: ProfileFile,
  { line, likelihood, velocityMbPerSec }: ProfileLeak,
  kept: number | null,
): Leak {
  const allocatedMb = file.lines.find((candidate) => candidate.line === line)?.allocatedMb ?? 0;
  const grounds = groundsFor({ likelihood, kept, portion: share(allocatedMb, profile.allocatedMb) });
  const points = grounds.reduce((total, { point }) => total + point, 0);
  return {
    file: file.path,
    function: functionAt(file.functions, line)?.name ?? MODULE_LEVEL,
    line,
    source: file.sources[line - 1] ?? '',
    likelihood,
    velocityMbPerSec,
    allocatedMb,
    confidence: CONFIDENCES[points] ?? 'high',
    why: grounds.map(({ sentence }) => sentence),
  };
}

interface Ground {
  readonly point: 0 | 1;
  readonly sentence: string;
}

/** Scalene reports from 18 unmatched allocations on; three times as many leave little to chance. */
const MANY_UNMATCHED = 54;

/** Memory that is still held when the program ends, in percent of the largest footprint: below, most was given back. */
const MOST_KEPT = 80;

/** A line that makes less than this share of all allocation is seldom what fills the memory. */
const RELEVANT_PERCENT = 10;

/** Two of these make high confidence, one medium, none low: the likelihood alone only counts samples. */
function groundsFor({
  likelihood,
  kept,
  portion,
}: {
  likelihood: number;
  kept: number | null;
  portion: number;
}): Ground[] {
  const unmatched = unmatchedAllocations(likelihood);
  const about = Number.isFinite(unmatched) ? `about ${String(unmatched)}` : 'only';
  const grounds: Ground[] = [
    {
      point: unmatched >= MANY_UNMATCHED ? 1 : 0,
      sentence: `Scalene sampled ${about} allocations here that nothing gave back (likelihood ${(100 * likelihood).toFixed(0)} %).`,
    },
    {
      point: portion >= RELEVANT_PERCENT ? 1 : 0,
      sentence: `The line makes ${portion.toFixed(0)} % of all allocation.`,
    },
  ];
  if (kept === null) return grounds;
  return [
    ...grounds,
    {
      point: kept >= MOST_KEPT ? 1 : 0,
      sentence: `When the program ended, ${kept.toFixed(0)} % of its largest footprint was still held.`,
    },
  ];
}

/** Scalene's likelihood is 1 − (frees + 1) / (allocations − frees + 2); this is the number of allocations without frees. */
function unmatchedAllocations(likelihood: number): number {
  return likelihood >= 1 ? Infinity : Math.max(0, Math.round(1 / (1 - likelihood) - 2));
}

/** What was still held at the last sample, in percent of the largest footprint; null without a time line. */
function keptAtEnd({ memoryOverTime }: Profile): number | null {
  const last = memoryOverTime.at(-1);
  if (last === undefined) return null;
  return share(
    last.mb,
    memoryOverTime.reduce((largest, { mb }) => Math.max(largest, mb), 0),
  );
}

function rank(confidence: Confidence): number {
  return CONFIDENCES.indexOf(confidence);
}
