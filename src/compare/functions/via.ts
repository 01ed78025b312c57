/**
 * How a function that nobody touched hangs together with one that was: as its caller or callee in the sampled stacks.
 */
import type { Profile, ProfileStack } from '../../profile/model.js';
import { once, type SideFunction } from './inventory.js';

/** Finds, for a function of head, a touched function that calls it or is called by it. */
export type FindVia = (entry: SideFunction) => string | undefined;

interface Frame {
  readonly file: string;
  readonly line: number;
}

/**
 * Prepares the look-up. A touched function counts the more samples it shares with the other one; callers at any distance
 * count, callees too.
 */
export function findVia(profiles: readonly Profile[], touched: () => readonly SideFunction[]): FindVia {
  const stacks = once(() => profiles.flatMap((profile) => profile.stacks));
  const touchedByFile = once(() => byFile(touched()));
  return (entry) => {
    if (touchedByFile().size === 0) return undefined;
    const shared = new Map<string, number>();
    for (const stack of stacks()) {
      if (!stack.frames.some((frame) => isIn(frame, entry))) continue;
      for (const name of touchedIn(stack, touchedByFile(), entry)) {
        shared.set(name, (shared.get(name) ?? 0) + Math.max(1, stack.count));
      }
    }
    return [...shared].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  };
}

function touchedIn(
  stack: ProfileStack,
  touched: ReadonlyMap<string, readonly SideFunction[]>,
  except: SideFunction,
): Set<string> {
  const names = new Set<string>();
  for (const frame of stack.frames) {
    for (const candidate of touched.get(frame.file) ?? []) {
      if (candidate.key !== except.key && isIn(frame, candidate)) names.add(candidate.name);
    }
  }
  return names;
}

function isIn({ file, line }: Frame, entry: SideFunction): boolean {
  return file === entry.file && line >= entry.line && line <= entry.endLine;
}

function byFile(functions: readonly SideFunction[]): Map<string, SideFunction[]> {
  const found = new Map<string, SideFunction[]>();
  for (const entry of functions) found.set(entry.file, [...(found.get(entry.file) ?? []), entry]);
  return found;
}
