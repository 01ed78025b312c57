/**
 * Comparisons in the form that the user asked for.
 * The forms themselves are left to `report`.
 */
import type { Settings } from '../config/resolve.js';
import { loadReportAssets } from '../engine/report-assets.js';
import type { Comparison } from '../model/comparison.js';
import type { ProgramEntry } from '../model/document.js';
import { InputError } from '../model/errors.js';
import type { LoadedMeasurement } from '../profile/loaded.js';
import { renderCsv } from '../report/csv.js';
import { exportPprof } from '../report/export/pprof.js';
import type { NamedSide } from '../report/export/sides.js';
import { exportSpeedscope } from '../report/export/speedscope.js';
import { renderHtml } from '../report/html/html.js';
import { renderDocument } from '../report/json.js';
import { renderComment } from '../report/markdown/comment.js';
import { renderSummary } from '../report/markdown/summary.js';
import { buildReport, type ProgramInput } from '../report/model.js';
import { renderTerminal } from '../report/terminal/report.js';
import type { Stdio } from './stdio.js';

/** Forms that `report` offers; the first is the default. */
export const REPORT_FORMATS = ['text', 'markdown', 'summary', 'html', 'csv', 'json'] as const;
export type Format = (typeof REPORT_FORMATS)[number];

/** Forms for the viewers of others; only what was profiled is in them. */
export const EXPORT_FORMATS = ['speedscope', 'pprof'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export function isExport(format: string): format is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(format);
}

/**
 * The sides for another viewer: all of them as speedscope's JSON, the one named as pprof's bytes.
 *
 * @throws InputError when there is no profile of that side
 */
export function renderExport(
  sides: readonly NamedSide[],
  format: ExportFormat,
  wanted: (side: NamedSide) => boolean,
): string | Uint8Array {
  const side = sides.find(wanted);
  if (side === undefined)
    throw new InputError('There is no profile to export; choose the other --side, or measure again.');
  switch (format) {
    case 'speedscope':
      return exportSpeedscope(sides);
    case 'pprof':
      return exportPprof(side);
  }
}

/** One program's comparison, with the measurements it rests on. */
export interface Judged {
  readonly name?: string | undefined;
  readonly comparison: Comparison;
  readonly loaded: readonly LoadedMeasurement[];
}

/**
 * The whole answer, ready for stdout.
 *
 * @param failed programs that could not be measured: they stand in the document, and are left to the caller elsewhere
 * @throws InputError for a form that has room for one program only
 */
export async function renderComparisons(
  judged: readonly [Judged, ...Judged[]],
  format: Format,
  stdio: Stdio,
  failed: readonly { readonly settings: Pick<Settings, 'programName'>; readonly error: Error }[] = [],
): Promise<string> {
  switch (format) {
    case 'json':
      return renderDocument([...judged, ...failed.map(entryOf)]);
    case 'csv':
      return renderCsv(judged.map(inputOf));
    case 'html':
      return asHtml(judged);
    case 'text':
      return renderTerminal(reportOf(judged), { width: stdio.width, colour: stdio.colour });
    case 'markdown':
      return renderComment(reportOf(judged));
    case 'summary':
      return renderSummary(reportOf(judged));
  }
}

function entryOf({
  settings,
  error,
}: {
  readonly settings: Pick<Settings, 'programName'>;
  readonly error: Error;
}): ProgramEntry {
  return { name: settings.programName, sentence: error.message, gate: 'fail' };
}

function reportOf([first, ...rest]: readonly [Judged, ...Judged[]]): ReturnType<typeof buildReport> {
  return buildReport([inputOf(first), ...rest.map(inputOf)]);
}

function inputOf({ name, comparison }: Judged): ProgramInput {
  return { comparison, ...(name !== undefined && { name }) };
}

async function asHtml([only, ...others]: readonly [Judged, ...Judged[]]): Promise<string> {
  if (others.length > 0) throw new InputError('An HTML report tells of one program; name one with --program.');
  const { name, comparison, loaded } = only;
  return renderHtml({ comparison, loaded, ...(name !== undefined && { name }) }, await loadReportAssets());
}
