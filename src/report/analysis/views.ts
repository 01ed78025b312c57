/**
 * The results of the views of one profile as sheets: which words and numbers, in which order.
 * The numbers themselves are left to `analyze`.
 */
import type {
  AnnotatedFile,
  Bottleneck,
  Bottlenecks,
  CallPath,
  Functions,
  Hotspot,
  Hotspots,
  Leak,
  Leaks,
  Page,
  Spot,
  SpotMetric,
  SpotNumbers,
  Stacks,
  Summary,
} from '../../analyze/index.js';
import { code, joined, proseOf, type Inline, type Prose } from '../prose.js';
import { messageText, nameText, pathText } from '../text.js';
import { formatCount, formatPercent, formatSingle } from '../units.js';
import { counted } from '../words.js';
import type { Part, Sheet, SheetColumn, SheetItem } from './sheet.js';

/** A view's result with its name. */
export type Analysis =
  | { readonly view: 'summary'; readonly result: Summary }
  | { readonly view: 'hotspots'; readonly result: Hotspots }
  | { readonly view: 'bottlenecks'; readonly result: Bottlenecks }
  | { readonly view: 'functions'; readonly result: Functions }
  | { readonly view: 'leaks'; readonly result: Leaks }
  | { readonly view: 'file'; readonly result: AnnotatedFile }
  | { readonly view: 'stacks'; readonly result: Stacks };

/** What a view says. */
export function sheetOf(analysis: Analysis): Sheet {
  switch (analysis.view) {
    case 'summary':
      return summarySheet(analysis.result);
    case 'hotspots':
      return hotspotsSheet(analysis.result);
    case 'bottlenecks':
      return bottlenecksSheet(analysis.result);
    case 'functions':
      return functionsSheet(analysis.result);
    case 'leaks':
      return leaksSheet(analysis.result);
    case 'file':
      return fileSheet(analysis.result);
    case 'stacks':
      return stacksSheet(analysis.result);
  }
}

const METRIC: { readonly [M in SpotMetric]: string } = { cpu: 'CPU', memory: 'memory', gpu: 'GPU', copy: 'copying' };

function summarySheet(result: Summary): Sheet {
  const program = result.program === undefined ? 'the program' : code(pathText(result.program));
  const rows: (readonly [string, string] | null)[] = [
    ['Elapsed under the profiler', seconds(result.elapsedSec)],
    ['CPU: Python', percent(result.cpuPythonPercent)],
    ['CPU: native', percent(result.cpuNativePercent)],
    ['CPU: system, mostly waiting', percent(result.cpuSystemPercent)],
    result.samples === undefined ? null : ['CPU samples', formatCount(Math.round(result.samples))],
    result.hasMemory ? ['Peak memory', mebibytes(result.maxFootprintMb)] : null,
    result.hasMemory
      ? ['Allocated', `${mebibytes(result.allocatedMb)}, ${mebibytes(result.allocationMbPerSec)}/s`]
      : null,
    result.copyMbPerSec > 0 ? ['Copied', `${mebibytes(result.copyMbPerSec)}/s`] : null,
    result.hasGpu ? ['GPU busy', `${seconds(result.gpuSec)} ${messageText(result.gpuDevice)}`.trim()] : null,
    result.hasGpu ? ['GPU memory', mebibytes(result.gpuPeakMb)] : null,
    ['Files and functions', `${formatCount(result.files)} and ${formatCount(result.functions)}`],
    result.hasMemory ? ['Suspected leaks', formatCount(result.leaks)] : null,
  ];
  return {
    title: ['Profile of ', program],
    parts: [
      { kind: 'table', columns: TWO_COLUMNS, rows: rows.filter((row) => row !== null) },
      { kind: 'list', items: result.notes.map(({ message }) => proseOf(messageText(message))) },
    ],
  };
}

const TWO_COLUMNS: readonly SheetColumn[] = [
  { title: '', align: 'left' },
  { title: '', align: 'left', flexible: 'end' },
];

function hotspotsSheet(result: Hotspots): Sheet {
  const { metric, level, minPercent, below, unavailable } = result;
  const least = `from ${percent(minPercent)} of the program on`;
  return {
    title: [`Hotspots: ${level}s by ${METRIC[metric]}, ${least}`],
    parts: listed(
      result,
      result.items.map((item) => hotspotItem(item, metric)),
      unavailable,
      [below === 0 ? [] : [`${counted(below, 'place')} with less ${below === 1 ? 'is' : 'are'} not listed.`]],
    ),
  };
}

function hotspotItem(item: Hotspot, metric: SpotMetric): SheetItem {
  return {
    title: [`${percent(item.percent)}  `, ...placeProse(item)],
    facts: [numbersProse(item, metric)],
    source: item.source,
  };
}

