/**
 * One tree of calls for both sides: each node carries the seconds of base and of head, so that any of them can be the width.
 * Laying it out and colouring it is left to the browser.
 */
import type { Profile } from '../../profile/model.js';
import type { FlameData, FlameFrame } from './data.js';
import { rounded } from './numbers.js';
import { SAME_PLACES, type Places } from './places.js';
import type { PooledFile, Side } from './pool.js';

/** Nodes narrower than this share of both sides are left out: a fifth of a pixel on a wide screen. */
const NARROWEST = 1 / 8000;

interface Node {
  readonly frame: number;
  readonly children: Map<number, Node>;
  readonly self: [number, number];
}

/** Frames seen so far, each with its number. */
interface Frames {
  readonly list: FlameFrame[];
  readonly index: Map<string, number>;
}

export interface FlameSides {
  readonly base: Side | null;
  readonly head: Side;
  readonly places: Places;
  readonly baseFiles: ReadonlyMap<string, PooledFile>;
  readonly headFiles: ReadonlyMap<string, PooledFile>;
}

/** From stacks where every profile has them, else from files and functions; null when there is nothing to draw. */
export function flameOf(sides: FlameSides): FlameData | null {
  const frames: Frames = { list: [], index: new Map() };
  const root: Node = {
    frame: frameNumber(frames, { name: 'all', path: '', line: 0 }),
    children: new Map(),
    self: [0, 0],
  };
  const all = [...(sides.base?.profiles ?? []), ...sides.head.profiles];
  const withStacks = all.length > 0 && all.every(({ stacks }) => stacks.length > 0);
  if (withStacks) {
    if (sides.base !== null) addStacks(root, frames, sides.base, 0, sides.places);
    addStacks(root, frames, sides.head, 1, SAME_PLACES);
  } else {
    addFiles(root, frames, sides.baseFiles, 0, sides.places);
    addFiles(root, frames, sides.headFiles, 1, SAME_PLACES);
  }
  return flat(root, frames.list, withStacks ? 'stacks' : 'files');
}

function addStacks(root: Node, frames: Frames, side: Side, at: 0 | 1, places: Places): void {
  const total = side.profiles.reduce((sum, profile) => sum + stackWeight(profile), 0);
  for (const profile of side.profiles) {
    const weigh = weigher(profile);
    for (const stack of profile.stacks) {
      let node = root;
      for (const { file, function: qualified, line } of stack.frames) {
        const name = plainName(qualified);
        const { path, name: nameAtHead } = places.functionAtHead(file, name);
        node = child(node, frameNumber(frames, { name: nameAtHead, path, line }));
      }
      node.self[at] += total === 0 ? 0 : (weigh(stack) / total) * side.seconds;
    }
  }
}

type Stack = Profile['stacks'][number];

/** Samples where the version counts them, else the seconds that it wrote. */
function weigher(profile: Profile): (stack: Stack) => number {
  return profile.samples === null ? ({ pythonSec, nativeSec }) => pythonSec + nativeSec : ({ count }) => count;
}

function stackWeight(profile: Profile): number {
  const weigh = weigher(profile);
  return profile.stacks.reduce((sum, stack) => sum + weigh(stack), 0);
}

/** Names as functions have them elsewhere: without the `<locals>` of nested ones. */
function plainName(name: string): string {
  return name.replaceAll('.<locals>', '');
}

function addFiles(root: Node, frames: Frames, files: ReadonlyMap<string, PooledFile>, at: 0 | 1, places: Places): void {
  for (const [basePath, file] of files) {
    for (const one of file.functions) {
      const { path, name } = places.functionAtHead(basePath, one.name);
      const parent = child(root, frameNumber(frames, { name: path, path, line: 1 }));
      child(parent, frameNumber(frames, { name, path, line: one.line })).self[at] += one.values[0] ?? 0;
    }
  }
}

/** The first line seen of a function is the one it keeps. */
function frameNumber({ list, index }: Frames, frame: FlameFrame): number {
  const key = `${frame.path}\0${frame.name}`;
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, list.length);
  return list.push(frame) - 1;
}

function child(node: Node, frame: number): Node {
  const known = node.children.get(frame);
  if (known !== undefined) return known;
  const fresh: Node = { frame, children: new Map(), self: [0, 0] };
  node.children.set(frame, fresh);
  return fresh;
}

interface Columns {
  readonly frame: number[];
  readonly depth: number[];
  readonly base: number[];
  readonly head: number[];
}

function flat(root: Node, frames: readonly FlameFrame[], source: FlameData['source']): FlameData | null {
  const totals = new Map<Node, [number, number]>();
  const whole = sumUp(root, totals);
  if (whole[0] + whole[1] === 0) return null;
  const columns: Columns = { frame: [], depth: [], base: [], head: [] };
  const lost: [number, number] = [0, 0];
  const enough = (node: Node) =>
    (totals.get(node) ?? [0, 0]).some((seconds, at) => seconds > (whole[at] ?? 0) * NARROWEST);
  const walk = (node: Node, depth: number) => {
    columns.frame.push(node.frame);
    columns.depth.push(depth);
    columns.base.push(rounded(node.self[0]));
    columns.head.push(rounded(node.self[1]));
    for (const next of node.children.values()) {
      if (enough(next)) walk(next, depth + 1);
      else (totals.get(next) ?? []).forEach((seconds, at) => (lost[at as 0 | 1] += seconds));
    }
  };
  walk(root, 0);
  const share = (lost[0] + lost[1]) / (whole[0] + whole[1]);
  return { source, frames, ...columns, leftOut: rounded(share) };
}

function sumUp(node: Node, totals: Map<Node, [number, number]>): [number, number] {
  const sum: [number, number] = [...node.self];
  for (const next of node.children.values()) {
    const [base, head] = sumUp(next, totals);
    sum[0] += base;
    sum[1] += head;
  }
  totals.set(node, sum);
  return sum;
}
