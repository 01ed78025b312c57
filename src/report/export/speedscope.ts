/**
 * Sampled stacks in the file format of speedscope (https://www.speedscope.app), which several viewers read.
 * Which sides there are is left to `sides.ts`, writing the file to the edges.
 *
 * Format: https://github.com/jlfwong/speedscope/wiki/Importing-from-custom-sources
 */
import { VERSION } from '../../model/version.js';
import { cpuStacks, hasCpuStacks, hasMemoryStacks, lineStacks, memoryStacks, type WeighedStack } from '../stacks.js';
import type { NamedSide } from './sides.js';

const SCHEMA = 'https://www.speedscope.app/file-format-schema.json';
const BYTES_PER_MIB = 2 ** 20;

interface Frame {
  readonly name: string;
  readonly file: string;
  /** Missing where the profile does not say: the format counts lines from 1. */
  readonly line?: number;
}

interface SampledProfile {
  readonly type: 'sampled';
  readonly name: string;
  readonly unit: 'seconds' | 'bytes';
  readonly startValue: 0;
  readonly endValue: number;
  /** Indices of frames, outermost first. */
  readonly samples: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/** One file with a profile of CPU time, and one of allocated memory where stacks tell, for each side; JSON text. */
export function exportSpeedscope(sides: readonly NamedSide[]): string {
  const frames: Frame[] = [];
  const index = new Map<string, number>();
  const numberOf = (frame: Frame): number => {
    const key = `${frame.file}\0${frame.name}\0${frame.line ?? 0}`;
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, frames.length);
    return frames.push(frame) - 1;
  };
  const profiles = sides.flatMap((side) => profilesOf(side, numberOf));
  const name = sides.map((side) => side.name).join(' and ');
  return JSON.stringify({
    $schema: SCHEMA,
    exporter: `scalene-mcp-action@${VERSION}`,
    name,
    activeProfileIndex: Math.max(0, profiles.length - 1 - (hasMemory(sides.at(-1)) ? 1 : 0)),
    shared: { frames },
    profiles,
  });
}

function hasMemory(side: NamedSide | undefined): boolean {
  return side !== undefined && hasMemoryStacks(side);
}

function profilesOf(side: NamedSide, numberOf: (frame: Frame) => number): SampledProfile[] {
  const cpu = hasCpuStacks(side) ? cpuStacks(side) : lineStacks(side);
  const profiles = [sampled(`${side.name}: CPU time`, 'seconds', cpu, 1, numberOf)];
  if (hasMemoryStacks(side)) {
    profiles.push(sampled(`${side.name}: allocated memory`, 'bytes', memoryStacks(side), BYTES_PER_MIB, numberOf));
  }
  return profiles;
}

function sampled(
  name: string,
  unit: SampledProfile['unit'],
  stacks: readonly WeighedStack[],
  factor: number,
  numberOf: (frame: Frame) => number,
): SampledProfile {
  const weights = stacks.map(({ amount }) => amount * factor);
  const samples = stacks.map(({ frames }) =>
    frames.map(({ function: called, file, line }) => numberOf({ name: called, file, ...(line >= 1 ? { line } : {}) })),
  );
  return {
    type: 'sampled',
    name,
    unit,
    startValue: 0,
    endValue: weights.reduce((sum, weight) => sum + weight, 0),
    samples,
    weights,
  };
}