function bottlenecksSheet(result: Bottlenecks): Sheet {
  return { title: ['Bottlenecks, gravest first'], parts: listed(result, result.items.map(bottleneckItem)) };
}

function bottleneckItem(item: Bottleneck): SheetItem {
  const causes = item.causes.flatMap(({ evidence, recommendation }): Prose[] => [
    proseOf(messageText(evidence)),
    ['→ ', ...proseOf(messageText(recommendation))],
  ]);
  const signals = item.signals.map(({ signal }): Prose => [SIGNAL_NUMBERS[signal](item)]);
  return {
    title: [`${item.severity}  `, ...placeProse(item)],
    facts: [joined(signals, ', '), ...causes],
    source: item.source,
  };
}

const SIGNAL_NUMBERS: { readonly [S in Bottleneck['signals'][number]['signal']]: (spot: Spot) => string } = {
  cpu: (spot) => `CPU ${percent(spot.cpuPercent)} (${seconds(spot.sec)})`,
  memory: (spot) => `memory ${percent(spot.memoryPercent)} (peak ${mebibytes(spot.peakMb)})`,
  velocity: (spot) => `allocates ${mebibytes(spot.allocationMbPerSec)}/s`,
};

function functionsSheet(result: Functions): Sheet {
  const hasMemory = result.items.some(({ peakMb, allocatedMb }) => peakMb + allocatedMb > 0);
  const hasGpu = result.items.some(({ gpuPercent }) => gpuPercent > 0);
  const chosen = FUNCTION_COLUMNS.filter(
    ({ needs }) => (needs !== 'memory' || hasMemory) && (needs !== 'gpu' || hasGpu),
  );
  const table: Part = {
    kind: 'table',
    columns: chosen,
    rows: result.items.map((item) => chosen.map(({ cell }) => cell(item))),
  };
  const page = pageProse(result);
  return {
    title: [`Functions by ${METRIC[result.sort]}`],
    parts: result.items.length === 0 ? [NOTHING] : [table, ...(page.length === 0 ? [] : [paragraph(page)])],
  };
}

interface FunctionColumn extends SheetColumn {
  readonly needs?: 'memory' | 'gpu';
  readonly cell: (spot: Spot) => Inline;
}

const FUNCTION_COLUMNS: readonly FunctionColumn[] = [
  { title: 'CPU', align: 'right', cell: (spot) => percent(spot.cpuPercent) },
  { title: 'Time', align: 'right', cell: (spot) => seconds(spot.sec) },
  { title: 'Python', align: 'right', expendable: 2, cell: (spot) => percent(spot.cpuPythonPercent) },
  { title: 'Native', align: 'right', expendable: 3, cell: (spot) => percent(spot.cpuNativePercent) },
  { title: 'System', align: 'right', expendable: 4, cell: (spot) => percent(spot.cpuSystemPercent) },
  { title: 'Peak', align: 'right', needs: 'memory', cell: (spot) => mebibytes(spot.peakMb) },
  { title: 'Allocated', align: 'right', needs: 'memory', expendable: 1, cell: (spot) => mebibytes(spot.allocatedMb) },
  { title: 'GPU', align: 'right', needs: 'gpu', cell: (spot) => percent(spot.gpuPercent) },
  { title: 'Function', align: 'left', cell: (spot) => code(nameText(spot.function)) },
  { title: 'Place', align: 'left', flexible: 'middle', cell: (spot) => code(`${pathText(spot.file)}:${spot.line}`) },
];

function leaksSheet(result: Leaks): Sheet {
  return {
    title: ['Suspected leaks, likeliest first'],
    parts: listed(result, result.items.map(leakItem), result.unavailable),
  };
}

function leakItem(leak: Leak): SheetItem {
  const { likelihood, velocityMbPerSec, allocatedMb, why, line, source, confidence } = leak;
  const numbers = `likelihood ${formatPercent(likelihood)}, ${mebibytes(velocityMbPerSec)}/s, ${mebibytes(allocatedMb)} allocated`;
  return {
    title: [`${confidence}  `, ...placeProse(leak)],
    facts: [[numbers], ...why.map((reason) => proseOf(messageText(reason)))],
    source: [{ line, text: source }],
  };
}

function fileSheet(result: AnnotatedFile): Sheet {
  const lines = result.items.map(({ line, text, numbers, leak }) => ({
    line,
    text,
    margin: MARGIN.map(({ value }) => (numbers === undefined ? '' : value(numbers))).concat(
      leak === undefined ? '' : 'leak?',
    ),
  }));
  const shown = [...MARGIN.map(({ title }) => title), ''];
  const used = shown.map((_, index) => lines.some(({ margin }) => margin[index] !== ''));
  const narrowed = lines.map((line) => ({ ...line, margin: line.margin.filter((_, index) => used[index]) }));
  const page = pageProse(result);
  return {
    title: [code(pathText(result.file)), `, ${percent(result.cpuPercent)} of the CPU time`],
    parts: [
      { kind: 'source', margin: shown.filter((_, index) => used[index]), lines: narrowed },
      ...(page.length === 0 ? [] : [paragraph(page)]),
    ],
  };
}

