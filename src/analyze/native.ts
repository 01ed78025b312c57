/**
 * Where samples end in native code, told from the stitched stacks that Scalene writes from 2.3 on.
 * Who is shown what of it is left to the views.
 */
import type { CombinedStack, NativeFrame } from '../profile/model.js';

/** What the samples of one group of stacks ended in. */
export interface NativeEnd {
  /** The native function most often seen last, with its library. */
  readonly name: string;
  /** Samples that ended in a library, whichever function it was, in percent of the group's. */
  readonly percent: number;
}

/** The interpreter, the profiler, and the system's own libraries, of which only the nearest exported name is known. */
const NOT_THE_PROGRAM = /^(?:lib)?python\d|scalene|^(?:lib(?:c|m|dl|pthread|System\w*)|ld-linux\S*|linux-vdso)\b/;

/** The native ends of stacks, by whatever `keyOf` groups them; groups that never end in a library are missing. */
export function nativeEnds(
  stacks: readonly CombinedStack[],
  keyOf: (stack: CombinedStack) => string,
): Map<string, NativeEnd> {
  const groups = new Map<string, { count: number; ends: Map<string, number> }>();
  for (const stack of stacks) {
    const key = keyOf(stack);
    const group = groups.get(key) ?? { count: 0, ends: new Map<string, number>() };
    groups.set(key, group);
    group.count += stack.count;
    const end = stack.native.findLast(isLibrary);
    if (end === undefined) continue;
    const name = `${end.symbol} (${end.module})`;
    group.ends.set(name, (group.ends.get(name) ?? 0) + stack.count);
  }
  return new Map([...groups].flatMap(([key, { count, ends }]) => endOf(count, ends).map((end) => [key, end] as const)));
}

function endOf(count: number, ends: ReadonlyMap<string, number>): NativeEnd[] {
  const [first] = [...ends].sort((a, b) => b[1] - a[1]);
  if (first === undefined || count === 0) return [];
  const inLibraries = [...ends.values()].reduce((total, value) => total + value, 0);
  return [{ name: first[0], percent: (100 * inLibraries) / count }];
}

function isLibrary({ symbol, module }: NativeFrame): boolean {
  return symbol !== '' && !NOT_THE_PROGRAM.test(module) && !/^_?Py[A-Z_]/.test(symbol);
}
