/**
 * Every function in one metric: sorted by any column, filtered by text and by verdict, with a link to its source.
 * Only the rows in sight are elements, so that 10,000 functions are no burden; sorting and filtering are TanStack Table's.
 */
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFns,
  globalFilteringFeature,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
  type Row,
  type SortingState,
} from '@tanstack/preact-table';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { FindingVerdict } from '../../src/model/comparison.js';
import { METRICS } from '../../src/model/metrics.js';
import type { FunctionMetric, ReportData } from '../../src/report/html/data.js';
import { formatChange, formatDifference, formatSingle } from '../../src/report/units.js';
import { VERDICT_WORDS } from '../../src/report/words.js';
import type { ViewProps } from '../app.js';
import { differenceOf, functionFigures, functionHref, unitOf, type FunctionFigures } from '../model.js';
import { useVirtualRows } from '../parts/virtual.js';
import { Choices, Nothing, VerdictPill } from '../parts/words.js';
import { fragmentOf } from '../route.js';

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns,
  filterFns,
});
const column = createColumnHelper<typeof features, FunctionFigures>();

/** Verdicts in the order in which people look for them; also the order of the column. */
const VERDICT_ORDER: readonly FindingVerdict[] = [
  'regression',
  'improvement',
  'inconclusive',
  'added',
  'removed',
  'unchanged',
  'too-small',
];

const columns = column.columns([
  column.accessor(({ row }) => `${row.name} ${row.path}`, { id: 'name', header: 'Function', sortFn: 'text' }),
  column.accessor(({ base }) => base ?? -1, { id: 'base', header: 'Base', enableGlobalFilter: false }),
  column.accessor(({ head }) => head ?? -1, { id: 'head', header: 'Head', enableGlobalFilter: false }),
  column.accessor(differenceOf, { id: 'difference', header: 'Difference', enableGlobalFilter: false }),
  column.accessor(({ change }) => change ?? 0, {
    id: 'change',
    header: 'Change (95 % interval)',
    enableGlobalFilter: false,
  }),
  column.accessor(({ verdict }) => VERDICT_ORDER.indexOf(verdict), {
    id: 'verdict',
    header: 'Verdict',
    enableGlobalFilter: false,
  }),
]);

/** Columns of a single profile. */
const PROFILE_COLUMNS: readonly string[] = ['name', 'head'];

const ROW_HEIGHT = 46;
/** On paper, more rows than this say less. */
const ON_PAPER = 60;

export function FunctionsView({ data, route, navigate, medium }: ViewProps): JSX.Element {
  const { params } = route.view === 'functions' ? route : { params: {} as Readonly<Record<string, string>> };
  const metric = data.metrics.find((one) => one === params['metric']) ?? data.metrics[0] ?? 'cpu-time';
  const verdict = params['verdict'] ?? '';
  const figures = useMemo(() => functionFigures(data, metric), [data, metric]);
  const rows = useMemo(
    () => (verdict === '' ? figures : figures.filter((one) => one.verdict === verdict)),
    [figures, verdict],
  );
  const sorting = useMemo(() => readSorting(params['sort'] ?? ''), [params['sort']]);
  const set = (changes: Readonly<Record<string, string>>) =>
    navigate({ view: 'functions', path: '', params: { ...params, ...changes } }, 'replace');
  const table = useTable(
    {
      features,
      columns,
      data: rows,
      state: { sorting, globalFilter: params['q'] ?? '' },
      globalFilterFn: 'includesString',
      onSortingChange: (update) => set({ sort: writeSorting(typeof update === 'function' ? update(sorting) : update) }),
    },
    (state) => state,
  );
  const shown = table.getRowModel().rows;
  return (
    <>
      <h1>Functions</h1>
      <div class="tools">
        <Choices
          label="Metric"
          name="function-metric"
          value={metric}
          onChoose={(next) => set({ metric: next })}
          choices={data.metrics.map((id) => ({ value: id, label: METRICS[id].label, title: METRICS[id].description }))}
        />
        <VerdictChoice figures={figures} value={verdict} onChoose={(next) => set({ verdict: next })} data={data} />
        <label class="search">
          <span>Filter</span>
          <input
            type="search"
            value={params['q'] ?? ''}
            placeholder="name or path"
            onInput={(event) => set({ q: event.currentTarget.value })}
          />
        </label>
      </div>
      <p class="explain" role="status">
        {shown.length.toLocaleString('en')} of {figures.length.toLocaleString('en')} functions. {explain(data, metric)}
      </p>
      {shown.length === 0 ? (
        <Nothing>No function matches. Clear the filter to see all of them.</Nothing>
      ) : (
        <FunctionTable
          data={data}
          metric={metric}
          rows={shown}
          sorting={sorting}
          medium={medium}
          onSort={(id) => table.getColumn(id)?.toggleSorting()}
        />
      )}
    </>
  );
}