interface MarginColumn {
  readonly title: string;
  readonly value: (numbers: SpotNumbers) => string;
}

const MARGIN: readonly MarginColumn[] = [
  { title: 'CPU', value: ({ cpuPercent }) => orEmpty(cpuPercent, percent) },
  { title: 'peak', value: ({ peakMb }) => orEmpty(peakMb, mebibytes) },
  { title: 'allocated', value: ({ allocatedMb }) => orEmpty(allocatedMb, mebibytes) },
  { title: 'GPU', value: ({ gpuPercent }) => orEmpty(gpuPercent, percent) },
  { title: 'copied', value: ({ copyMbPerSec }) => orEmpty(copyMbPerSec, (rate) => `${mebibytes(rate)}/s`) },
];

/** Amounts that would be shown as zero are noise in a margin. */
function orEmpty(amount: number, format: (amount: number) => string): string {
  return amount < 0.05 ? '' : format(amount);
}

function stacksSheet(result: Stacks): Sheet {
  return {
    title: ['Call paths, most time first'],
    parts: listed(result, result.items.map(pathItem), result.unavailable),
  };
}

function pathItem({ frames, percent: share, sec, pythonSec, count, native }: CallPath): SheetItem {
  const innermost = frames.at(-1);
  const end: Prose = innermost === undefined ? ['(no frames)'] : placeProse(innermost);
  const ending: Prose = native === undefined ? [] : [', mostly in ', code(nameText(native))];
  const callers = frames.map((frame): Prose => [code(`${nameText(frame.function)}:${frame.line}`)]);
  const samples = counted(Math.round(count), 'sample');
  return {
    title: [`${percent(share)}  `, ...end],
    facts: [[`${seconds(sec)}, ${seconds(pythonSec)} of it in Python, ${samples}`, ...ending], joined(callers, ' → ')],
    source: [],
  };
}

interface Place {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

function placeProse({ function: name, file, line }: Place): Prose {
  return [code(nameText(name)), ' ', code(`${pathText(file)}:${line}`)];
}

/** The numbers that explain a place's rank, those of the metric first. */
function numbersProse(spot: Spot, metric: SpotMetric): Prose {
  const cpu = `${seconds(spot.sec)}: Python ${percent(spot.cpuPythonPercent)}, native ${percent(spot.cpuNativePercent)}, system ${percent(spot.cpuSystemPercent)}`;
  const memory = `peak ${mebibytes(spot.peakMb)}, allocated ${mebibytes(spot.allocatedMb)} (${mebibytes(spot.allocationMbPerSec)}/s)`;
  const hasMemory = spot.peakMb + spot.allocatedMb > 0;
  switch (metric) {
    case 'cpu':
      return [hasMemory ? `${cpu}; ${memory}` : cpu];
    case 'memory':
      return [`${memory}; CPU ${percent(spot.cpuPercent)}`];
    case 'gpu':
      return [`${seconds(spot.gpuSec)} of GPU time, ${mebibytes(spot.gpuPeakMb)}; CPU ${percent(spot.cpuPercent)}`];
    case 'copy':
      return [`${mebibytes(spot.copyMbPerSec)}/s; CPU ${percent(spot.cpuPercent)}`];
  }
}

const NOTHING: Part = { kind: 'paragraph', prose: ['Nothing to show.'] };

function listed(
  page: Page<unknown>,
  items: readonly SheetItem[],
  unavailable?: string,
  after: readonly Prose[] = [],
): Part[] {
  if (unavailable !== undefined) return [paragraph(proseOf(messageText(unavailable)))];
  const rest = [pageProse(page), ...after].filter((prose) => prose.length > 0).map(paragraph);
  return items.length === 0 ? [NOTHING, ...rest] : [{ kind: 'items', items }, ...rest];
}

function paragraph(prose: Prose): Part {
  return { kind: 'paragraph', prose };
}

function pageProse({ items, totalItems, omitted, nextOffset }: Page<unknown>): Prose {
  if (omitted === 0) return [];
  const next = nextOffset === undefined ? '' : `; the next page begins at offset ${formatCount(nextOffset)}`;
  return [`Shown: ${formatCount(items.length)} of ${formatCount(totalItems)}${next}.`];
}

function percent(value: number): string {
  return formatPercent(value / 100);
}

function seconds(value: number): string {
  return formatSingle(value, 's');
}

/** Scalene's "MB" are 1,048,576 bytes. */
function mebibytes(value: number): string {
  return formatSingle(value, 'MiB');
}
