/**
 * Source: base beside head, aligned through the diff of the two texts, with CPU and memory of each line in the margin.
 * Alignment is left to `align.ts`, colours of the language to `highlight.ts`.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FunctionComparison } from '../../src/model/comparison.js';
import type { FileData, FileSide, ReportData } from '../../src/report/html/data.js';
import { baseCodeUrl, codeUrl } from '../../src/report/markdown/links.js';
import {
  formatChange,
  formatDifference,
  formatNumber,
  formatSingle,
  scaleOf,
  type Scale,
} from '../../src/report/units.js';
import { METRIC_WORDS, VERDICT_WORDS } from '../../src/report/words.js';
import type { ViewProps } from '../app.js';
import { alignLines, changedWords, foldQuiet, type Block, type Row, type Span } from '../align.js';
import { highlightLines, withMarks, type Piece } from '../highlight.js';
import { useWidth } from '../hooks.js';
import { fileTotals, lineSeconds, sourceLines, type FileTotals } from '../model.js';
import { Choices, Nothing, Outside, toneOf } from '../parts/words.js';
import { fragmentOf, sourceHref, type SideName } from '../route.js';
import { functionsHref } from './functions.js';

/** Narrower than this, one side at a time. */
const WIDE_ENOUGH = 860;
/** Rows of one piece that the browser may skip while it is out of sight. */
const CHUNK = 100;
/** Part of the hottest line from which on a line counts as busy. */
const BUSY = 0.01;
const NO_PARAMS: Readonly<Record<string, string>> = {};

type Sides = 'both' | SideName;
type MemoryKind = 'peak' | 'allocated';

export function SourceView({ data, route, navigate, back, medium }: ViewProps): JSX.Element {
  const totals = useMemo(() => fileTotals(data), [data]);
  const here = route.view === 'source' ? route : { view: 'source' as const, path: '', params: NO_PARAMS };
  const file = data.files.find(({ path }) => path === here.path) ?? data.files[0];
  if (file === undefined) {
    return (
      <>
        <h1>Source</h1>
        <Nothing>The profiles hold no file: nothing took long enough for Scalene to keep it.</Nothing>
      </>
    );
  }
  const set = (changes: Readonly<Record<string, string>>) =>
    navigate({ view: 'source', path: file.path, params: { ...here.params, ...changes } }, 'replace');
  return (
    <>
      <h1>Source</h1>
      <div class="source-layout">
        <FileList totals={totals} current={file} compared={data.kind === 'comparison'} />
        <SourceFile
          key={file.path}
          data={data}
          file={file}
          params={here.params}
          set={set}
          back={back}
          medium={medium}
        />
      </div>
    </>
  );
}

