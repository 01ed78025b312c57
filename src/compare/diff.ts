/**
 * What git's diff of the two sides says: which files were renamed, added or deleted, and which lines it touches.
 * The text is untrusted: whatever cannot be read is left out.
 */

/** Stretch of lines, first and last inclusive, numbered from 1. */
interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface FileDiff {
  /** Path on base; null when the file is new. */
  readonly base: string | null;
  /** Path on head; null when the file was deleted. */
  readonly head: string | null;
  readonly removed: readonly LineRange[];
  readonly added: readonly LineRange[];
}

export interface SourceDiff {
  readonly byBase: ReadonlyMap<string, FileDiff>;
  readonly byHead: ReadonlyMap<string, FileDiff>;
}

interface OpenFile {
  base: string | null;
  head: string | null;
  removed: LineRange[];
  added: LineRange[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const HEADER = /^diff --git (?:"?a\/(.*?)"?) (?:"?b\/(.*?)"?)$/;

/** Reads a unified diff as git writes it. */
export function parseDiff(text: string): SourceDiff {
  const files: OpenFile[] = [];
  const at = { file: null as OpenFile | null, base: 0, head: 0, baseLeft: 0, headLeft: 0 };
  for (const line of text.split('\n')) {
    if (at.file && (at.baseLeft > 0 || at.headLeft > 0)) readHunkLine(line, at, at.file);
    else readOutsideHunk(line, at, files);
  }
  return {
    byBase: new Map(files.flatMap((file) => (file.base === null ? [] : [[file.base, file] as const]))),
    byHead: new Map(files.flatMap((file) => (file.head === null ? [] : [[file.head, file] as const]))),
  };
}

/** Head path of every renamed file, by base path. */
export function renames(diff: SourceDiff | null): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { base, head } of diff?.byBase.values() ?? []) {
    if (base !== null && head !== null && base !== head) found.set(base, head);
  }
  return found;
}

/** Whether any of the ranges has a line between `from` and `to`. */
export function touches(ranges: readonly LineRange[], from: number, to: number): boolean {
  return ranges.some((range) => range.from <= to && range.to >= from);
}

interface Position {
  file: OpenFile | null;
  base: number;
  head: number;
  baseLeft: number;
  headLeft: number;
}

function readOutsideHunk(line: string, at: Position, files: OpenFile[]): void {
  const header = HEADER.exec(line);
  if (header) {
    at.file = { base: unquote(header[1] ?? ''), head: unquote(header[2] ?? ''), removed: [], added: [] };
    files.push(at.file);
    return;
  }
  const { file } = at;
  if (!file) return;
  if (line.startsWith('new file mode')) file.base = null;
  else if (line.startsWith('deleted file mode')) file.head = null;
  else if (line.startsWith('rename from ')) file.base = unquote(line.slice('rename from '.length));
  else if (line.startsWith('rename to ')) file.head = unquote(line.slice('rename to '.length));
  const hunk = HUNK.exec(line);
  if (!hunk) return;
  at.base = Number(hunk[1]);
  at.baseLeft = Number(hunk[2] ?? 1);
  at.head = Number(hunk[3]);
  at.headLeft = Number(hunk[4] ?? 1);
}

function readHunkLine(line: string, at: Position, file: OpenFile): void {
  if (line.startsWith('\\')) return;
  if (!line.startsWith('+')) {
    if (line.startsWith('-')) addLine(file.removed, at.base);
    at.base++;
    at.baseLeft--;
  }
  if (!line.startsWith('-')) {
    if (line.startsWith('+')) addLine(file.added, at.head);
    at.head++;
    at.headLeft--;
  }
}

function addLine(ranges: LineRange[], line: number): void {
  const last = ranges.at(-1);
  if (last && last.to === line - 1) ranges[ranges.length - 1] = { from: last.from, to: line };
  else ranges.push({ from: line, to: line });
}

/** git writes unusual characters of a path as C escapes inside quotes; the bytes are UTF-8. */
function unquote(path: string): string {
  const bare = path.startsWith('"') && path.endsWith('"') ? path.slice(1, -1) : path;
  if (!bare.includes('\\')) return bare;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let i = 0; i < bare.length; i++) {
    const octal = bare[i] === '\\' ? /^[0-3][0-7]{2}/.exec(bare.slice(i + 1))?.[0] : undefined;
    if (octal !== undefined) {
      bytes.push(parseInt(octal, 8));
      i += 3;
    } else if (bare[i] === '\\') {
      i++;
      bytes.push(...encoder.encode(ESCAPES[bare[i] ?? ''] ?? bare[i] ?? ''));
    } else {
      const character = String.fromCodePoint(bare.codePointAt(i) ?? 0);
      bytes.push(...encoder.encode(character));
      i += character.length - 1;
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

const ESCAPES: { readonly [escape: string]: string } = { n: '\n', t: '\t', r: '\r' };
