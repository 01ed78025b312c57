/**
 * The functions of a Python file, found in its text: names, lines, and which function each line belongs to.
 * Scalene's own list is not used: it merges functions of one name and leaves out module-level code. Numbers are left to `file.ts`.
 */
import { logicalLines, type LogicalLine } from './scan.js';

/** Name of the code outside functions. Bodies of classes belong to it too. */
export const MODULE_LEVEL = '<module>';

/** A function in the source; lines count from 1. */
export interface SourceFunction {
  /** Qualified, such as `Loader.parse` or `outer.inner`. Several functions of a file may have the same name. */
  readonly name: string;
  /** First line: that of the first decorator or of `def`. */
  readonly line: number;
  /** Line of `def`. */
  readonly defLine: number;
  /** Last line of its last statement. */
  readonly endLine: number;
  /** Decorators as written, without `@`. */
  readonly decorators: readonly string[];
}

/** A function with its text, for finding it again elsewhere. */
export interface FoundFunction extends SourceFunction {
  /** Its lines from `line` to `endLine`, common indentation and trailing space removed. */
  readonly body: string;
}

/** The block in which Scalene (2.1 and later) saw a line, from Python's own parser: first line (of `def`) and last line. */
export interface Boundary {
  readonly start: number;
  readonly end: number;
}

interface Block extends SourceFunction {
  readonly kind: 'def' | 'class';
  readonly indent: number;
  endLine: number;
}

/** Most lines are neither a decorator nor a header: one cheap look tells. */
const MAY_MATTER = /^\s*(?:@|async\s|def\s|class\s|async\\|def\\|class\\)/;

const HEADER = /^\s*(?:async\s+)?(def|class)\s+([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*)/u;

/** The functions of a file with their text. Never throws, whatever the text. */
export function findFunctions(sources: readonly string[]): FoundFunction[] {
  return functionsIn(sources).map((found) => ({
    ...found,
    body: dedent(sources.slice(found.line - 1, found.endLine)),
  }));
}

/**
 * The functions of a file, in the order of their lines, an outer one before those inside it. Where Scalene wrote what Python's parser saw and the text reads differently, the parser wins.
 *
 * @param boundaries every block that Scalene saw; leave out for formats before 2.1
 */
export function functionsIn(sources: readonly string[], boundaries: readonly Boundary[] = []): SourceFunction[] {
  const scanned = findBlocks(sources);
  const blocks = agree(scanned, boundaries) ? scanned : blocksFrom(boundaries, scanned, sources);
  return blocks.filter(({ kind }) => kind === 'def').map(withoutKind);
}

/** The innermost function around a line; undefined at module level. */
export function functionAt<F extends { readonly name: string; readonly line: number; readonly endLine: number }>(
  functions: readonly F[],
  line: number,
): F | undefined {
  let innermost: F | undefined;
  for (const candidate of functions) {
    if (candidate.name === MODULE_LEVEL || line < candidate.line || line > candidate.endLine) continue;
    if (innermost === undefined || candidate.line >= innermost.line) innermost = candidate;
  }
  return innermost;
}

/** Classes and functions, in the order of their lines. */
function findBlocks(sources: readonly string[]): Block[] {
  const found: Block[] = [];
  const open: Block[] = [];
  let decorators: LogicalLine[] = [];
  for (const logical of logicalLines(sources)) {
    while ((open.at(-1)?.indent ?? -1) >= logical.indent) open.pop();
    const text = sources[logical.line - 1] ?? '';
    const matters = MAY_MATTER.test(text);
    if (matters && text.trimStart().startsWith('@')) {
      decorators.push(logical);
      continue;
    }
    const header = matters ? headerOf(sources, logical.line) : null;
    if (header !== null) {
      const block = newBlock(header, logical, decorators, open, sources);
      found.push(block);
      open.push(block);
    }
    for (const block of open) block.endLine = logical.endLine;
    if (decorators.length > 0) decorators = [];
  }
  return found;
}

interface Header {
  readonly kind: 'def' | 'class';
  readonly name: string;
}

/** What a line defines. The name may stand behind a line continuation. */
function headerOf(sources: readonly string[], line: number): Header | null {
  const text = sources[line - 1] ?? '';
  const whole = text.endsWith('\\') ? `${text.slice(0, -1)} ${sources[line] ?? ''}` : text;
  const match = HEADER.exec(whole);
  if (match === null) return null;
  return { kind: match[1] === 'class' ? 'class' : 'def', name: match[2] ?? '' };
}

function newBlock(
  { kind, name }: Header,
  { line, endLine, indent }: LogicalLine,
  decorators: readonly LogicalLine[],
  open: readonly Block[],
  sources: readonly string[],
): Block {
  return {
    kind,
    name: qualified(name, open.at(-1)),
    indent,
    line: decorators[0]?.line ?? line,
    defLine: line,
    endLine,
    decorators: decorators.map((decorator) => (sources[decorator.line - 1] ?? '').trim().slice(1).trim()),
  };
}

function qualified(name: string, parent: { readonly name: string } | undefined): string {
  return parent === undefined ? name : `${parent.name}.${name}`;
}

function withoutKind({ name, line, defLine, endLine, decorators }: Block): SourceFunction {
  return { name, line, defLine, endLine, decorators };
}

/** Whether the text was read as Python's parser read it. Without boundaries there is nothing to disagree with. */
function agree(blocks: readonly Block[], boundaries: readonly Boundary[]): boolean {
  if (boundaries.length === 0) return true;
  if (blocks.length !== boundaries.length) return false;
  const ends = new Map(boundaries.map(({ start, end }) => [start, end]));
  return blocks.every(({ defLine, endLine }) => ends.get(defLine) === endLine);
}

/** Blocks as Python's parser saw them; names come from the text, decorators from what was scanned. */
function blocksFrom(boundaries: readonly Boundary[], scanned: readonly Block[], sources: readonly string[]): Block[] {
  const known = new Map(scanned.map((block) => [block.defLine, block]));
  const found: Block[] = [];
  const open: Block[] = [];
  for (const { start, end } of [...boundaries].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const header = headerOf(sources, start);
    if (header === null) continue;
    while ((open.at(-1)?.endLine ?? Infinity) < start) open.pop();
    const { line = start, decorators = [] } = known.get(start) ?? {};
    const name = qualified(header.name, open.at(-1));
    const block = { kind: header.kind, name, indent: 0, line, defLine: start, endLine: end, decorators };
    found.push(block);
    open.push(block);
  }
  return found;
}

/**
 * For each of a file's lines (index 0 is line 1) the index of the innermost function around it; −1 for module level.
 *
 * @param functions an outer function before those inside it
 */
export function ownersOf(
  functions: readonly { readonly line: number; readonly endLine: number }[],
  lines: number,
): number[] {
  const owners = new Array<number>(lines).fill(-1);
  functions.forEach(({ line, endLine }, index) => owners.fill(index, line - 1, endLine));
  return owners;
}

function dedent(lines: readonly string[]): string {
  const margin = /^\s*/.exec(lines[0] ?? '')?.[0] ?? '';
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line).trimEnd()).join('\n');
}
