/**
 * Tells what was found, in the order that loses nothing: artifact, summary, comment, annotations, outputs, and then the
 * step fails. Failures of GitHub on the way are notices or warnings; the verdict stands whatever happens.
 */
import { findComment, publishComment, type CommentOutcome, type FoundComment } from '../github/comments.js';
import { GitHubFailure } from '../github/failure.js';
import { UserError } from '../model/errors.js';
import { uploadArtifact, type UploadOutcome } from '../github/upload.js';
import { loadReportAssets } from '../engine/report-assets.js';
import { renderHtml } from '../report/html/html.js';
import type { Note } from '../report/model.js';
import { acceptRegressions, type Accepted } from './acceptance.js';
import type { Action } from './action.js';
import { compose, type Report } from './compose.js';
import { isJudged, newsOf, type Findings, type Judged } from './findings.js';
import { outputsOf, setOutputs } from './outputs.js';
import { comparisonJson, filesIn, redactMeasurements, writeInto } from './staging.js';

export async function tell(action: Action, findings: Findings): Promise<void> {
  const before = await earlierComment(action, findings);
  const accepted = await accept(action, findings, before);
  const expected = expectedNotes(findings);
  const reportWith = (notes: readonly Note[], artifactUrl?: string): Report =>
    compose(action, findings, { accepted, before, artifactUrl, notes });

  const report = reportWith(expected);
  action.runner.say(report.headline);
  const files = await writeFiles(action, findings, report);
  const artifact = await keepArtifact(action);
  const url = artifact.kind === 'uploaded' ? artifact.url : undefined;
  await action.runner.writeSummary(reportWith(expected, url).summary());
  const comment = await publish(action, findings, { accepted, before, report: reportWith(expected, url) });
  const known = knownNotes(findings, comment);
  if (known.join() !== expected.join()) await action.runner.writeSummary(reportWith(known, url).summary());
  annotate(action, report);
  setOutputs(action.runner, {
    ...outputsOf(findings, report.gate),
    ...files,
    ...(artifact.kind === 'uploaded' && { 'artifact-id': String(artifact.id), 'artifact-url': artifact.url }),
    ...('url' in comment && { 'comment-url': comment.url }),
    'comment-status': comment.status,
  });
  if (report.gate === 'fail') action.runner.fail(report.headline);
}

/** What an earlier push left; nothing where GitHub does not tell. */
async function earlierComment(
  { api, settings, runner }: Action,
  { acceptFrom }: Findings,
): Promise<FoundComment | null> {
  if (api === null || acceptFrom === null) return null;
  try {
    return await findComment(api, acceptFrom, settings.commentKey);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    runner.annotate(
      'warning',
      `The comments of pull request #${String(acceptFrom)} could not be read (${error.message}).`,
    );
    return null;
  }
}

async function accept(action: Action, findings: Findings, before: FoundComment | null): Promise<Accepted> {
  const { acceptFrom, pull, headSha, programs } = findings;
  const about = acceptFrom === null ? null : { number: acceptFrom, head: pull?.headSha ?? headSha };
  const accepted = await acceptRegressions(action.api, about, programs, before?.stamp ?? null);
  for (const remark of accepted.remarks) action.runner.annotate('warning', remark);
  return accepted;
}

/** A fork's token may read only, unless the repository's owner has decided otherwise: known once it was tried. */
function expectedNotes({ pull, measuredElsewhere }: Findings): Note[] {
  if (pull?.fromFork !== true) return [];
  return [measuredElsewhere ? 'from-fork' : 'read-only-token'];
}

function knownNotes(findings: Findings, comment: CommentOutcome): Note[] {
  if (comment.status === 'read-only') return ['read-only-token'];
  const mayHaveWritten = comment.status === 'created' || comment.status === 'updated';
  return expectedNotes(findings).filter((note) => note !== 'read-only-token' || !mayHaveWritten);
}

async function writeFiles(action: Action, { programs }: Findings, report: Report): Promise<Record<string, string>> {
  const { folder } = action.staging;
  await redactMeasurements(folder, action.redact);
  const judged = programs.filter(isJudged);
  await writePages(action, judged, report);
  const written: Record<string, string> = { report: await writeInto(folder, 'report.md', report.comment(Infinity)) };
  if (judged.length === 0) return written;
  return { ...written, comparison: await writeInto(folder, 'comparison.json', action.redact(comparisonJson(judged))) };
}

/** One page for each program, beside its measurement. */
async function writePages(
  { runner, staging, redact }: Action,
  judged: readonly Judged[],
  report: Report,
): Promise<void> {
  try {
    const assets = await loadReportAssets();
    for (const { name, comparison, blocks } of judged) {
      const input = { comparison, loaded: blocks, context: report.context, ...(name !== undefined && { name }) };
      await writeInto(staging.folderOf(name), 'report.html', redact(renderHtml(input, assets)));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    runner.annotate('warning', error.message);
  }
}

function annotate({ runner, settings, redact }: Action, report: Report): void {
  if (!settings.annotations) return;
  for (const { level, path, line, endLine, title, message } of report.annotations()) {
    runner.annotate(level, redact(message), { file: path, startLine: line, endLine, title: redact(title) });
  }
}

async function keepArtifact({ runner, settings, context, staging, artifactMs }: Action): Promise<UploadOutcome> {
  const wanted = {
    name: settings.shard === undefined ? settings.artifactName : `${settings.artifactName}-${settings.shard}`,
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

interface Telling {
  readonly accepted: Accepted;
  readonly before: FoundComment | null;
  readonly report: Report;
}

async function publish(
  { api, runner, settings }: Action,
  { pull, programs, run }: Findings,
  { accepted, before, report }: Telling,
): Promise<CommentOutcome> {
  if (api === null || pull === null) return { status: 'not-wanted' };
  const outcome = await publishComment(
    api,
    {
      issue: pull.number,
      key: settings.commentKey,
      policy: settings.comment,
      news: newsOf(programs),
      stamp: { head: pull.headSha, run, heading: report.heading, ...accepted.memory },
      render: report.comment,
    },
    before,
  );
  tellOutcome(runner, outcome, pull.number);
  return outcome;
}

function tellOutcome(runner: Action['runner'], outcome: CommentOutcome, pull: number): void {
  switch (outcome.status) {
    case 'read-only':
      runner.annotate(
        'notice',
        `The token may not comment on pull request #${String(pull)}, as in every run for a fork: the job summary and the artifact hold the report. See examples/fork-safe-report.yml for comments on forks.`,
      );
      return;
    case 'failed':
      runner.annotate(
        'warning',
        `The comment on pull request #${String(pull)} could not be written (${outcome.reason}).`,
      );
      return;
    case 'outdated':
      runner.say('A newer push was reported meanwhile, so the comment was left as it is.');
      return;
    case 'created':
    case 'updated':
    case 'unchanged':
      runner.say(`Comment ${outcome.status}: ${outcome.url}`);
      return;
    case 'not-wanted':
      return;
  }
}
