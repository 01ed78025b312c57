/**
 * The report in a terminal or a CI log: verdict first, then the whole program, what changed and where, how sure that is, what to do next.
 * Whether there are colours and how wide the terminal is, is left to the caller.
 */
import { joint, type Heading } from '../heading.js';
import type { ProgramReport, ReportModel } from '../model.js';
import { code, proseOf, type Prose } from '../prose.js';
import { keyOf, type FunctionRow, type LineRow, type MetricRow } from '../rows.js';
import { messageText, outputLines } from '../text.js';
import { MISSING } from '../units.js';
import { METRIC_WORDS, UNGATED_REGRESSION, counted } from '../words.js';
import { columns, finished, wrapped, type Cell, type ColumnLayout } from './layout.js';
import { styleOf, type Style, type TerminalOptions } from './style.js';

/** Functions shown as what got slower or bigger; the rest is counted. */
const MOST_FUNCTIONS = 5;
/** Lines shown under one function. */
const MOST_LINES = 3;
/** Rows of improvements, of new and removed functions, of leaks. */
const MOST_OTHERS = 5;
/** Pieces of advice. */
const MOST_ADVICE = 3;

/** The report as plain text that ends with a line end. Without colours it holds no control characters but line ends. */
export function renderTerminal(model: ReportModel, options: TerminalOptions = {}): string {
  const style = styleOf(options);
  const [first, ...others] = model.programs;
  if (others.length === 0) return finished(paragraphs([heading(first, style), ...program(first, style)]));
  const each = model.programs.flatMap((report) => [heading(report, style), ...program(report, style)]);
  return finished(paragraphs([headingLines(model.heading, [], style), overview(model.programs, style), ...each]));
}

/** Paragraphs with one empty line between them. Empty ones vanish. */
function paragraphs(parts: readonly (readonly string[])[]): string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

function program(report: ProgramReport, style: Style): string[][] {
  return [
    wrapped([...report.headline, ' ', ...report.quiet], style),
    alert(report, style),
    output(report, style),
    metricsTable(report.metrics, style),
    worse(report, style),
    leaks(report, style),
    functionList('Improvements', report.better, style),
    functionList('New and removed functions', report.comeAndGone, style),
    sureness(report, style),
    report.tally === '' ? [] : wrapped([report.tally], style),
    next(report, style),
  ];
}

function heading({ heading: own, name }: ProgramReport, style: Style): string[] {
  return headingLines(own, name === null ? [] : [joint(own), code(name)], style);
}

function headingLines(own: Heading, where: Prose, style: Style): string[] {
  const mark = style.tone[own.tone](style.headingMark(own));
  const paint = (text: string) => style.bold(style.tone[own.tone](text));
  return wrapped([own.words, ...where], style, { first: `${mark} `, indent: 2, paint });
}

function title(text: string, style: Style): string {
  return style.bold(style.text(text));
}

function overview(programs: readonly ProgramReport[], style: Style): string[] {
  const layout: ColumnLayout[] = [
    { align: 'left', flexible: 'middle' },
    { align: 'right', expendable: 1 },
    { align: 'right', expendable: 2 },
    { align: 'left' },
  ];
  const head = ['Program', 'CPU time', 'peak memory', ''].map((text): Cell => ({ text, paint: style.dim }));
  const rows = programs.map((report): Cell[] => [
    { text: style.text(report.name ?? 'program') },
    { text: changeOf(report, 'cpu-time', style) },
    { text: changeOf(report, 'peak-memory', style) },
    { text: style.text(report.heading.words), paint: style.tone[report.heading.tone] },
  ]);
  return columns(layout, [head, ...rows], style);
}

function changeOf({ metrics }: ProgramReport, id: MetricRow['metric']['metric'], style: Style): string {
  return style.text(metrics.find(({ metric }) => metric.metric === id)?.change ?? MISSING);
}

function alert({ alert: warning }: ProgramReport, style: Style): string[] {
  if (warning === null) return [];
  const paint = style.tone.warning;
  return wrapped(proseOf(messageText(warning.message)), style, { first: `${paint('!')} `, indent: 2, paint });
}

function output({ failure }: ProgramReport, style: Style): string[] {
  const lines = failure?.outputTail === undefined ? [] : outputLines(failure.outputTail);
  if (failure === null || lines.length === 0) return [];
  // The bar keeps a traceback from being taken for one of this job's by the matchers of the runner.
  const shown = lines.flatMap((line) =>
    columns([{ align: 'left', flexible: 'end' }], [[{ text: style.text(line) }]], style, style.width - 2),
  );
  return [title(`Last output of ${failure.side}`, style), ...shown.map((line) => `${style.dim(style.bar)} ${line}`)];
}

const METRIC_LAYOUT: readonly ColumnLayout[] = [
  { align: 'left' },
  { align: 'right' },
  { align: 'right' },
  { align: 'right' },
  { align: 'left', expendable: 1 },
  { align: 'right', expendable: 2 },
  { align: 'left', flexible: 'end' },
];

function metricsTable(rows: readonly MetricRow[], style: Style): string[] {
  if (rows.length === 0) return [];
  const titles = ['', 'base', 'head', 'change', '95 % interval', 'tolerance', ''];
  const head = titles.map((text): Cell => ({ text, paint: style.dim }));
  return columns(METRIC_LAYOUT, [head, ...rows.map((row) => metricCells(row, style))], style);
}

