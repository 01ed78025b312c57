/**
 * The call stacks of one side, pooled over its profiles: each with the seconds or mebibytes that it stands for.
 * Merging them into a tree is left to `html/flame.ts`, writing them for other viewers to `export`.
 */
import { functionAt, MODULE_LEVEL } from '../profile/functions.js';
import type { Profile, StackFrame } from '../profile/model.js';

/** One side's profiles, and the seconds that a share of 100 % stands for. */
export interface Side {
  readonly profiles: readonly Profile[];
  readonly seconds: number;
}

/** A stack, outermost frame first, with its part of the side. */
export interface WeighedStack {
  readonly frames: readonly StackFrame[];
  /** Seconds, or MiB. */
  readonly amount: number;
  /** Samples or allocation events that it rests on; 0 where the profiles do not count them. */
  readonly count: number;
}

/** Whether every profile of the side has CPU stacks: else shares of those that have would pass for shares of all. */
export function hasCpuStacks({ profiles }: Side): boolean {
  return profiles.length > 0 && profiles.every(({ stacks }) => stacks.length > 0);
}

export function hasMemoryStacks({ profiles }: Side): boolean {
  return profiles.length > 0 && profiles.every(({ memoryStacks = [] }) => memoryStacks.length > 0);
}

/** Seconds of each stack: its share of the side's samples, or of the seconds that the profiles wrote where samples are not counted. */
export function cpuStacks({ profiles, seconds }: Side): WeighedStack[] {
  const weighed = profiles.flatMap((profile) => {
    const counted = profile.samples !== null;
    return profile.stacks.map(({ frames, count, pythonSec, nativeSec }) => ({
      frames,
      amount: counted ? count : pythonSec + nativeSec,
      count: counted ? count : 0,
    }));
  });
  const total = weighed.reduce((sum, { amount }) => sum + amount, 0);
  return weighed.map((stack) => ({ ...stack, amount: total === 0 ? 0 : (stack.amount / total) * seconds }));
}

/** Memory of each stack, as a mean over the runs. */
export function memoryStacks({ profiles }: Side): WeighedStack[] {
  return profiles.flatMap(({ memoryStacks: stacks = [] }) =>
    stacks.map(({ frames, mb }) => ({ frames, amount: mb / profiles.length, count: 0 })),
  );
}

/** For profiles without stacks: each busy line as a stack of one frame. */
export function lineStacks({ profiles, seconds }: Side): WeighedStack[] {
  const perPercent = seconds / 100 / Math.max(1, profiles.length);
  return profiles.flatMap(({ files }) =>
    files.flatMap((file) =>
      file.lines.flatMap((line) => {
        const percent = line.cpuPythonPercent + line.cpuNativePercent + line.cpuSystemPercent;
        if (percent === 0) return [];
        const frame = {
          file: file.path,
          function: functionAt(file.functions, line.line)?.name ?? MODULE_LEVEL,
          line: line.line,
        };
        return [{ frames: [frame], amount: percent * perPercent, count: 0 }];
      }),
    ),
  );
}