function FileList({
  totals,
  current,
  compared,
}: {
  readonly totals: readonly FileTotals[];
  readonly current: FileData;
  readonly compared: boolean;
}): JSX.Element {
  const [query, setQuery] = useState('');
  const wanted = query.toLowerCase();
  const shown = totals.filter(({ file }) => file.path.toLowerCase().includes(wanted));
  return (
    <nav class="files" aria-label="Files">
      <label class="search">
        <span>Files</span>
        <input
          type="search"
          value={query}
          placeholder="path"
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <ul>
        {shown.map(({ file, base, head }) => (
          <li key={file.path}>
            <a
              href={fragmentOf({ view: 'source', path: file.path, params: {} })}
              aria-current={file === current ? 'true' : undefined}
            >
              <span class="file-path">{file.path}</span>
              <span class={`file-amount ${compared ? amountTone(head - base) : ''}`}>
                {compared ? differenceText(head - base) : formatSingle(head, 's')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function differenceText(seconds: number): string {
  return Math.abs(seconds) < 5e-4 ? '0' : formatDifference(seconds, 's');
}

function amountTone(seconds: number): string {
  if (Math.abs(seconds) < 5e-4) return '';
  return seconds > 0 ? 'text-worse' : 'text-better';
}

interface FileProps {
  readonly data: ReportData;
  readonly file: FileData;
  readonly params: Readonly<Record<string, string>>;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  readonly back: (() => void) | null;
  readonly medium: ViewProps['medium'];
}

function SourceFile({ data, file, params, set, back }: FileProps): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  const target = { side: params['side'] === 'base' ? 'base' : 'head', line: Number(params['line'] ?? 0) } as const;
  const sides = sidesOf(file, params['show'] ?? '', width, target.side);
  const memory: MemoryKind = params['memory'] === 'allocated' ? 'allocated' : 'peak';
  const rows = useMemo(() => rowsOf(file), [file]);
  const marks = useMemo(() => findingsOf(data, file), [data, file]);
  const activity = useMemo(
    () => ({ base: activityOf(file.base, memory), head: activityOf(file.head, memory) }),
    [file, memory],
  );
  const stops = useMemo(() => stopsOf(rows, activity, sides), [rows, activity, sides]);
  const both = file.base !== null && file.head !== null;
  const github = githubUrl(data, file, target);
  const go = (direction: 1 | -1) => {
    const next = nextStop(stops, rows, target, direction);
    if (next !== null) set(next);
  };
  return (
    <div class="source" ref={ref}>
      <div class="source-head">
        <h2>
          <code>{file.path}</code>
          {file.basePath !== null && file.basePath !== file.path ? <small> renamed from {file.basePath}</small> : null}
          {file.head === null ? <small> not in the profiles of head</small> : null}
          {data.kind === 'comparison' && file.base === null ? <small> not in the profiles of base</small> : null}
        </h2>
        <p class="actions">
          {back === null ? null : (
            <button type="button" class="link" onClick={back}>
              ← Back
            </button>
          )}
          <a href={functionsHref(file.path)}>Functions of this file</a>
          {github === null ? null : <Outside href={github}>On GitHub</Outside>}
        </p>
      </div>
      <div class="tools">
        {both ? (
          <Choices<Sides>
            label="Show"
            name="source-sides"
            value={sides}
            choices={SIDES}
            onChoose={(value) => set({ show: value })}
          />
        ) : null}
        <Choices<MemoryKind>
          label="Memory"
          name="source-memory"
          value={memory}
          choices={MEMORIES}
          onChoose={(value) => set({ memory: value })}
        />
        <div class="stops">
          <button type="button" disabled={stops.length === 0} onClick={() => go(-1)}>
            ↑ Previous
          </button>
          <button type="button" disabled={stops.length === 0} onClick={() => go(1)}>
            ↓ {both ? 'Next change or busy line' : 'Next busy line'}
          </button>
        </div>
      </div>
      <ul class="legend" aria-label="Legend">
        <li>
          <i class="key key-python" /> CPU in Python
        </li>
        <li>
          <i class="key key-native" /> native
        </li>
        <li>
          <i class="key key-system" /> system (the split is indicative)
        </li>
        <li>
          <i class="key key-memory" /> memory
        </li>
        <li>self figures; a full bar is the busiest line of this file</li>
      </ul>
      <Listing file={file} rows={rows} sides={sides} activity={activity} findings={marks} target={target} />
    </div>
  );
}

const SIDES = [
  { value: 'both', label: 'Both' },
  { value: 'base', label: 'Base' },
  { value: 'head', label: 'Head' },
] as const;

const MEMORIES = [
  { value: 'peak', label: 'Peak', title: 'Largest footprint of the line' },
  { value: 'allocated', label: 'Allocated', title: 'Sampled net allocation over the run' },
] as const;

function sidesOf(file: FileData, choice: string, width: number, wanted: SideName): Sides {
  if (file.base === null) return 'head';
  if (file.head === null) return 'base';
  if (choice === 'both' || choice === 'base' || choice === 'head') return choice;
  return width === 0 || width >= WIDE_ENOUGH ? 'both' : wanted;
}

function githubUrl({ context: { links = {} } }: ReportData, file: FileData, { side, line }: Target): string | null {
  return side === 'base'
    ? baseCodeUrl(links, file.basePath ?? file.path, line || 1)
    : codeUrl(links, file.path, line || 1);
}

interface Target {
  readonly side: SideName;
  readonly line: number;
}

function rowsOf(file: FileData): Row[] {
  const [base, head] = [sourceLines(file, 'base'), sourceLines(file, 'head')];
  if (file.head === null) return base.map((_, index) => ({ base: index + 1, head: null, kind: 'same' }));
  if (file.base === null) return head.map((_, index) => ({ base: null, head: index + 1, kind: 'same' }));
  return alignLines(base, head);
}

/** What the lines of one side took, by line number, and the largest of it. */
interface Activity {
  readonly lines: ReadonlyMap<number, LineFigures>;
  readonly mostSec: number;
  readonly mostMb: number;
}

interface LineFigures {
  readonly sec: number;
  readonly pythonSec: number;
  readonly nativeSec: number;
  readonly mb: number;
  /** For the tip of the cell. */
  readonly split: string;
  readonly leak: boolean;
}

function activityOf(side: FileSide | null, memory: MemoryKind): Activity {
  const lines = new Map<number, LineFigures>();
  let [mostSec, mostMb] = [0, 0];
  const leaks = new Set(side?.leaks.map(({ line }) => line));
  side?.line.forEach((line, index) => {
    const sec = lineSeconds(side, index);
    const mb = (memory === 'peak' ? side.peakMb[index] : side.allocatedMb[index]) ?? 0;
    [mostSec, mostMb] = [Math.max(mostSec, sec), Math.max(mostMb, mb)];
    const [pythonSec, nativeSec] = [side.pythonSec[index] ?? 0, side.nativeSec[index] ?? 0];
    lines.set(line, { sec, pythonSec, nativeSec, mb, split: splitText(side, index), leak: leaks.has(line) });
  });
  return { lines, mostSec, mostMb };
}

function splitText(side: FileSide, index: number): string {
  const part = (seconds: number | undefined) => formatSingle(seconds ?? 0, 's');
  return [
    `CPU ${part(lineSeconds(side, index))}: Python ${part(side.pythonSec[index])}, native ${part(side.nativeSec[index])}, system ${part(side.systemSec[index])} (the split is indicative)`,
    `Peak ${formatSingle(side.peakMb[index] ?? 0, 'MiB')}, allocated ${formatSingle(side.allocatedMb[index] ?? 0, 'MiB')}`,
  ].join('\n');
}

type Activities = Readonly<Record<SideName, Activity>>;

/** Judged findings of a file's functions, by side and line, for the marks beside their first lines. */
type Findings = ReadonlyMap<string, readonly FunctionComparison[]>;

function findingsOf(data: ReportData, file: FileData): Findings {
  const found = new Map<string, FunctionComparison[]>();
  const index = data.files.indexOf(file);
  for (const row of data.functions) {
    if (row.file !== index) continue;
    for (const at of row.judged) {
      const finding = data.comparison?.functions[at];
      if (finding === undefined || finding.verdict === 'unchanged' || finding.verdict === 'too-small') continue;
      const key = `${finding.verdict === 'removed' ? 'base' : 'head'}:${row.line}`;
      found.set(key, [...(found.get(key) ?? []), finding]);
    }
  }
  return found;
}

/** Rows worth stopping at: the first of each changed stretch, and busy lines. */
function stopsOf(rows: readonly Row[], activity: Activities, sides: Sides): number[] {
  return rows.flatMap((row, index) => {
    const startsChange = row.kind !== 'same' && (rows[index - 1]?.kind ?? 'same') === 'same';
    return startsChange || (sides !== 'base' && isBusy(activity.head, row.head, BUSY * 10)) ? [index] : [];
  });
}

function isBusy({ lines, mostSec, mostMb }: Activity, line: number | null, part: number): boolean {
  const figures = line === null ? undefined : lines.get(line);
  if (figures === undefined) return false;
  return figures.sec > mostSec * part || figures.mb > mostMb * part || figures.leak;
}

function nextStop(
  stops: readonly number[],
  rows: readonly Row[],
  target: Target,
  direction: 1 | -1,
): { side: string; line: string } | null {
  const current = rows.findIndex((row) => row[target.side] === target.line && target.line > 0);
  const after = direction === 1 ? stops.find((stop) => stop > current) : stops.findLast((stop) => stop < current);
  const stop = after ?? (direction === 1 ? stops[0] : stops.at(-1));
  const row = stop === undefined ? undefined : rows[stop];
  if (row === undefined) return null;
  return row.head === null ? { side: 'base', line: String(row.base) } : { side: 'head', line: String(row.head) };
}

interface ListingProps {
  readonly file: FileData;
  readonly rows: readonly Row[];
  readonly sides: Sides;
  readonly activity: Activities;
  readonly findings: Findings;
  readonly target: Target;
}

interface Painted {
  readonly text: readonly string[];
  readonly tokens: ReturnType<typeof highlightLines>;
}

function Listing({ file, rows, sides, activity, findings, target }: ListingProps): JSX.Element {
  const body = useRef<HTMLDivElement | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const painted = useMemo(() => ({ base: paint(file, 'base'), head: paint(file, 'head') }), [file]);
  const blocks = useMemo(
    () => blocksOf(rows, activity, findings, target, opened),
    [rows, activity, findings, target.line, target.side, opened],
  );
  const seconds = scaleOf([Math.max(activity.base.mostSec, activity.head.mostSec)], 's');
  const mebibytes = scaleOf([Math.max(activity.base.mostMb, activity.head.mostMb)], 'MiB');
  useEffect(() => {
    body.current?.querySelector(`[data-line="${target.side}-${target.line}"]`)?.scrollIntoView({ block: 'center' });
  }, [target.side, target.line]);
  const shown: readonly SideName[] = sides === 'both' ? ['base', 'head'] : [sides];
  const shared = { sides: shown, activity, painted, findings, target, seconds, mebibytes, path: file.path };
  return (
    <div class={`listing listing-${shown.length}`} role="table" aria-label={`Source of ${file.path}`} ref={body}>
      <div class="listing-head" role="rowgroup">
        <div class="line" role="row">
          {shown.map((side) => (
            <HeadCells key={side} side={side} seconds={seconds} mebibytes={mebibytes} count={shown.length} />
          ))}
        </div>
      </div>
      {blocks.map((block) =>
        block.kind === 'fold' ? (
          <Fold key={`fold-${block.from}`} block={block} onOpen={() => setOpened(new Set([...opened, block.from]))} />
        ) : (
          chunks(block).map(({ from, to }) => (
            <div
              key={`rows-${from}`}
              class="chunk"
              role="rowgroup"
              style={{ containIntrinsicSize: `auto ${(to - from) * 20}px` }}
            >
              {rows.slice(from, to).map((row, index) => (
                <Line key={from + index} row={row} {...shared} />
              ))}
            </div>
          ))
        ),
      )}
    </div>
  );
}

function paint(file: FileData, side: SideName): Painted {
  const text = sourceLines(file, side);
  return { text, tokens: highlightLines(text) };
}

function blocksOf(
  rows: readonly Row[],
  activity: Activities,
  findings: Findings,
  target: Target,
  opened: ReadonlySet<number>,
): Block[] {
  const matters = (index: number): boolean => {
    const row = rows[index];
    if (row === undefined) return false;
    if (row.kind !== 'same' || (target.line > 0 && row[target.side] === target.line)) return true;
    if (findings.has(`head:${row.head}`) || findings.has(`base:${row.base}`)) return true;
    return isBusy(activity.base, row.base, BUSY) || isBusy(activity.head, row.head, BUSY);
  };
  return foldQuiet(rows.length, matters).map((block) => (opened.has(block.from) ? { ...block, kind: 'rows' } : block));
}

function chunks({ from, to }: Block): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil((to - from) / CHUNK) }, (_, index) => ({
    from: from + index * CHUNK,
    to: Math.min(to, from + (index + 1) * CHUNK),
  }));
}

function HeadCells({
  side,
  seconds,
  mebibytes,
  count,
}: {
  readonly side: SideName;
  readonly seconds: Scale;
  readonly mebibytes: Scale;
  readonly count: number;
}): JSX.Element {
  const name = side === 'base' ? 'Base' : 'Head';
  return (
    <>
      <span role="columnheader" class="amount">
        CPU {seconds.suffix}
      </span>
      <span role="columnheader" class="amount">
        {mebibytes.suffix}
      </span>
      <span role="columnheader" class="line-number">
        <span class="unseen">Line</span>
      </span>
      <span role="columnheader" class={count > 1 ? `side side-${side}` : ''}>
        {count > 1 ? name : <span class="unseen">{name}</span>}
      </span>
    </>
  );
}

function Fold({ block, onOpen }: { readonly block: Block; readonly onOpen: () => void }): JSX.Element {
  const count = block.to - block.from;
  return (
    <div role="rowgroup" class="fold">
      <div role="row">
        <span role="cell">
          <button type="button" onClick={onOpen}>
            ⋯ {count} quiet lines
          </button>
        </span>
      </div>
    </div>
  );
}

interface LineProps {
  readonly row: Row;
  readonly sides: readonly SideName[];
  readonly activity: Activities;
  readonly painted: Readonly<Record<SideName, Painted>>;
  readonly findings: Findings;
  readonly target: Target;
  readonly seconds: Scale;
  readonly mebibytes: Scale;
  readonly path: string;
}

function Line(props: LineProps): JSX.Element | null {
  const { row, sides, painted, target } = props;
  // With one side shown, rows that it does not have are not there.
  if (sides.every((side) => row[side] === null)) return null;
  const marks =
    row.kind === 'changed' ? changedWords(textOf(painted.base, row.base), textOf(painted.head, row.head)) : null;
  const isTarget = target.line > 0 && row[target.side] === target.line;
  return (
    <div class={`line line-${row.kind}${isTarget ? ' line-target' : ''}`} role="row">
      {sides.map((side) => (
        <SideCells key={side} side={side} marks={marks?.[side] ?? []} {...props} />
      ))}
    </div>
  );
}

function textOf({ text }: Painted, line: number | null): string {
  return line === null ? '' : (text[line - 1] ?? '');
}

function SideCells({
  side,
  marks,
  row,
  activity,
  painted,
  findings,
  seconds,
  mebibytes,
  path,
}: LineProps & { readonly side: SideName; readonly marks: readonly Span[] }): JSX.Element {
  const line = row[side];
  if (line === null) {
    return (
      <>
        <span role="cell" class={`gap gap-${side}`} />
        <span role="cell" class="gap" />
        <span role="cell" class="gap" />
        <span role="cell" class="gap code" />
      </>
    );
  }
  // Both sides share one heat, so that the same colour is the same amount.
  const mostSec = Math.max(activity.base.mostSec, activity.head.mostSec);
  const mostMb = Math.max(activity.base.mostMb, activity.head.mostMb);
  const figures = activity[side].lines.get(line);
  const pieces = withMarks(painted[side].tokens[line - 1] ?? [], marks);
  const kind = row.kind === 'same' ? '' : side === 'base' ? 'cell-removed' : 'cell-added';
  return (
    <>
      <Amount
        text={amountText(figures?.sec ?? 0, seconds)}
        tip={figures?.split ?? ''}
        kind="cpu"
        style={{
          '--heat': share(figures?.sec, mostSec),
          '--python': share(figures?.pythonSec, mostSec),
          '--native': share(figures?.nativeSec, mostSec),
        }}
      />
      <Amount
        text={amountText(figures?.mb ?? 0, mebibytes)}
        tip={figures?.split ?? ''}
        kind="memory"
        style={{ '--heat': share(figures?.mb, mostMb) }}
      />
      <span role="cell" class={`line-number ${kind}`} data-line={`${side}-${line}`}>
        <a href={sourceHref(path, side, line)} tabIndex={-1}>
          {line}
        </a>
      </span>
      <span role="cell" class={`code ${kind}`}>
        <Code pieces={pieces} />
        {figures?.leak === true ? <span class="pill pill-worse pill-inline">leak?</span> : null}
        {(findings.get(`${side}:${line}`) ?? []).map((finding) => (
          <FindingMark key={finding.metric} finding={finding} />
        ))}
      </span>
    </>
  );
}

interface AmountProps {
  readonly text: string;
  readonly tip: string;
  readonly kind: 'cpu' | 'memory';
  /** How much of the cell is coloured, from 0 to 1. */
  readonly style: Readonly<Record<`--${string}`, string>>;
}

/** A number with its heat behind it. */
function Amount({ text, tip, kind, style }: AmountProps): JSX.Element {
  return (
    <span role="cell" class={`amount amount-${kind}`} title={tip} style={style}>
      {text}
    </span>
  );
}

/** What rounds to nothing is a point. */
function amountText(value: number, scale: Scale): string {
  if (value === 0) return '';
  const text = formatNumber(value, scale);
  return Number(text) === 0 ? '·' : text;
}

function share(value: number | undefined, most: number): string {
  return most === 0 ? '0' : ((value ?? 0) / most).toFixed(3);
}

function Code({ pieces }: { readonly pieces: readonly Piece[] }): JSX.Element {
  return (
    <code>
      {pieces.map(({ text, token, marked }, index) =>
        token === '' && !marked ? (
          text
        ) : (
          <span key={index} class={`${token}${marked ? ' marked' : ''}`}>
            {text}
          </span>
        ),
      )}
    </code>
  );
}

/** Beside a function's first line: what was judged of it, with a link to its row. */
function FindingMark({ finding }: { readonly finding: FunctionComparison }): JSX.Element {
  const { change } = formatChange(finding.change, finding.interval);
  const figure = finding.change === null ? VERDICT_WORDS[finding.verdict].word : change;
  return (
    <a class={`pill pill-${toneOf(finding.verdict)} pill-inline`} href={functionsHref(finding.name)}>
      {METRIC_WORDS[finding.metric].short} {figure}
    </a>
  );
}