/** `difference` or `-difference`: a minus means the largest first. */
function readSorting(text: string): SortingState {
  if (text === '') return [];
  return [{ id: text.replace(/^-/, ''), desc: text.startsWith('-') }];
}

function writeSorting([first]: SortingState): string {
  if (first === undefined) return '';
  return first.desc ? `-${first.id}` : first.id;
}

function explain(data: ReportData, metric: FunctionMetric): string {
  const what =
    metric === 'cpu-time'
      ? 'Self time: without the functions that it calls.'
      : 'Of its own lines, the mean over the profile runs.';
  if (data.comparison === null) return what;
  return `${what} Functions too small to judge have no change: their figures come from the profiles and are not tested.`;
}

function VerdictChoice({
  figures,
  value,
  onChoose,
  data,
}: {
  readonly figures: readonly FunctionFigures[];
  readonly value: string;
  readonly onChoose: (verdict: string) => void;
  readonly data: ReportData;
}): JSX.Element | null {
  if (data.comparison === null) return null;
  const counts = VERDICT_ORDER.map((verdict) => ({
    verdict,
    count: figures.filter((one) => one.verdict === verdict).length,
  }));
  return (
    <label class="select">
      <span>Verdict</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">all ({figures.length.toLocaleString('en')})</option>
        {counts
          .filter(({ count, verdict }) => count > 0 || verdict === value)
          .map(({ verdict, count }) => (
            <option key={verdict} value={verdict}>
              {VERDICT_WORDS[verdict].word} ({count.toLocaleString('en')})
            </option>
          ))}
      </select>
    </label>
  );
}

interface TableProps {
  readonly data: ReportData;
  readonly metric: FunctionMetric;
  readonly rows: readonly Row<typeof features, FunctionFigures>[];
  readonly sorting: SortingState;
  readonly medium: ViewProps['medium'];
  readonly onSort: (column: string) => void;
}

function FunctionTable({ data, metric, rows, sorting, medium, onSort }: TableProps): JSX.Element {
  const { scroller, items, total, scrollTo } = useVirtualRows(rows.length, ROW_HEIGHT);
  const body = useRef<HTMLTableSectionElement | null>(null);
  const onPaper = medium === 'paper';
  const ids = data.comparison === null ? PROFILE_COLUMNS : columns.map(({ id }) => id ?? '');
  const largest = useMemo(
    () => rows.reduce((most, { original }) => Math.max(most, Math.abs(barOf(data, original))), 0),
    [rows, data],
  );
  // A new order or filter begins at its top.
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [rows, scroller]);
  const visible = onPaper ? rows.slice(0, ON_PAPER).map((_, index) => index) : items.map(({ index }) => index);
  const before = onPaper ? 0 : (items[0]?.start ?? 0);
  const after = onPaper ? 0 : total - (items.at(-1)?.end ?? 0);
  return (
    <div class="grid-scroller" ref={scroller} tabIndex={0} role="group" aria-label="Functions, scrollable">
      <table
        class="grid"
        aria-rowcount={rows.length + 1}
        onKeyDown={(event) => moveFocus(event, body.current, rows.length, scrollTo)}
      >
        <thead>
          <tr aria-rowindex={1}>
            {ids.map((id) => (
              <SortableHead key={id} id={id} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {before > 0 ? <Spacer height={before} columns={ids.length} /> : null}
          {visible.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <FunctionRow
                key={row.id}
                index={index}
                data={data}
                metric={metric}
                figures={row.original}
                largest={largest}
              />
            );
          })}
          {after > 0 ? <Spacer height={after} columns={ids.length} /> : null}
        </tbody>
      </table>
      {onPaper && rows.length > ON_PAPER ? (
        <p>{(rows.length - ON_PAPER).toLocaleString('en')} more are in the file on the screen.</p>
      ) : null}
    </div>
  );
}

function Spacer({ height, columns: count }: { readonly height: number; readonly columns: number }): JSX.Element {
  return (
    <tr aria-hidden="true" class="spacer">
      <td colSpan={count} style={{ height: `${height}px` }} />
    </tr>
  );
}

const HEADS: Readonly<Record<string, string>> = {
  name: 'Function',
  base: 'Base',
  head: 'Head',
  difference: 'Difference',
  change: 'Change (95 % interval)',
  verdict: 'Verdict',
};

