/**
 * One tree of calls for both sides: each node carries the amounts of base and of head, so that any of them can be the width.
 * Laying it out and colouring it is left to the browser.
 */
import { cpuStacks, hasCpuStacks, hasMemoryStacks, memoryStacks, type Side, type WeighedStack } from '../stacks.js';
import type { FlameData, FlameFrame, FlameMetric, FlameSource } from './data.js';
import { rounded } from './numbers.js';
import { SAME_PLACES, type Places } from './places.js';
import type { PooledFile } from './pool.js';

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

/** CPU time from stacks where every profile has them, else from files and functions; memory from stacks alone. */
export function flamesOf(sides: FlameSides): FlameData[] {
  const all: Side = { profiles: [...(sides.base?.profiles ?? []), ...sides.head.profiles], seconds: 0 };
  const cpu = hasCpuStacks(all) ? grow('cpu-time', 'stacks', sides, cpuStacks) : fromFiles(sides);
  const memory = hasMemoryStacks(all) ? grow('allocated', 'stacks', sides, memoryStacks) : null;
  return [cpu, memory].filter((flame) => flame !== null);
}

function grow(
  metric: FlameMetric,
  source: FlameSource,
  sides: FlameSides,
  stacksOf: (side: Side) => WeighedStack[],
): FlameData | null {
  const tree = emptyTree();
  if (sides.base !== null) addStacks(tree, stacksOf(sides.base), 0, sides.places);
  addStacks(tree, stacksOf(sides.head), 1, SAME_PLACES);
  return flat(tree, metric, source);
}

function fromFiles(sides: FlameSides): FlameData | null {
  const tree = emptyTree();
  addFiles(tree, sides.baseFiles, 0, sides.places);
  addFiles(tree, sides.headFiles, 1, SAME_PLACES);
  return flat(tree, 'cpu-time', 'files');
}

function addStacks({ root, frames }: Tree, stacks: readonly WeighedStack[], at: 0 | 1, places: Places): void {
  for (const stack of stacks) {
    let node = root;
    for (const { file, function: name, line } of stack.frames) {
      const { path, name: nameAtHead } = places.functionAtHead(file, name);
      const number = frameNumber(frames, { name: nameAtHead, path, line });
      // A function that calls itself, or a comprehension of it, is one box.
      if (number !== node.frame) node = child(node, number);
    }
    node.self[at] += stack.amount;
  }
}

function addFiles({ root, frames }: Tree, files: ReadonlyMap<string, PooledFile>, at: 0 | 1, places: Places): void {
  for (const [basePath, file] of files) {
    for (const one of file.functions) {
      const { path, name } = places.functionAtHead(basePath, one.name);
      const parent = child(root, frameNumber(frames, { name: path, path, line: 1 }));
      child(parent, frameNumber(frames, { name, path, line: one.line })).self[at] += one.values[0] ?? 0;
    }
  }
}

interface Tree {
  readonly root: Node;
  readonly frames: Frames;
}

function emptyTree(): Tree {
  const frames: Frames = { list: [], index: new Map() };
  return {
    frames,
    root: { frame: frameNumber(frames, { name: 'all', path: '', line: 0 }), children: new Map(), self: [0, 0] },
  };
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

/** Null when there is nothing to draw. */
function flat({ root, frames }: Tree, metric: FlameMetric, source: FlameSource): FlameData | null {
  const totals = new Map<Node, [number, number]>();
  const whole = sumUp(root, totals);
  if (whole[0] + whole[1] === 0) return null;
  const columns: Columns = { frame: [], depth: [], base: [], head: [] };
  const lost: [number, number] = [0, 0];
  const enough = (node: Node) =>
    (totals.get(node) ?? [0, 0]).some((amount, at) => amount > (whole[at] ?? 0) * NARROWEST);
  const walk = (node: Node, depth: number) => {
    columns.frame.push(node.frame);
    columns.depth.push(depth);
    columns.base.push(rounded(node.self[0]));
    columns.head.push(rounded(node.self[1]));
    for (const next of node.children.values()) {
      if (enough(next)) walk(next, depth + 1);
      else (totals.get(next) ?? []).forEach((amount, at) => (lost[at as 0 | 1] += amount));
    }
  };
  walk(root, 0);
  const share = (lost[0] + lost[1]) / (whole[0] + whole[1]);
  return { metric, source, frames: frames.list, ...columns, leftOut: rounded(share) };
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
