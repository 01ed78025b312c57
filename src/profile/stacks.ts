/**
 * Reads the sampled call stacks in all the forms that Scalene has given them.
 * What they say about the program is left to `analyze` and `compare`.
 */
import { functionAt, MODULE_LEVEL } from './functions.js';
import type { CombinedStack, MemoryStack, NativeFrame, ProfileFile, ProfileStack, StackFrame } from './model.js';
import type { ToRepositoryPath } from './paths.js';
import { amount, lineNumber, list, place, record, refuse, text, type Json, type Place } from './read.js';

/** `/repo/a.py Loader.load.<locals>.<listcomp>:44;`. The path may hold spaces, names cannot. */
const FRAME = /^(.*) (\S+):(\d+|None);?$/s;

/** Turns what a stack says of a frame into the profile's own words; equal frames become one object. */
export type FrameReader = (path: string, name: string, line: number) => StackFrame;

export function frameReader(files: readonly ProfileFile[], toPath: ToRepositoryPath): FrameReader {
  const known = new Map(files.map((file) => [file.path, file]));
  const frames = new Map<string, StackFrame>();
  return (path, name, line) => {
    const key = `${path}\0${name}\0${String(line)}`;
    const before = frames.get(key);
    if (before !== undefined) return before;
    const file = toPath(path);
    const frame = { file, function: functionName(known.get(file), name, line), line };
    frames.set(key, frame);
    return frame;
  };
}

/** `a.<locals>.<listcomp>` is a frame of its own to Python before 3.12, but no function to the reader of the source. */
function functionName(file: ProfileFile | undefined, name: string, line: number): string {
  if (file !== undefined && line >= 1 && line <= file.sources.length) {
    return functionAt(file.functions, line)?.name ?? MODULE_LEVEL;
  }
  return name.replaceAll('.<locals>', '');
}

/** The stacks of Python frames, with their samples. */
export function readStacks(value: unknown, elapsedSec: number, frame: FrameReader): ProfileStack[] {
  const where = place(null, 'stacks');
  return entriesOf(value, where).map(({ first, second, here }) => {
    const frames = list(first, place(here, 0)).map((entry, index) =>
      readFrame(entry, frame, place(place(here, 0), index)),
    );
    const counts = Array.isArray(second) ? listed(second) : record(second, place(here, 1));
    const at = place(here, 1);
    return {
      frames,
      count: amount(counts['count'], at, 'count'),
      pythonSec: elapsedSec * amount(counts['python_time'], at, 'python_time'),
      nativeSec: elapsedSec * amount(counts['c_time'], at, 'c_time'),
    };
  });
}

/** Up to 1.5.49 the numbers are a list. */
function listed(counts: readonly unknown[]): Json {
  return { count: counts[0], python_time: counts[1], c_time: counts[2] };
}

function readFrame(value: unknown, frame: FrameReader, where: Place): StackFrame {
  if (Array.isArray(value)) {
    const [path, name, line] = value as readonly unknown[];
    return frame(text(path, where, 0), text(name, where, 1), lineOf(line, where, 2));
  }
  const match = typeof value === 'string' ? FRAME.exec(value) : null;
  if (match === null) return refuse(where, value, 'a text such as `file.py function:12;`');
  return frame(match[1] ?? '', match[2] ?? '', match[3] === 'None' ? 0 : lineOf(Number(match[3]), where, 'line'));
}

/** Between two lines Python has no line number: Scalene writes nothing, and it counts as 0. */
function lineOf(value: unknown, where: Place, key: string | number): number {
  return value === null || value === undefined || value === 0 ? 0 : lineNumber(value, where, key);
}

/** The stacks that go on into native code. Stacks without a Python frame (threads of a library) are left out. */
export function readCombinedStacks(value: unknown, frame: FrameReader): CombinedStack[] {
  const where = place(null, 'combined_stacks');
  return entriesOf(value, where)
    .map(({ first, second, here }) => {
      const { frames, native } = readMixedFrames(list(first, place(here, 0)), frame, place(here, 0));
      return { frames, native, count: amount(second, here, 1) };
    })
    .filter(({ frames }) => frames.length > 0);
}

/** The stacks below which memory was allocated. */
export function readMemoryStacks(value: unknown, frame: FrameReader): MemoryStack[] {
  const where = place(null, 'memory_stacks');
  return entriesOf(value, where)
    .map(({ first, second, here }) => {
      const { frames } = readMixedFrames(list(first, place(here, 0)), frame, place(here, 0));
      return { frames, mb: amount(second, here, 1) };
    })
    .filter(({ frames }) => frames.length > 0);
}

interface Entry {
  readonly first: unknown;
  readonly second: unknown;
  readonly here: Place;
}

/** Every list of stacks is one of pairs: the frames, and what was counted there. */
function entriesOf(value: unknown, where: Place): Entry[] {
  if (value === undefined) return [];
  return list(value, where).map((entry, index) => {
    const here = place(where, index);
    const [first, second] = list(entry, here);
    return { first, second, here };
  });
}

function readMixedFrames(
  entries: readonly unknown[],
  frame: FrameReader,
  where: Place,
): { frames: StackFrame[]; native: NativeFrame[] } {
  const frames: StackFrame[] = [];
  const native: NativeFrame[] = [];
  entries.forEach((value, index) => {
    const here = place(where, index);
    const entry = record(value, here);
    const path = text(entry['filename_or_module'], here, 'filename_or_module');
    const name = text(entry['display_name'], here, 'display_name');
    if (entry['kind'] === 'py') frames.push(frame(path, name, lineOf(entry['line'], here, 'line')));
    else if (name !== '' || path !== '') native.push({ symbol: name, module: path.slice(path.lastIndexOf('/') + 1) });
  });
  return { frames, native };
}
