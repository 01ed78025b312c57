/**
 * The flame graph: where time goes by who called whom, on base, on head, and the difference; with search, zoom and keys.
 * Layout is d3-flame-graph's; the tree and its sums are left to `flame-tree.ts`.
 */
import flamegraph, { type FlameBox, type FlameGraph } from 'd3-flame-graph';
import { select } from 'd3-selection';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { METRICS, type Unit } from '../../src/model/metrics.js';
import type { FlameData, FlameMetric, ReportData } from '../../src/report/html/data.js';
import { METRIC_WORDS } from '../../src/report/words.js';
import { formatAmount, formatDifference, formatPercent, formatSingle, scaleOf } from '../../src/report/units.js';
import type { Medium, ViewProps } from '../app.js';
import {
  ancestry,
  changeOf,
  flameNodes,
  selfWidth,
  visibleChildren,
  type FlameColour,
  type FlameMode,
  type FlameNode,
} from '../flame-tree.js';
import { prefersStillness, useWidth } from '../hooks.js';
import { Choices, Nothing } from '../parts/words.js';
import { sourceHref } from '../route.js';
import { functionsHref } from './functions.js';

const CELL_HEIGHT = 22;
/** Narrower boxes are not drawn; zooming in brings them. */
const NARROWEST = 1.5;
const ZOOM_MS = 220;
/** Files that have a colour of their own where colours stand for files; the others share one. */
const FILE_COLOURS = 7;

/** One box as the library wants it: it keeps marks of its own in here, so each drawing has fresh ones. */
interface Drawn {
  readonly name: string;
  readonly value: number;
  readonly node: FlameNode;
  readonly children: Drawn[];
}

type Box = FlameBox<Drawn>;

export function FlameView({ data, route, navigate, medium }: ViewProps): JSX.Element {
  const params = route.view === 'flame' ? route.params : NO_PARAMS;
  const flame = data.flames.find(({ metric }) => metric === params['metric']) ?? data.flames[0];
  if (flame === undefined) {
    return (
      <>
        <h1>Flame graph</h1>
        <Nothing>The profiles hold no CPU samples to draw.</Nothing>
      </>
    );
  }
  const set = (changes: Readonly<Record<string, string>>, how: 'push' | 'replace' = 'replace') =>
    navigate({ view: 'flame', path: '', params: { ...params, ...changes } }, how);
  return <Flame data={data} flame={flame} params={params} set={set} medium={medium} />;
}

const NO_PARAMS: Readonly<Record<string, string>> = {};

interface FlameProps {
  readonly data: ReportData;
  readonly flame: FlameData;
  readonly params: Readonly<Record<string, string>>;
  readonly set: (changes: Readonly<Record<string, string>>, how?: 'push' | 'replace') => void;
  readonly medium: ViewProps['medium'];
}

