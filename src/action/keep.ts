/**
 * Writes what the artifact holds (measurements, Comparison, report as Markdown and as a page) and keeps it.
 * No failure here costs a verdict: it is a warning.
 */
import type { Settings } from '../config/resolve.js';
import { loadReportAssets } from '../engine/report-assets.js';
import { uploadArtifact, type UploadOutcome } from '../github/upload.js';
import { renderDocument } from '../report/json.js';
import { UserError } from '../model/errors.js';
import { renderHtml } from '../report/html/html.js';
import type { Action } from './action.js';
import type { Report } from './compose.js';
import { isJudged, type Finding, type Findings, type Judged } from './findings.js';
import type { ProgramEntry } from '../model/document.js';
import type { OutputValues } from './outputs.js';
import { filesIn, writeInto } from './staging.js';

/** Writes all files. @returns the outputs that name them */
export async function writeFiles(action: Action, { programs }: Findings, report: Report): Promise<OutputValues> {
  const { folder } = action.staging;
  const judged = programs.filter(isJudged);
  await writePages(action, judged, report);
  const written = { report: await writeInto(folder, 'report.md', report.comment(Infinity)) };
  if (judged.length === 0) return written;
  return { ...written, comparison: await writeInto(folder, 'comparison.json', renderDocument(programs.map(entryOf))) };
}

function entryOf(finding: Finding): ProgramEntry {
  if (isJudged(finding)) return { name: finding.name, comparison: finding.comparison };
  return { name: finding.program, sentence: finding.sentence, gate: finding.gate };
}

/** Reports look for `NAME` and `NAME-…`; what a report keeps itself must not be found that way. */
function artifactName({ mode, artifactName: name, shard }: Settings): string {
  if (mode === 'report') return `${name}.report`;
  return shard === undefined ? name : `${name}-${shard}`;
}

/** One page for each program, beside its measurement. */
async function writePages({ runner, staging }: Action, judged: readonly Judged[], report: Report): Promise<void> {
  try {
    const assets = await loadReportAssets();
    for (const { name, comparison, blocks } of judged) {
      const input = { comparison, loaded: blocks, context: report.context, ...(name !== undefined && { name }) };
      await writeInto(staging.folderOf(name), 'report.html', renderHtml(input, assets));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    runner.annotate('warning', error.message);
  }
}

/** Uploads them. */
export async function keepArtifact({ runner, settings, context, staging, artifactMs }: Action): Promise<UploadOutcome> {
  const wanted = {
    name: artifactName(settings),
    files: await filesIn(staging.folder),
    folder: staging.folder,
    retentionDays: settings.retentionDays,
  };
  const outcome = await runner.grouped('Keep the artifact', () => uploadArtifact(wanted, context, artifactMs));
  if (outcome.kind !== 'uploaded') {
    runner.annotate(
      'warning',
      `The artifact ${wanted.name} was not kept (${outcome.reason}); the verdict does not need it.`,
    );
  }
  return outcome;
}
