/**
 * Several profiles of one side as one: averages, weighted by samples where they are shares of time.
 * Whether two sides differ is left to `compare`, which looks at single profiles, not at pooled ones.
 */
import { InputError } from '../model/errors.js';
import { MODULE_LEVEL } from '../profile/functions.js';
import type {
  CombinedStack,
  MemoryStack,
  Profile,
  ProfileFile,
  ProfileLeak,
  ProfileLine,
  ProfileStack,
  StackFrame,
} from '../profile/model.js';
import { sumFunctions } from '../profile/sums.js';
import { cpuPercentOf, sumOf } from './spots.js';

/**
 * Pools profiles of the same program and source.
 *
 * @throws InputError for none, and for profiles of different programs, sources or formats
 */
export function poolProfiles(profiles: readonly Profile[]): Profile {
  const [first, ...others] = profiles;
  if (first === undefined) throw new InputError('There is no profile to pool: name at least one.');
  if (others.length === 0) return first;
  for (const other of others) requireAlike(first, other);
  const memory = profiles.filter(({ hasMemory }) => hasMemory);
  const files = pooledFiles(profiles);
  const typical = [...memory].sort((a, b) => a.maxFootprintMb - b.maxFootprintMb)[Math.floor(memory.length / 2)];
  const growth = memory.flatMap(({ growthPercent }) => (growthPercent === undefined ? [] : [growthPercent]));
  return {
    format: first.format,
    elapsedSec: meanOf(profiles, ({ elapsedSec }) => elapsedSec),
    maxFootprintMb: meanOf(memory, ({ maxFootprintMb }) => maxFootprintMb),
    hasMemory: memory.length > 0,
    hasGpu: profiles.some(({ hasGpu }) => hasGpu),
    gpuDevice: profiles.find(({ hasGpu }) => hasGpu)?.gpuDevice ?? first.gpuDevice,
    allocatedMb: meanOf(memory, ({ allocatedMb }) => allocatedMb),
    samples: profiles.every(({ samples }) => samples !== null) ? sumOf(profiles, ({ samples }) => samples ?? 0) : null,
    program: first.program,
    args: first.args,
    decorated: first.decorated,
    files,
    stacks: pooledStacks(profiles),
    memoryOverTime: typical?.memoryOverTime ?? [],
    ...(first.combinedStacks !== undefined && { combinedStacks: pooledCombinedStacks(profiles) }),
    ...(first.memoryStacks !== undefined && { memoryStacks: pooledMemoryStacks(memory) }),
    ...(growth.length > 0 && { growthPercent: meanOf(growth, (value) => value) }),
    pooledFrom: sumOf(profiles, ({ pooledFrom = 1 }) => pooledFrom),
  };
}

function requireAlike(first: Profile, other: Profile): void {
  const difference =
    first.format !== other.format
      ? `they were written by different versions of Scalene (formats ${first.format} and ${other.format})`
      : first.program !== other.program
        ? `they are of different programs (${String(first.program)} and ${String(other.program)})`
        : first.decorated !== other.decorated
          ? 'only some of them were narrowed with @profile'
          : null;
  if (difference === null) return;
  throw new InputError(
    `The profiles cannot be pooled, because ${difference}: pool only runs of one commit, made alike.`,
  );
}

/** A profile with its part in the average of shares. The parts add up to 1. */
interface Weighted {
  readonly profile: Profile;
  readonly weight: number;
}

/** By samples; equally where a profile does not tell them. */
function weighted(profiles: readonly Profile[]): Weighted[] {
  const known = profiles.every(({ samples }) => samples !== null && samples > 0);
  const whole = known ? sumOf(profiles, ({ samples }) => samples ?? 0) : profiles.length;
  return profiles.map((profile) => ({ profile, weight: (known ? (profile.samples ?? 0) : 1) / whole }));
}

function pooledFiles(profiles: readonly Profile[]): ProfileFile[] {
  const entries = weighted(profiles);
  const paths = new Set(profiles.flatMap(({ files }) => files.map(({ path }) => path)));
  return [...paths].map((path) => pooledFile(path, entries)).sort((a, b) => b.cpuPercent - a.cpuPercent);
}

/** One profile's view of a file. */
interface Part {
  readonly file: ProfileFile;
  readonly weight: number;
  /** Part in the average of memory; 0 where memory was not profiled. */
  readonly memory: number;
  readonly gpu: number;
}

/** A profile without the file counts as none of its activity: Scalene leaves small files out. */
function pooledFile(path: string, entries: readonly Weighted[]): ProfileFile {
  const memories = entries.filter(({ profile }) => profile.hasMemory).length;
  const gpus = entries.filter(({ profile }) => profile.hasGpu).length;
  const parts = entries.flatMap(({ profile, weight }): Part[] => {
    const file = profile.files.find((candidate) => candidate.path === path);
    if (file === undefined) return [];
    return [{ file, weight, memory: profile.hasMemory ? 1 / memories : 0, gpu: profile.hasGpu ? 1 / gpus : 0 }];
  });
  const model = parts[0]?.file;
  const sources = model?.sources ?? [];
  requireSameSource(path, parts, sources);
  const lines = pooledLines(parts);
  const spans = (model?.functions ?? []).filter(({ name }) => name !== MODULE_LEVEL);
  return {
    path,
    cpuPercent: sumOf(parts, ({ file, weight }) => weight * file.cpuPercent),
    lines,
    functions: sumFunctions(lines, spans, sources.length),
    leaks: pooledLeaks(parts, memories),
    sources,
    imports: model?.imports ?? [],
  };
}

function requireSameSource(path: string, parts: readonly Part[], sources: readonly string[]): void {
  const same = parts.every(
    ({ file }) => file.sources.length === sources.length && file.sources.every((text, i) => text === sources[i]),
  );
  if (same) return;
  throw new InputError(
    `The profiles cannot be pooled, because the source of \`${path}\` differs between them: pool only runs of one commit.`,
  );
}

