/**
 * One row per function of either side: what was judged, and for the rest what the profiles show.
 * Figures of judged functions are those of the Comparison; this only says which of them belong to which row.
 */
import type { Comparison, FunctionComparison } from '../../model/comparison.js';
import type { FileData, FunctionData } from './data.js';
import { FUNCTION_METRICS, type FunctionMetric } from './data.js';
import { rounded } from './numbers.js';
import type { Places } from './places.js';
import type { PooledFile, PooledFunction } from './pool.js';

/** A row while it is being put together. */
interface Draft {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly judged: number[];
  base: { readonly path: string; readonly one: PooledFunction } | null;
  head: PooledFunction | null;
  finding: FunctionComparison | null;
}

export interface FunctionSources {
  readonly base: ReadonlyMap<string, PooledFile>;
  readonly head: ReadonlyMap<string, PooledFile>;
  readonly places: Places;
  readonly files: readonly FileData[];
  readonly findings: Comparison['functions'];
}

/** Judged functions first, in the order of the Comparison, then the others, the largest CPU time first. */
export function functionRows(sources: FunctionSources): FunctionData[] {
  const drafts = new Map<string, Draft>();
  addHead(drafts, sources.head);
  addBase(drafts, sources);
  sources.findings.forEach((finding, index) => addFinding(drafts, finding, index));
  const indexOf = new Map(sources.files.map((file, index) => [file.path, index]));
  return [...drafts.values()].sort(inOrder).map((draft) => row(draft, indexOf));
}

/** Metrics that any row has a value of, or was judged by. */
export function metricsOf(rows: readonly FunctionData[], findings: Comparison['functions']): FunctionMetric[] {
  const judged = new Set<string>(findings.map(({ metric }) => metric));
  return FUNCTION_METRICS.filter((metric, index) => {
    if (judged.has(metric)) return true;
    return rows.some(({ base, head }) => (base?.[index] ?? 0) > 0 || (head?.[index] ?? 0) > 0);
  });
}

function addHead(drafts: Map<string, Draft>, files: ReadonlyMap<string, PooledFile>): void {
  for (const [path, file] of files) {
    for (const one of file.functions) {
      const draft: Draft = { name: one.name, path, line: one.line, judged: [], base: null, head: one, finding: null };
      drafts.set(freeKey(drafts, path, one), draft);
    }
  }
}

function addBase(drafts: Map<string, Draft>, { base, places }: FunctionSources): void {
  for (const [basePath, file] of base) {
    for (const one of file.functions) {
      const { path, name } = places.functionAtHead(basePath, one.name);
      const draft = drafts.get(keyOf(path, name));
      if (draft !== undefined && draft.base === null) {
        draft.base = { path: basePath, one };
        continue;
      }
      const place = { path: basePath, one };
      const alone: Draft = { name, path, line: one.line, judged: [], base: place, head: null, finding: null };
      drafts.set(freeKey(drafts, path, { name, line: one.line }), alone);
    }
  }
}

function addFinding(drafts: Map<string, Draft>, finding: FunctionComparison, index: number): void {
  const { name, file: path, line } = finding;
  const key = drafts.has(numberedKey(path, name, line)) ? numberedKey(path, name, line) : keyOf(path, name);
  const draft = drafts.get(key) ?? { name, path, line, judged: [], base: null, head: null, finding };
  draft.finding ??= finding;
  draft.judged.push(index);
  drafts.set(key, draft);
}

function keyOf(path: string, name: string): string {
  return `${path}\0${name}`;
}

function numberedKey(path: string, name: string, line: number): string {
  return `${path}\0${name}\0${line}`;
}

/** The second function of one name in one file is known by its line too. */
function freeKey(
  drafts: ReadonlyMap<string, Draft>,
  path: string,
  { name, line }: { name: string; line: number },
): string {
  return drafts.has(keyOf(path, name)) ? numberedKey(path, name, line) : keyOf(path, name);
}

function inOrder(a: Draft, b: Draft): number {
  const [first, second] = [a.judged[0] ?? Infinity, b.judged[0] ?? Infinity];
  if (first !== second) return first - second;
  return cpu(b) - cpu(a) || a.path.localeCompare(b.path, 'en') || a.line - b.line;
}

function cpu({ base, head }: Draft): number {
  return Math.max(base?.one.values[0] ?? 0, head?.values[0] ?? 0);
}

function row(
  { name, path, line, judged, base, head, finding }: Draft,
  indexOf: ReadonlyMap<string, number>,
): FunctionData {
  return {
    name,
    path,
    line,
    file: indexOf.get(path) ?? indexOf.get(base?.path ?? path) ?? -1,
    ...former(base, finding, { name, path, line }),
    base: base === null ? null : base.one.values.map(rounded),
    head: head === null ? null : head.values.map(rounded),
    judged,
  };
}

/** Where it was on base, as far as that differs from where it is. */
function former(
  base: Draft['base'],
  finding: FunctionComparison | null,
  now: { readonly name: string; readonly path: string; readonly line: number },
): Pick<FunctionData, 'baseName' | 'basePath' | 'baseLine'> {
  const name = base?.one.name ?? finding?.baseName;
  const path = base?.path ?? finding?.baseFile;
  const line = base?.one.line ?? finding?.baseLine;
  return {
    ...(name !== undefined && name !== now.name ? { baseName: name } : {}),
    ...(path !== undefined && path !== null && path !== now.path ? { basePath: path } : {}),
    ...(line !== undefined && line !== null && line !== now.line ? { baseLine: line } : {}),
  };
}