function metricCells(row: MetricRow, style: Style): Cell[] {
  const own = row.metric.verdict;
  const isUngated = row.verdict === UNGATED_REGRESSION;
  const paint = isUngated ? style.tone.warning : style.verdict[own];
  return [
    { text: `${isUngated ? '!' : style.mark[own]} ${METRIC_WORDS[row.metric.metric].column}` },
    { text: style.text(row.base) },
    { text: style.text(row.head) },
    { text: style.text(row.change), paint },
    { text: style.text(row.interval ?? ''), paint: style.dim },
    { text: row.tolerance, paint: style.dim },
    { text: isUngated ? 'not gated' : row.verdict.word, paint },
  ];
}

function worse(report: ProgramReport, style: Style): string[] {
  const shown = report.worse.slice(0, MOST_FUNCTIONS);
  if (shown.length === 0) return [];
  const left = report.worse.length - shown.length;
  return [
    title('What got slower or bigger', style),
    ...shown.flatMap((row) => [...functionLines(row, style), ...evidence(row, report, style)]),
    ...more(left, style),
  ];
}

/** A function on as few lines as it needs: who and where, by how much, and what else is known. */
function functionLines(row: FunctionRow, style: Style): string[] {
  const mark = style.verdict[row.finding.verdict](style.mark[row.finding.verdict]);
  const facts: Prose[] = [
    [row.name, '  ', row.place, diffWords(row)].map((text, index) => (index === 0 ? code(text) : text)),
    changeProse(row),
    row.former === null ? [] : [`${row.former.words} `, code(row.former.place)],
    row.finding.note === undefined ? [] : proseOf(messageText(row.finding.note)),
  ];
  const [who = [], ...rest] = facts.filter((fact) => fact.length > 0);
  return [
    ...wrapped(who, style, { first: `${mark} `, indent: 2 }),
    ...rest.flatMap((fact) => wrapped(fact, style, { first: '    ' })),
  ];
}

function diffWords({ finding, via }: FunctionRow): string {
  if (finding.inDiff === null) return '';
  if (finding.inDiff) return ', in this diff';
  return via === null ? ', not in this diff' : `, not in this diff, through ${via}`;
}

/** Such as `CPU +94 % (+81 … +108), 3.42 s → 6.64 s, 62 % of the whole change`. */
function changeProse({ metric, base, head, change, interval, contribution, finding }: FunctionRow): Prose {
  const share = contribution === null ? '' : `, ${contribution} of the whole change`;
  if (finding.base === null) return [`${metric} ${head}, ${change}${share}`];
  if (finding.head === null) return [`${metric} ${base}, ${change}${share}`];
  const size = interval === null ? change : `${change} (${interval})`;
  return [`${metric} ${size}, ${base} → ${head}${share}`];
}

const LINE_LAYOUT: readonly ColumnLayout[] = [
  { align: 'right' },
  { align: 'left', flexible: 'end' },
  { align: 'right' },
  { align: 'left', expendable: 1 },
];

function evidence({ finding }: FunctionRow, { evidence: all }: ProgramReport, style: Style): string[] {
  const rows = (all.get(keyOf(finding.name, finding)) ?? []).slice(0, MOST_LINES);
  const indent = 4;
  const cells = rows.map((row) => lineCells(row, style));
  return columns(LINE_LAYOUT, cells, style, style.width - indent).map((line) => ' '.repeat(indent) + line);
}

function lineCells({ line, source, difference, status }: LineRow, style: Style): Cell[] {
  return [
    { text: line.line === null ? `base ${line.baseLine ?? ''}`.trimEnd() : String(line.line), paint: style.dim },
    { text: style.text(`${style.bar} ${source}`) },
    { text: style.text(difference) },
    { text: status, paint: style.dim },
  ];
}

function leaks({ leaks: all }: ProgramReport, style: Style): string[] {
  const shown = all.slice(0, MOST_OTHERS);
  if (shown.length === 0) return [];
  const mark = style.tone.warning('!');
  const items = shown.flatMap(({ name, place, likelihood, velocity, seen }) =>
    wrapped([code(name), `  ${place}, likelihood ${likelihood}, ${velocity}, seen in ${seen}`], style, {
      first: `${mark} `,
      indent: 2,
    }),
  );
  return [
    title(all.length === 1 ? 'New leak' : 'New leaks', style),
    ...items,
    ...more(all.length - shown.length, style),
  ];
}

function functionList(name: string, rows: readonly FunctionRow[], style: Style): string[] {
  const shown = rows.slice(0, MOST_OTHERS);
  if (shown.length === 0) return [];
  return [
    title(name, style),
    ...shown.flatMap((row) => functionLines(row, style)),
    ...more(rows.length - shown.length, style),
  ];
}

function more(count: number, style: Style): string[] {
  return count > 0 ? [`  ${style.ellipsis} and ${counted(count, 'more row')}`] : [];
}

function sureness({ sureness: facts }: ProgramReport, style: Style): string[] {
  const lines = [facts.line, facts.detectable, ...facts.circumstances, ...facts.doubts].filter(
    (fact) => fact.length > 0,
  );
  return [
    title(facts.title, style),
    ...lines.flatMap((fact) => wrapped(fact, style, { first: `${style.dim(style.bullet)} `, indent: 2 })),
  ];
}

function next({ recommendations, failure, reproduce }: ProgramReport, style: Style): string[] {
  const advice = recommendations
    .slice(0, MOST_ADVICE)
    .flatMap((step) => wrapped(step, style, { first: `${style.dim(style.bullet)} `, indent: 2 }));
  // A command stays on one line, however long, so that it can be pasted.
  const again = failure === null || reproduce === null ? [] : [`${style.dim(style.bullet)} ${style.text(reproduce)}`];
  return again.length + advice.length === 0 ? [] : [title('Next', style), ...again, ...advice];
}