function Flame({ data, flame, params, set, medium }: FlameProps): JSX.Element {
  const nodes = useMemo(() => flameNodes(flame), [flame]);
  const compared = data.kind === 'comparison';
  const { unit } = METRICS[flame.metric];
  const mode: FlameMode = !compared
    ? 'head'
    : (MODES.find(({ value }) => value === params['mode'])?.value ?? 'difference');
  const colour: FlameColour = params['colour'] === 'self' ? 'self' : 'inclusive';
  const zoomed = nodes[Number(params['zoom'] ?? 0)] ?? nodes[0];
  const [picked, setPicked] = useState<FlameNode | null>(null);
  const [found, setFound] = useState<string>('');
  const shown = picked ?? zoomed ?? null;
  const search = useRef<HTMLInputElement | null>(null);
  return (
    <>
      <h1>Flame graph</h1>
      <div class="tools">
        {data.flames.length < 2 ? null : (
          <Choices<FlameMetric>
            label="Metric"
            name="flame-metric"
            value={flame.metric}
            choices={data.flames.map(({ metric }) => ({
              value: metric,
              label: METRICS[metric].label,
              title: METRICS[metric].description,
            }))}
            onChoose={(value) => set({ metric: value, zoom: '' })}
          />
        )}
        {compared ? (
          <Choices<FlameMode>
            label="Show"
            name="flame-mode"
            value={mode}
            choices={MODES}
            onChoose={(value) => set({ mode: value })}
          />
        ) : null}
        {mode === 'difference' ? (
          <Choices<FlameColour>
            label="Colour by"
            name="flame-colour"
            value={colour}
            choices={COLOURS}
            onChoose={(value) => set({ colour: value })}
          />
        ) : null}
        <label class="search">
          <span>Search</span>
          <input
            ref={search}
            type="search"
            value={params['q'] ?? ''}
            placeholder="name or path"
            onInput={(event) => set({ q: event.currentTarget.value })}
          />
        </label>
        <button type="button" disabled={zoomed?.parent === null} onClick={() => set({ zoom: '' }, 'push')}>
          Reset zoom
        </button>
      </div>
      <p class="explain" role="status">
        {found === '' ? explain(flame, mode) : found}
      </p>
      <Legend mode={mode} colour={colour} flame={flame} nodes={nodes} />
      <Trail
        node={zoomed ?? null}
        onZoom={(node) => set({ zoom: node.parent === null ? '' : String(node.id) }, 'push')}
      />
      <Chart
        unit={unit}
        medium={medium}
        nodes={nodes}
        mode={mode}
        colour={colour}
        query={params['q'] ?? ''}
        zoom={zoomed?.id ?? 0}
        colourOf={useMemo(() => colouring(nodes, mode, colour, flame), [nodes, mode, colour, flame])}
        onPick={setPicked}
        onZoom={(node) => set({ zoom: node.parent === null ? '' : String(node.id) }, 'push')}
        onFound={setFound}
        onSearchKey={() => search.current?.focus()}
      />
      <Details data={data} flame={flame} node={shown} root={nodes[0] ?? null} />
      <p class="keys">
        Keys, once the graph has the focus: <kbd>↑</kbd> <kbd>↓</kbd> caller and callee, <kbd>←</kbd> <kbd>→</kbd>{' '}
        neighbours, <kbd>Enter</kbd> zoom, <kbd>Esc</kbd> zoom out, <kbd>/</kbd> search, <kbd>s</kbd> source.
      </p>
    </>
  );
}

const MODES = [
  { value: 'difference', label: 'Difference', title: 'Width: the larger of the two sides. Colour: the change.' },
  { value: 'base', label: 'Base', title: 'Width: the amount on base' },
  { value: 'head', label: 'Head', title: 'Width: the amount on head' },
] as const;

const COLOURS = [
  { value: 'inclusive', label: 'Inclusive', title: 'With everything that it calls' },
  { value: 'self', label: 'Self', title: 'Without what it calls' },
] as const;

function explain({ metric, source, leftOut }: FlameData, mode: FlameMode): string {
  const what =
    source === 'stacks'
      ? 'Each box is a function below its caller, from sampled call stacks; one that calls itself is one box.'
      : 'These profiles hold no call stacks: each box is a file, with its functions below.';
  const width =
    mode === 'difference'
      ? `Its width is ${METRIC_WORDS[metric].prose}, the larger of base and head, so that what is gone and what is new are both seen.`
      : `Its width is inclusive: ${METRIC_WORDS[metric].prose} with everything that it calls.`;
  const rest = leftOut > 0.0005 ? ` Boxes too narrow to see are left out: ${formatPercent(leftOut)} of the whole.` : '';
  return `${what} ${width}${rest}`;
}

function Legend({
  mode,
  colour,
  flame,
  nodes,
}: {
  readonly mode: FlameMode;
  readonly colour: FlameColour;
  readonly flame: FlameData;
  readonly nodes: readonly FlameNode[];
}): JSX.Element {
  if (mode === 'difference') {
    return (
      <p class="legend ramp-legend">
        <span>less on head</span>
        <i class="ramp" />
        <span>more on head</span>
        <span class="legend-note">colour: change of the {colour === 'self' ? 'self' : 'inclusive'} amount</span>
      </p>
    );
  }
  const files = rankedFiles(nodes, flame, mode).slice(0, FILE_COLOURS);
  return (
    <ul class="legend" aria-label="Colours stand for files">
      {files.map((path, index) => (
        <li key={path}>
          <i class="key" style={{ background: `var(--file-${index})` }} /> {path}
        </li>
      ))}
      <li>
        <i class="key" style={{ background: 'var(--file-other)' }} /> other files
      </li>
      <li class="legend-note">width: the inclusive amount</li>
    </ul>
  );
}

