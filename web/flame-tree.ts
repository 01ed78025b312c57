/**
 * The tree of calls out of the page's flat columns, with the sums that widths and colours are made of.
 * Drawing is left to the flame view.
 */
import type { FlameData, FlameFrame } from '../src/report/html/data.js';

export interface FlameNode {
  /** Index in the columns: stable, so that a link can name it. */
  readonly id: number;
  readonly frame: FlameFrame;
  readonly depth: number;
  readonly parent: FlameNode | null;
  readonly children: FlameNode[];
  /** Self amounts. */
  readonly baseSelf: number;
  readonly headSelf: number;
  /** Inclusive amounts: with everything that was called. */
  base: number;
  head: number;
}

/** Which amounts make the width of a box. */
export type FlameMode = 'difference' | 'base' | 'head';
/** Which change makes its colour. */
export type FlameColour = 'inclusive' | 'self';

/** Nodes in the order of the columns; the first is the root. */
export function flameNodes(data: FlameData): readonly FlameNode[] {
  const nodes: FlameNode[] = [];
  const path: FlameNode[] = [];
  data.frame.forEach((frame, id) => {
    const depth = data.depth[id] ?? 0;
    const parent = depth === 0 ? null : (path[depth - 1] ?? null);
    const [baseSelf, headSelf] = [data.base[id] ?? 0, data.head[id] ?? 0];
    const place = data.frames[frame] ?? { name: '', path: '', line: 0 };
    const node = { id, frame: place, depth, parent, children: [], baseSelf, headSelf, base: baseSelf, head: headSelf };
    parent?.children.push(node);
    path[depth] = node;
    nodes.push(node);
  });
  for (const node of nodes.toReversed()) {
    if (node.parent === null) continue;
    node.parent.base += node.base;
    node.parent.head += node.head;
  }
  for (const node of nodes) node.children.sort((a, b) => Math.max(b.base, b.head) - Math.max(a.base, a.head));
  return nodes;
}

/**
 * Self width of a box. In the difference it is the larger of the two sides, so that what is gone on head and what is new there both
 * have a box.
 */
export function selfWidth({ baseSelf, headSelf }: FlameNode, mode: FlameMode): number {
  switch (mode) {
    case 'difference':
      return Math.max(baseSelf, headSelf);
    case 'base':
      return baseSelf;
    case 'head':
      return headSelf;
  }
}

export function changeOf(node: FlameNode, colour: FlameColour): number {
  switch (colour) {
    case 'inclusive':
      return node.head - node.base;
    case 'self':
      return node.headSelf - node.baseSelf;
  }
}

/** The node and all below it that have a width in the mode. */
export function visibleChildren(node: FlameNode, mode: FlameMode): FlameNode[] {
  return node.children.filter((child) => inclusiveWidth(child, mode) > 0);
}

function inclusiveWidth(node: FlameNode, mode: FlameMode): number {
  switch (mode) {
    case 'difference':
      return Math.max(node.base, node.head);
    case 'base':
      return node.base;
    case 'head':
      return node.head;
  }
}

/** From the root's first child down to the node. */
export function ancestry(node: FlameNode): FlameNode[] {
  const chain: FlameNode[] = [];
  for (let at: FlameNode | null = node; at !== null; at = at.parent) chain.unshift(at);
  return chain;
}
