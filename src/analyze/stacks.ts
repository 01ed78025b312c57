/**
 * The call paths on which the program spent its time.
 * What single functions cost is left to `functions.ts`.
 */
import * as z from 'zod';
import type { Profile, StackFrame } from '../profile/model.js';
import { placeFilter, type PlaceFilter } from '../profile/places.js';
import { StackFrameSchema } from '../profile/schema.js';
import { nativeEnds } from './native.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import { share, sumOf } from './spots.js';

export const CallPathSchema = z.object({
  frames: z.array(StackFrameSchema).describe('Outermost first; lines are those of the most frequent stack'),
  percent: z.number().min(0).describe('Share of all samples'),
  sec: z.number().min(0).describe('Share × elapsed time: wall seconds, profiler overhead included'),
  pythonSec: z.number().min(0),
  nativeSec: z.number().min(0).describe('Native code and waiting'),
  count: z.number().min(0).describe('Samples'),
  native: z.string().describe('The native function most often seen at its end').exactOptional(),
});
export type CallPath = z.infer<typeof CallPathSchema>;

export const StacksSchema = z.object({
  unavailable: z.string().describe('Why the profile cannot tell').exactOptional(),
  ...pageShape(CallPathSchema),
});
export type Stacks = z.infer<typeof StacksSchema>;

export interface StacksOptions extends PageRequest, PlaceFilter {
  /** Least share of all samples, in percent; 1 when missing. */
  readonly minPercent?: number;
}

const NO_STACKS = 'The profile has no stacks: profile again with `--stacks`.';

/**
 * Stacks that go through the same functions are one path. A filter keeps the paths that go through a chosen place.
 *
 * @throws InputError for a page or a pattern that makes no sense
 */
export function stacks(profile: Profile, options: StacksOptions = {}): Stacks {
  const { minPercent = 1 } = options;
  const wanted = placeFilter(options);
  const paths = callPaths(profile).filter(({ frames, percent }) => percent >= minPercent && frames.some(wanted));
  const { items, ...page } = pageOf(paths, options);
  return { ...(profile.stacks.length === 0 && { unavailable: NO_STACKS }), items: [...items], ...page };
}

interface Path {
  frames: readonly StackFrame[];
  /** Samples of the stack whose lines are shown. */
  largest: number;
  count: number;
  pythonSec: number;
  nativeSec: number;
}

function callPaths({ stacks: all, combinedStacks = [] }: Profile): CallPath[] {
  const paths = new Map<string, Path>();
  for (const { frames, count, pythonSec, nativeSec } of all) {
    const key = keyOf(frames);
    const path = paths.get(key) ?? { frames, largest: count, count: 0, pythonSec: 0, nativeSec: 0 };
    if (count > path.largest) Object.assign(path, { frames, largest: count });
    path.count += count;
    path.pythonSec += pythonSec;
    path.nativeSec += nativeSec;
    paths.set(key, path);
  }
  const whole = sumOf([...paths.values()], ({ pythonSec, nativeSec }) => pythonSec + nativeSec);
  const natives = nativeEnds(combinedStacks, ({ frames }) => keyOf(frames));
  return [...paths]
    .map(([key, { frames, count, pythonSec, nativeSec }]) => {
      const sec = pythonSec + nativeSec;
      const native = natives.get(key)?.name;
      return {
        frames: collapsed(frames),
        percent: share(sec, whole),
        sec,
        pythonSec,
        nativeSec,
        count,
        ...(native !== undefined && { native }),
      };
    })
    .sort((a, b) => b.sec - a.sec || b.count - a.count);
}

/** One path per chain of functions: a comprehension is a frame of its own, but the same function. */
function keyOf(frames: readonly StackFrame[]): string {
  return collapsed(frames)
    .map(({ file, function: name }) => `${file}\0${name}`)
    .join('\n');
}

/** Without frames that repeat the one before: comprehensions, and functions that call themselves. */
function collapsed(frames: readonly StackFrame[]): StackFrame[] {
  return frames.filter((frame, index) => {
    const next = frames[index + 1];
    return next === undefined || next.file !== frame.file || next.function !== frame.function;
  });
}