/** From the root to the box that fills the width. */
function Trail({
  node,
  onZoom,
}: {
  readonly node: FlameNode | null;
  readonly onZoom: (node: FlameNode) => void;
}): JSX.Element | null {
  if (node === null || node.parent === null) return null;
  return (
    <nav class="trail" aria-label="Zoomed into">
      {ancestry(node).map((one) =>
        one === node ? (
          <span key={one.id} aria-current="true">
            {one.frame.name}
          </span>
        ) : (
          <button key={one.id} type="button" class="link" onClick={() => onZoom(one)}>
            {one.frame.name}
          </button>
        ),
      )}
    </nav>
  );
}

interface ChartProps {
  readonly medium: Medium;
  readonly unit: Unit;
  readonly nodes: readonly FlameNode[];
  readonly mode: FlameMode;
  readonly colour: FlameColour;
  readonly query: string;
  readonly zoom: number;
  readonly colourOf: (node: FlameNode) => string;
  readonly onPick: (node: FlameNode | null) => void;
  readonly onZoom: (node: FlameNode) => void;
  readonly onFound: (text: string) => void;
  readonly onSearchKey: () => void;
}

/** What has been drawn, for the effects and keys that come after. */
interface Drawing {
  readonly chart: FlameGraph<Drawn>;
  readonly root: Box;
  zoom: number;
}

function Chart(props: ChartProps): JSX.Element {
  const { nodes, mode, query, zoom, colourOf, unit, medium } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const drawing = useRef<Drawing | null>(null);
  const [active, setActive] = useState<number>(0);
  // Handlers that the library keeps for long must see the newest properties.
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const place = ref.current;
    const [root] = nodes;
    if (place === null || root === undefined || width === 0) return;
    drawing.current = draw(place, drawnOf(root, mode), width, latest);
    return () => {
      drawing.current = null;
      place.replaceChildren();
    };
  }, [nodes, mode, width, colourOf]);

  useLayoutEffect(() => {
    zoomInto(drawing.current, zoom);
    if (medium === 'paper') settle(ref.current);
    decorate(ref.current, active, unit);
  }, [nodes, mode, width, colourOf, zoom, medium]);

  useEffect(() => {
    const now = drawing.current;
    if (now === null) return;
    if (query === '') {
      now.chart.clear();
      latest.current.onFound('');
    } else now.chart.search(query);
    decorate(ref.current, active, unit);
  }, [nodes, mode, width, colourOf, query]);

  useLayoutEffect(() => decorate(ref.current, active, unit), [active]);

  return (
    <div
      class="flame"
      ref={ref}
      tabIndex={0}
      role="tree"
      aria-label="Flame graph: functions below their callers"
      aria-activedescendant={`flame-${active}`}
      onKeyDown={(event) => {
        const next = pressed(event, nodes[active], latest.current);
        if (next === null) return;
        event.preventDefault();
        setActive(next.id);
        props.onPick(next);
      }}
      onMouseLeave={() => props.onPick(null)}
    />
  );
}

function drawnOf(node: FlameNode, mode: FlameMode): Drawn {
  return {
    name: node.frame.name,
    value: selfWidth(node, mode),
    node,
    children: visibleChildren(node, mode).map((child) => drawnOf(child, mode)),
  };
}