function SortableHead({
  id,
  sorting,
  onSort,
}: {
  readonly id: string;
  readonly sorting: SortingState;
  readonly onSort: (id: string) => void;
}): JSX.Element {
  const sorted = sorting.find((one) => one.id === id);
  const direction = sorted === undefined ? 'none' : sorted.desc ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`col-${id}`} aria-sort={direction}>
      <button type="button" onClick={() => onSort(id)}>
        {HEADS[id]}
        <span aria-hidden="true" class="sort-mark">
          {direction === 'none' ? '↕' : direction === 'descending' ? '↓' : '↑'}
        </span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly index: number;
  readonly data: ReportData;
  readonly metric: FunctionMetric;
  readonly figures: FunctionFigures;
  readonly largest: number;
}

function FunctionRow({ index, data, metric, figures, largest }: RowProps): JSX.Element {
  const { row, base, head, finding } = figures;
  const unit = unitOf(metric);
  const href = functionHref(data, row);
  const name = <code>{row.name}</code>;
  const share = largest === 0 ? 0 : Math.abs(barOf(data, figures)) / largest;
  return (
    <tr aria-rowindex={index + 2} data-index={index}>
      <td class="col-name">
        {href === null ? name : <a href={href}>{name}</a>}
        {finding?.inDiff === true ? <span class="in-diff">in this diff</span> : null}
        <span class="place">
          {row.path}:{row.line}
          {row.basePath === undefined ? '' : ` (was ${row.basePath})`}
        </span>
      </td>
      {data.comparison === null ? null : <td class="col-base number">{formatSingle(base, unit)}</td>}
      <td class="col-head number">
        {formatSingle(head, unit)}
        {data.comparison === null ? <Bar share={share} tone="calm" /> : null}
      </td>
      {data.comparison === null ? null : <ChangeCells figures={figures} share={share} />}
    </tr>
  );
}

function ChangeCells({ figures, share }: { readonly figures: FunctionFigures; readonly share: number }): JSX.Element {
  const { change, interval, verdict, finding, metric } = figures;
  const difference = differenceOf(figures);
  const text = formatChange(change, interval);
  const told = verdict !== 'unchanged' && verdict !== 'inconclusive';
  return (
    <>
      <td class="col-difference number">
        {difference === 0 ? '0' : formatDifference(difference, unitOf(metric))}
        <Bar share={share} tone={difference > 0 ? 'worse' : 'better'} />
      </td>
      <td class="col-change number">
        {finding === null ? null : told ? (
          <strong>{changeWords(figures, text.change)}</strong>
        ) : (
          <span class="untold">{text.change}</span>
        )}
        {finding === null || text.interval === null ? null : <small>{text.interval}</small>}
      </td>
      <td class="col-verdict">
        <VerdictPill verdict={verdict} />
      </td>
    </>
  );
}

/** A ratio is not defined where a side does not have the function: then the words say that. */
function changeWords({ base, head }: FunctionFigures, change: string): string {
  if (base === null) return 'new';
  return head === null ? 'gone' : change;
}

/** What the bar of a row shows: the difference, or for one profile the amount. */
function barOf(data: ReportData, figures: FunctionFigures): number {
  return data.comparison === null ? (figures.head ?? 0) : differenceOf(figures);
}

function Bar({ share, tone }: { readonly share: number; readonly tone: 'worse' | 'better' | 'calm' }): JSX.Element {
  return <i class={`bar bar-${tone}`} style={{ width: `${(share * 100).toFixed(1)}%` }} />;
}

/** Up and Down go from row to row, Home and End to the first and the last, by moving the focus between the links. */
function moveFocus(
  event: KeyboardEvent,
  body: HTMLElement | null,
  count: number,
  scrollTo: (index: number) => void,
): void {
  const current = document.activeElement?.closest<HTMLElement>('tr[data-index]');
  const index = Number(current?.dataset['index'] ?? Number.NaN);
  const target = targetOf(event.key, index, count);
  if (body === null || target === null) return;
  event.preventDefault();
  scrollTo(target);
  focusRow(body, target, FRAMES_TO_WAIT);
}

/** Rows come into being a frame or more after the scrolling. */
const FRAMES_TO_WAIT = 30;

function focusRow(body: HTMLElement, index: number, frames: number): void {
  const link = body.querySelector<HTMLElement>(`tr[data-index="${index}"] a`);
  if (link !== null) link.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusRow(body, index, frames - 1));
}

function targetOf(key: string, index: number, count: number): number | null {
  if (Number.isNaN(index)) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The functions of one file, as a link for other views. */
export function functionsHref(query: string): string {
  return fragmentOf({ view: 'functions', path: '', params: { q: query } });
}
