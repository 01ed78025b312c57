/**
 * The views of `analyze`: for each, the list it makes of a profile and how a list entry reads.
 * The numbers are left to `analyze`, the answer around them to the tool.
 */
import { annotatedFile, type AnnotatedLine } from '../../analyze/annotated.js';
import { bottlenecks, type Bottleneck } from '../../analyze/bottlenecks.js';
import { functions } from '../../analyze/functions.js';
import { hotspots, type Hotspot } from '../../analyze/hotspots.js';
import { leaks, type Leak } from '../../analyze/leaks.js';
import { percentOf, type SpotMetric } from '../../analyze/spots.js';
import { stacks, type CallPath } from '../../analyze/stacks.js';
import { InputError } from '../../model/errors.js';
import { oneLine, untrusted } from '../answer.js';
import { percent, rounded, seconds } from '../numbers.js';
import type { Subject } from '../subjects.js';
import type { View } from './names.js';
import { rowText, sourceText, spotRow, type Row, type Scale } from './row.js';

/** What a call may ask of a view. */
export interface ViewRequest {
  readonly file?: string | undefined;
  readonly metric: SpotMetric;
  readonly minPercent?: number | undefined;
  readonly topN?: number | undefined;
  readonly offset: number;
  readonly contextLines?: number | undefined;
  readonly only?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export interface ViewPage {
  readonly heading: string;
  readonly items: readonly Row[];
  readonly totalItems: number;
  readonly nextOffset?: number;
  readonly omitted: number;
  /** Why the profile cannot tell. */
  readonly unavailable?: string;
  /** The items in Markdown. */
  readonly lines: readonly string[];
}

type Make = (subject: Subject, request: ViewRequest) => ViewPage;

/** `summary` is hotspots under a paragraph, which the tool writes. */
export const VIEW_TABLE: { readonly [V in View]: Make } = {
  summary: (subject, request) => spots(subject, { ...request, topN: request.topN ?? 5 }, request.metric),
  hotspots: (subject, request) => spots(subject, request, request.metric),
  gpu: (subject, request) => spots(subject, request, 'gpu'),
  copy: (subject, request) => spots(subject, request, 'copy'),
  functions: allFunctions,
  file: oneFile,
  bottlenecks: worstPlaces,
  leaks: suspectedLeaks,
  stacks: callPaths,
  insight: insights,
};

/** Seconds that the shares of a subject are of. */
export function scaleOf({ cpuSec, profile }: Subject): Scale {
  return cpuSec === null ? { sec: profile.elapsedSec, kind: 'profiled-wall' } : { sec: cpuSec, kind: 'cpu' };
}

/** Options that all lists of `analyze` share; absent rather than undefined. */
function options({ file, topN, offset, only, exclude, minPercent }: ViewRequest): {
  topN?: number;
  offset: number;
  only?: readonly string[];
  exclude?: readonly string[];
  minPercent?: number;
} {
  const chosen = file === undefined ? only : [...(only ?? []), file];
  return {
    offset,
    ...(topN === undefined ? {} : { topN }),
    ...(chosen === undefined ? {} : { only: chosen }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(minPercent === undefined ? {} : { minPercent }),
  };
}

function listed(heading: string, page: Omit<ViewPage, 'heading' | 'lines'>, offset: number): ViewPage {
  return { ...page, heading, lines: page.items.map((row, index) => rowText(row, offset + index + 1)) };
}

const METRIC_WORDS: { readonly [M in SpotMetric]: string } = {
  cpu: 'share of CPU samples',
  memory: 'share of memory',
  gpu: 'share of GPU work',
  copy: 'share of copying',
};

function spots(subject: Subject, request: ViewRequest, metric: SpotMetric): ViewPage {
  const { profile } = subject;
  const contextLines = request.contextLines;
  const level = contextLines === undefined ? 'function' : 'line';
  const wanted = {
    ...options(request),
    metric,
    level,
    ...(contextLines === undefined ? {} : { contextLines }),
  } as const;
  const usual = hotspots(profile, wanted);
  // A program that is spread thin has no place above the usual threshold: its largest are shown all the same.
  const found =
    usual.below > 0 && usual.totalItems === 0 && request.minPercent === undefined
      ? hotspots(profile, { ...wanted, minPercent: 0 })
      : usual;
  const items = found.items.map((spot: Hotspot) => ({
    ...spotRow(spot, scaleOf(subject), profile.hasMemory),
    source: sourceText(spot.source),
  }));
  return listed(`Hotspots by ${METRIC_WORDS[metric]}`, { ...found, items }, request.offset);
}

function allFunctions(subject: Subject, request: ViewRequest): ViewPage {
  const { metric } = request;
  const found = functions(subject.profile, { ...options(request), sort: metric });
  const items = found.items.map((spot) =>
    spotRow({ ...spot, percent: percentOf(spot, metric) }, scaleOf(subject), subject.profile.hasMemory),
  );
  return listed(`Functions by ${METRIC_WORDS[metric]}`, { ...found, items }, request.offset);
}

/** Lines of a file that one answer shows where the call does not say how many. */
const FILE_LINES = 60;
const FILE_CONTEXT = 2;

function oneFile(subject: Subject, request: ViewRequest): ViewPage {
  const { file, offset, topN = FILE_LINES, contextLines = FILE_CONTEXT } = request;
  if (file === undefined) {
    throw new InputError('The view "file" needs a file: give its path as the hotspots name it.');
  }
  const found = annotatedFile(subject.profile, file, { topN, offset, contextLines });
  const heading = `${untrusted(found.file, 300)}: ${percent(found.cpuPercent)} of CPU, ${String(found.totalLines)} lines (those with activity and ${String(contextLines)} around)`;
  return {
    ...found,
    heading,
    items: found.items.map((line) => fileRow(line, scaleOf(subject))),
    lines: fileTable(found.items, subject.profile.hasMemory),
  };
}

function fileRow({ line, text, numbers }: AnnotatedLine, scale: Scale): Row {
  if (numbers === undefined) return { line, source: [untrusted(text)] };
  return {
    line,
    percent: rounded(numbers.cpuPercent),
    python_percent: rounded(numbers.cpuPythonPercent),
    seconds: rounded((numbers.cpuPercent / 100) * scale.sec),
    ...(numbers.allocatedMb === 0 ? {} : { allocated_mb: rounded(numbers.allocatedMb) }),
    ...(numbers.peakMb === 0 ? {} : { peak_mb: rounded(numbers.peakMb) }),
    source: [untrusted(text)],
  };
}

/** Columns as in a listing: share of CPU, the Python part of it, allocated memory, line, source. */
function fileTable(lines: readonly AnnotatedLine[], hasMemory: boolean): string[] {
  const cell = (value: number | undefined): string =>
    (value === undefined || value === 0 ? '·' : value.toFixed(1)).padStart(6);
  const head = `${'CPU %'.padStart(6)} ${'Py %'.padStart(6)}${hasMemory ? ` ${'MiB'.padStart(6)}` : ''}  line`;
  const rows = lines.map(({ line, text, numbers, leak }, index) => {
    const gap = index > 0 && (lines[index - 1]?.line ?? 0) < line - 1 ? ['…'] : [];
    const memory = hasMemory ? ` ${cell(numbers?.allocatedMb)}` : '';
    const mark = leak === undefined ? '' : ' ← leak?';
    const row = `${cell(numbers?.cpuPercent)} ${cell(numbers?.cpuPythonPercent)}${memory} ${String(line).padStart(5)}| ${untrusted(text)}${mark}`;
    return [...gap, row].join('\n');
  });
  return ['```', head, ...rows, '```'];
}

function worstPlaces(subject: Subject, request: ViewRequest): ViewPage {
  const found = bottlenecks(subject.profile, options(request));
  const items = found.items.map((place: Bottleneck) => ({
    ...spotRow({ ...place, percent: place.cpuPercent }, scaleOf(subject), subject.profile.hasMemory),
    severity: place.severity,
    text: oneLine(place.recommendation, 400),
    source: sourceText(place.source),
  }));
  return listed('Bottlenecks, the gravest first', { ...found, items }, request.offset);
}

/** A named cause with its evidence and what to do about it. */
export interface Insight {
  readonly name: string;
  readonly severity: string;
  readonly place: Bottleneck;
  readonly evidence: string;
  readonly advice: string;
}

export function insightsOf({ profile }: Subject, request: ViewRequest): Insight[] {
  const { items } = bottlenecks(profile, { ...options({ ...request, topN: 100, offset: 0 }), topN: 100 });
  return items.flatMap((place) =>
    place.causes.map(({ kind, evidence, recommendation }) => ({
      name: kind,
      severity: place.severity,
      place,
      evidence,
      advice: recommendation,
    })),
  );
}

function insights(subject: Subject, request: ViewRequest): ViewPage {
  const all = insightsOf(subject, request);
  const { offset, topN = 10 } = request;
  const chosen = all.slice(offset, offset + topN);
  const items = chosen.map((insight) => ({
    severity: insight.severity,
    file: untrusted(insight.place.file, 300),
    function: untrusted(insight.place.function),
    line: insight.place.line,
    text: `${insight.name}: ${oneLine(insight.evidence, 300)} ${oneLine(insight.advice, 400)}`,
  }));
  const end = offset + items.length;
  return listed(
    'Insights: causes with their evidence and advice',
    {
      items,
      totalItems: all.length,
      omitted: all.length - items.length,
      ...(end < all.length ? { nextOffset: end } : {}),
    },
    offset,
  );
}

function suspectedLeaks(subject: Subject, request: ViewRequest): ViewPage {
  const found = leaks(subject.profile, options(request));
  const items = found.items.map((leak: Leak) => ({
    file: untrusted(leak.file, 300),
    function: untrusted(leak.function),
    line: leak.line,
    severity: leak.confidence,
    allocated_mb: rounded(leak.allocatedMb),
    text: `velocity ${leak.velocityMbPerSec.toFixed(1)} MiB/s. ${oneLine(leak.why.join(' '), 500)}`,
    source: sourceText([{ line: leak.line, text: leak.source }]),
  }));
  return listed('Suspected memory leaks, likeliest first', { ...found, items }, request.offset);
}

function callPaths(subject: Subject, request: ViewRequest): ViewPage {
  const found = stacks(subject.profile, options(request));
  const items = found.items.map((path: CallPath) => pathRow(path, scaleOf(subject)));
  return listed('Call paths by share of samples, outermost first', { ...found, items }, request.offset);
}

/** Innermost frames of a path that are shown. */
const FRAMES = 12;

function pathRow({ frames, percent: share, native }: CallPath, scale: Scale): Row {
  const shown = frames.slice(-FRAMES);
  const words = shown.map(
    (frame) => `${untrusted(frame.function)} (${untrusted(frame.file, 200)}:${String(frame.line)})`,
  );
  return {
    percent: rounded(share),
    seconds: rounded((share / 100) * scale.sec),
    text: [
      ...(shown.length < frames.length ? ['…'] : []),
      ...words,
      ...(native === undefined ? [] : [untrusted(native)]),
    ].join(' → '),
  };
}

/** What the seconds in an answer are. */
export function scaleNote(scale: Scale): string {
  return scale.kind === 'cpu'
    ? `Seconds: share of samples × ${seconds(scale.sec)} of unprofiled CPU time.`
    : `Seconds: share of samples × ${seconds(scale.sec)} of wall time under the profiler, which is longer than a plain run.`;
}