/** Levels of the tree. */
function depthOf({ children }: Drawn): number {
  return 1 + children.reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

function draw(place: HTMLElement, tree: Drawn, width: number, latest: { readonly current: ChartProps }): Drawing {
  const chart = flamegraph<Drawn>()
    .width(width)
    .cellHeight(CELL_HEIGHT)
    .height(depthOf(tree) * CELL_HEIGHT)
    .minFrameSize(NARROWEST)
    .transitionDuration(prefersStillness() || latest.current.medium === 'paper' ? 0 : ZOOM_MS)
    .inverted(true)
    .sort(false)
    .selfValue(true)
    .setColorMapper((box) => (box.highlight === true ? 'var(--frame-found)' : latest.current.colourOf(box.data.node)))
    .label((box) => labelOf(box.data.node, latest.current.unit))
    .setDetailsHandler(() => undefined)
    .setSearchMatch((box, term) => matches(box.data.node, term))
    .setSearchHandler((found, sum, total) =>
      latest.current.onFound(foundText(found.length, sum, total, latest.current.unit)),
    )
    .onHover((box) => latest.current.onPick(box.data.node))
    .onClick((box) => {
      if (drawing.zoom !== box.data.node.id) latest.current.onZoom(box.data.node);
    });
  const selection = select(place).datum(tree);
  chart(selection);
  // The library has put its own layout in the place of the data.
  const drawing: Drawing = { chart, root: select<HTMLElement, Box>(place).datum(), zoom: 0 };
  return drawing;
}

function zoomInto(drawing: Drawing | null, id: number): void {
  if (drawing === null || drawing.zoom === id) return;
  const box = findBox(drawing.root, id);
  if (box === null) return;
  drawing.zoom = id;
  drawing.chart.zoomTo(box);
}

function findBox(box: Box, id: number): Box | null {
  if (box.data.node.id === id) return box;
  for (const child of box.children ?? []) {
    const found = findBox(child, id);
    if (found !== null) return found;
  }
  return null;
}

/** A page that is printed waits for no animation: boxes get the widths and labels that they are on the way to. */
function settle(place: HTMLElement | null): void {
  const boxes = select(place).selectAll<SVGGElement, Box>('g.frame');
  boxes.select('rect').attr('width', function () {
    return this instanceof SVGElement ? (this.parentElement?.getAttribute('width') ?? 0) : 0;
  });
  boxes.select('.d3-flame-graph-label').text((box) => box.data.name);
}

/** Gives each box what assistive technology needs, and marks the one that the keys are on. */
function decorate(place: HTMLElement | null, active: number, unit: Unit): void {
  if (place === null) return;
  const svg = select(place).select<SVGSVGElement>('svg').attr('role', 'presentation');
  if (svg.empty()) return;
  svg.attr('viewBox', `0 0 ${svg.attr('width')} ${svg.attr('height')}`);
  svg
    .selectAll<SVGGElement, Box>('g')
    .attr('id', (box) => `flame-${box.data.node.id}`)
    .attr('role', 'treeitem')
    .attr('aria-level', (box) => box.depth + 1)
    .attr('aria-label', (box) => labelOf(box.data.node, unit))
    .classed('active', (box) => box.data.node.id === active);
}

function labelOf(node: FlameNode, unit: Unit): string {
  const scale = scaleOf([node.base, node.head], unit);
  const place = node.frame.path === '' ? '' : `, ${node.frame.path}`;
  return `${node.frame.name}${place}: base ${formatAmount(node.base, scale)}, head ${formatAmount(node.head, scale)}`;
}

function matches({ frame, parent }: FlameNode, term: string): boolean {
  if (parent === null) return false;
  const wanted = term.toLowerCase();
  return frame.name.toLowerCase().includes(wanted) || frame.path.toLowerCase().includes(wanted);
}

function foundText(count: number, sum: number, total: number, unit: Unit): string {
  const share = total === 0 ? 0 : sum / total;
  return `${count.toLocaleString('en')} ${count === 1 ? 'box matches' : 'boxes match'}, ${formatSingle(sum, unit)} in all: ${formatPercent(share)} of the width.`;
}

/** The box that a key leads to; null where the key is not ours. */
function pressed(
  event: KeyboardEvent,
  node: FlameNode | undefined,
  { mode, onZoom, onSearchKey, nodes }: ChartProps,
): FlameNode | null {
  if (node === undefined || event.ctrlKey || event.metaKey || event.altKey) return null;
  const siblings = node.parent === null ? [node] : visibleChildren(node.parent, mode);
  const at = siblings.indexOf(node);
  switch (event.key) {
    case 'ArrowUp':
      return node.parent ?? node;
    case 'ArrowDown':
      return visibleChildren(node, mode)[0] ?? node;
    case 'ArrowLeft':
      return siblings[Math.max(0, at - 1)] ?? node;
    case 'ArrowRight':
      return siblings[Math.min(siblings.length - 1, at + 1)] ?? node;
    case 'Home':
      return nodes[0] ?? node;
    case 'Enter':
    case ' ':
      onZoom(node);
      return node;
    case 'Escape':
      onZoom(nodes[0] ?? node);
      return nodes[0] ?? node;
    case 's':
      if (node.frame.path !== '')
        location.hash = sourceHref(node.frame.path, node.head > 0 ? 'head' : 'base', node.frame.line);
      return node;
    case '/':
      onSearchKey();
      return node;
    default:
      return null;
  }
}

/** The colour of every box. In the difference, the strongest colour is the largest change of any box but the root. */
function colouring(
  nodes: readonly FlameNode[],
  mode: FlameMode,
  colour: FlameColour,
  flame: FlameData,
): (node: FlameNode) => string {
  if (mode !== 'difference') {
    const rank = new Map(rankedFiles(nodes, flame, mode).map((path, index) => [path, index]));
    return ({ frame }) => {
      const index = rank.get(frame.path) ?? FILE_COLOURS;
      if (frame.path === '') return 'var(--frame)';
      return index < FILE_COLOURS ? `var(--file-${index})` : 'var(--file-other)';
    };
  }
  const largest = nodes.slice(1).reduce((most, node) => Math.max(most, Math.abs(changeOf(node, colour))), 0);
  return (node) => {
    const change = changeOf(node, colour);
    // The square root keeps small changes visible beside a very large one.
    const strength = largest === 0 || node.parent === null ? 0 : Math.sqrt(Math.abs(change) / largest) * 100;
    return `color-mix(in oklab, var(${change > 0 ? '--frame-worse' : '--frame-better'}) ${Math.min(100, strength).toFixed(0)}%, var(--frame))`;
  };
}

/** Files by their self time on the side, most first. */
function rankedFiles(nodes: readonly FlameNode[], { source }: FlameData, mode: FlameMode): string[] {
  const sums = new Map<string, number>();
  for (const node of nodes) {
    if (node.frame.path === '' || (source === 'files' && node.children.length > 0)) continue;
    sums.set(node.frame.path, (sums.get(node.frame.path) ?? 0) + selfWidth(node, mode));
  }
  return [...sums].sort((a, b) => b[1] - a[1]).map(([path]) => path);
}

/** The figures of the box under the pointer or the keys, else of the one zoomed into. */
function Details({
  data,
  flame,
  node,
  root,
}: {
  readonly data: ReportData;
  readonly flame: FlameData;
  readonly node: FlameNode | null;
  readonly root: FlameNode | null;
}): JSX.Element | null {
  if (node === null || root === null) return null;
  const { frame } = node;
  const file = data.files.find(({ path }) => path === frame.path);
  const compared = data.kind === 'comparison';
  return (
    <div class="flame-details">
      <p>
        <strong>
          <code>{frame.name}</code>
        </strong>{' '}
        {frame.path === '' ? 'everything that was sampled' : <span class="place">{frame.path}</span>}
      </p>
      {file === undefined || frame.path === '' ? null : (
        <p class="actions">
          <a href={sourceHref(file.path, node.head > 0 || file.base === null ? 'head' : 'base', frame.line)}>Source</a>{' '}
          <a href={functionsHref(frame.name)}>In the functions</a>
        </p>
      )}
      <table class="plain narrow">
        <thead>
          <tr>
            <th scope="col">{METRICS[flame.metric].label}</th>
            {compared ? (
              <th scope="col" class="number">
                Base
              </th>
            ) : null}
            <th scope="col" class="number">
              {compared ? 'Head' : 'Amount'}
            </th>
            {compared ? (
              <th scope="col" class="number">
                Difference
              </th>
            ) : null}
            <th scope="col" class="number">
              Of {compared ? 'head' : 'all'}
            </th>
          </tr>
        </thead>
        <tbody>
          <AmountRow
            name="Inclusive"
            base={node.base}
            head={node.head}
            total={root.head}
            compared={compared}
            unit={METRICS[flame.metric].unit}
          />
          <AmountRow
            name="Self"
            base={node.baseSelf}
            head={node.headSelf}
            total={root.head}
            compared={compared}
            unit={METRICS[flame.metric].unit}
          />
        </tbody>
      </table>
    </div>
  );
}

interface AmountRowProps {
  readonly name: string;
  readonly base: number;
  readonly head: number;
  readonly total: number;
  readonly compared: boolean;
  readonly unit: Unit;
}

function AmountRow({ name, base, head, total, compared, unit }: AmountRowProps): JSX.Element {
  const scale = scaleOf(compared ? [base, head] : [head], unit);
  return (
    <tr>
      <th scope="row">{name}</th>
      {compared ? <td class="number">{formatAmount(base, scale)}</td> : null}
      <td class="number">{formatAmount(head, scale)}</td>
      {compared ? <td class="number">{head === base ? '0' : formatDifference(head - base, unit)}</td> : null}
      <td class="number">{total === 0 ? '–' : formatPercent(head / total)}</td>
    </tr>
  );
}
