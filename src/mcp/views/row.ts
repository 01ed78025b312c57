/**
 * One form for every place that an answer lists: a line, a function, a leak, a bottleneck, a stack.
 * Choosing the places is left to `analyze`, the lists to the views beside this one.
 */
import * as z from 'zod';
import type { Spot } from '../../analyze/spots.js';
import { untrusted } from '../answer.js';
import { mib, percent, rounded, seconds } from '../numbers.js';

/** What a row has; each view fills what it knows. */
export const RowSchema = z.object({
  file: z.string().optional(),
  /** Qualified name. */
  function: z.string().optional(),
  /** First line. */
  line: z.number().optional(),
  /** Share of the whole program in the metric that was asked for. */
  percent: z.number().optional(),
  /** Part of its CPU share that Python code took, rather than native code or waiting. */
  python_percent: z.number().optional(),
  seconds: z.number().optional(),
  peak_mb: z.number().optional(),
  allocated_mb: z.number().optional(),
  /** Of a bottleneck or insight; the confidence of a leak. */
  severity: z.string().optional(),
  /** Evidence and advice, or the frames of a call path. */
  text: z.string().optional(),
  source: z.array(z.string()).optional(),
});
/** The fields of a row in words, for the description of a list of rows. */
export const ROW_FIELDS =
  'file, function, line, percent, python_percent, seconds, peak_mb, allocated_mb, severity, text, source';
export type Row = z.infer<typeof RowSchema>;

/** Seconds of a share: of the unprofiled CPU time where it is known, else of the profiler's wall time. */
export interface Scale {
  readonly sec: number;
  readonly kind: 'cpu' | 'profiled-wall';
}

export function spotRow(spot: Spot & { readonly percent: number }, scale: Scale, hasMemory: boolean): Row {
  return {
    file: untrusted(spot.file, 300),
    function: untrusted(spot.function),
    line: spot.line,
    percent: rounded(spot.percent),
    python_percent: rounded(spot.cpuPythonPercent),
    seconds: rounded((spot.cpuPercent / 100) * scale.sec),
    ...(hasMemory ? { peak_mb: rounded(spot.peakMb), allocated_mb: rounded(spot.allocatedMb) } : {}),
  };
}

/** `19| for row in rows:` */
export function sourceText(lines: readonly { readonly line: number; readonly text: string }[]): string[] {
  return lines.map(({ line, text }) => `${String(line)}| ${untrusted(text)}`);
}

/** A row in Markdown: one line, and under it what else it has. */
export function rowText(row: Row, rank: number): string {
  const place =
    row.file === undefined ? undefined : `${row.file}${row.line === undefined ? '' : `:${String(row.line)}`}`;
  const facts = [
    row.severity,
    row.percent === undefined ? undefined : percent(row.percent),
    row.seconds === undefined ? undefined : `≈${seconds(row.seconds)}`,
    row.function === undefined ? undefined : `\`${row.function}\``,
    place,
    row.python_percent === undefined || row.python_percent === 0 ? undefined : `Python ${percent(row.python_percent)}`,
    row.peak_mb === undefined || row.peak_mb === 0 ? undefined : `peak ${mib(row.peak_mb)}`,
    row.allocated_mb === undefined || row.allocated_mb === 0 ? undefined : `allocated ${mib(row.allocated_mb)}`,
  ];
  return [
    `${String(rank)}. ${facts.filter((fact) => fact !== undefined).join(' · ')}`,
    ...(row.text === undefined ? [] : [`   ${row.text}`]),
    ...(row.source ?? []).map((line) => `   \`${line}\``),
  ].join('\n');
}