interface LineSum {
  readonly line: Mutable<ProfileLine>;
  /** MiB allocated by Python. */
  byPython: number;
  /** GPU utilisation × share of samples, and those shares, over the profiles with a GPU. */
  busy: number;
  sampledWithGpu: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function pooledLines(parts: readonly Part[]): ProfileLine[] {
  const lines = new Map<number, LineSum>();
  for (const part of parts) {
    for (const line of part.file.lines) {
      const sum = lines.get(line.line) ?? { line: idle(line), byPython: 0, busy: 0, sampledWithGpu: 0 };
      addLine(sum, line, part);
      lines.set(line.line, sum);
    }
  }
  return [...lines.values()].map(finished).sort((a, b) => a.line - b.line);
}

function idle({ line, source }: ProfileLine): Mutable<ProfileLine> {
  return {
    line,
    source,
    cpuPythonPercent: 0,
    cpuNativePercent: 0,
    cpuSystemPercent: 0,
    gpuPercent: 0,
    gpuPeakMb: 0,
    allocatedMb: 0,
    peakMb: 0,
    averageMb: 0,
    pythonAllocationFraction: 0,
    usagePercent: 0,
    copyMbPerSec: 0,
    mallocs: 0,
    coreUtilization: 0,
  };
}

/** Shares are weighted by samples, amounts averaged; what holds only while the line runs is weighted by its share. */
function addLine(sum: LineSum, line: ProfileLine, { weight, memory, gpu }: Part): void {
  const total = sum.line;
  const sampled = weight * cpuPercentOf(line);
  total.cpuPythonPercent += weight * line.cpuPythonPercent;
  total.cpuNativePercent += weight * line.cpuNativePercent;
  total.cpuSystemPercent += weight * line.cpuSystemPercent;
  total.coreUtilization += sampled * line.coreUtilization;
  total.gpuPeakMb += gpu * line.gpuPeakMb;
  total.allocatedMb += memory * line.allocatedMb;
  total.peakMb += memory * line.peakMb;
  total.averageMb += memory * line.averageMb;
  total.usagePercent += memory * line.usagePercent;
  total.copyMbPerSec += memory * line.copyMbPerSec;
  total.mallocs += memory * line.mallocs;
  sum.byPython += memory * line.allocatedMb * line.pythonAllocationFraction;
  if (gpu === 0) return;
  sum.busy += sampled * line.gpuPercent;
  sum.sampledWithGpu += sampled;
}

function finished({ line, byPython, busy, sampledWithGpu }: LineSum): ProfileLine {
  const cpu = cpuPercentOf(line);
  return {
    ...line,
    coreUtilization: cpu > 0 ? line.coreUtilization / cpu : 0,
    gpuPercent: sampledWithGpu > 0 ? busy / sampledWithGpu : 0,
    pythonAllocationFraction: line.allocatedMb > 0 ? byPython / line.allocatedMb : 0,
  };
}

/** A leak that most of the memory profiles report. */
function pooledLeaks(parts: readonly Part[], memories: number): ProfileLeak[] {
  const found = new Map<number, ProfileLeak[]>();
  for (const leak of parts.flatMap(({ file }) => file.leaks))
    found.set(leak.line, [...(found.get(leak.line) ?? []), leak]);
  return [...found]
    .filter(([, seen]) => seen.length > memories / 2)
    .map(([line, seen]) => ({
      line,
      likelihood: meanOf(seen, ({ likelihood }) => likelihood),
      velocityMbPerSec: meanOf(seen, ({ velocityMbPerSec }) => velocityMbPerSec),
    }));
}

function pooledStacks(profiles: readonly Profile[]): ProfileStack[] {
  const sampled = profiles.filter(({ stacks }) => stacks.length > 0);
  return grouped(sampled.flatMap(({ stacks }) => stacks)).map((same) => ({
    frames: same[0]?.frames ?? [],
    count: sumOf(same, ({ count }) => count),
    pythonSec: sumOf(same, ({ pythonSec }) => pythonSec) / sampled.length,
    nativeSec: sumOf(same, ({ nativeSec }) => nativeSec) / sampled.length,
  }));
}

function pooledCombinedStacks(profiles: readonly Profile[]): CombinedStack[] {
  const all = profiles.flatMap(({ combinedStacks = [] }) => combinedStacks);
  return grouped(all, ({ native }) => native.map(({ symbol, module }) => `${symbol}\0${module}`).join('\n')).map(
    (same) => ({
      frames: same[0]?.frames ?? [],
      native: same[0]?.native ?? [],
      count: sumOf(same, ({ count }) => count),
    }),
  );
}

function pooledMemoryStacks(memory: readonly Profile[]): MemoryStack[] {
  return grouped(memory.flatMap(({ memoryStacks = [] }) => memoryStacks)).map((same) => ({
    frames: same[0]?.frames ?? [],
    mb: sumOf(same, ({ mb }) => mb) / memory.length,
  }));
}

/** Stacks with the same frames, together. */
function grouped<S extends { readonly frames: readonly StackFrame[] }>(
  stacks: readonly S[],
  more: (stack: S) => string = () => '',
): S[][] {
  const groups = new Map<string, S[]>();
  for (const stack of stacks) {
    const frames = stack.frames.map((frame) => `${frame.file}\0${frame.function}\0${String(frame.line)}`).join('\n');
    const key = `${frames}\n\n${more(stack)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [stack]);
    else group.push(stack);
  }
  return [...groups.values()];
}

/** 0 of nothing. */
function meanOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.length === 0 ? 0 : sumOf(items, value) / items.length;
}
