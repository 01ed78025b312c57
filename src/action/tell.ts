/**
 * Tells what was found, in the order that loses nothing: artifact, summary, comment, annotations, outputs, and then the
 * step fails. Failures of GitHub on the way are notices or warnings; the verdict stands whatever happens.
 */
import { findComment, publishComment, type CommentOutcome, type FoundComment } from '../github/comments.js';
import { pullOfRun } from '../github/pulls.js';
import type { Note } from '../report/model.js';
import { acceptRegressions, type Accepted } from './acceptance.js';
import type { Action } from './action.js';
import { earlierComment, publish, tellOutcome } from './comment.js';
import { compose, type Report } from './compose.js';
import { isJudged, notJudged, type Findings, type PullFacts } from './findings.js';
import { pullFacts, pullOf } from './pull.js';
import { remarkMarkdown } from './remark.js';
import { keepArtifact, writeFiles } from './keep.js';
import { outputsOf, setOutputs } from './outputs.js';

export async function tell(action: Action, found: Findings): Promise<void> {
  const findings = withoutSecrets(action, found);
  const { before, api, trouble } = await earlierComment(action, findings);
  const accepted = await accept({ ...action, api }, findings, before);
  const expected = expectedNotes(action, findings);
  const reportWith = (notes: readonly Note[], artifactUrl?: string): Report =>
    compose(action, findings, { accepted, before, artifactUrl, notes });

  const report = reportWith(expected);
  action.runner.say(report.headline);
  const files = await writeFiles(action, findings, report);
  const artifact = await keepArtifact(action);
  const url = artifact.kind === 'uploaded' ? artifact.url : undefined;
  await action.runner.writeSummary(reportWith(expected, url).summary());
  const comment =
    trouble ?? (await publish({ ...action, api }, findings, { accepted, before, report: reportWith(expected, url) }));
  if (findings.pull !== null) tellOutcome(action.runner, comment, findings.pull.number);
  const known = knownNotes(expected, comment);
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

/** What could not be measured is told in words of git's, GitHub's or a command's; what was measured is clean since it was. */
function withoutSecrets({ masker }: Action, findings: Findings): Findings {
  return {
    ...findings,
    programs: findings.programs.map((program) => (isJudged(program) ? program : masker.data(program))),
  };
}

/** In the comment of an earlier push, where there is one: that nothing could be judged, and why. */
export async function tellFailure(action: Action, error: unknown): Promise<void> {
  const { api, context, settings } = action;
  const pull = await pullToTell(action);
  if (api === null || pull === null) return;
  const before = await findComment(api, pull.number, settings.commentKey);
  if (before === null) return;
  const remark = action.masker.data(notJudged(error));
  const draft = {
    issue: pull.number,
    key: settings.commentKey,
    policy: settings.comment,
    news: 'worse' as const,
    stamp: { head: pull.headSha, run: context.runId, heading: remark.heading, measured: {} },
    render: () => remarkMarkdown(remark),
  };
  tellOutcome(action.runner, await publishComment(api, draft, before), pull.number);
}

async function pullToTell({ api, context }: Action): Promise<PullFacts | null> {
  const repository = `${context.repository.owner}/${context.repository.name}`;
  const { event } = context;
  if (event.kind !== 'workflow_run') return pullOf(event, repository);
  const found = api === null ? null : await pullOfRun(api, event.run);
  return found?.kind === 'found' ? pullFacts(found.pull, repository) : null;
}

async function accept(action: Action, findings: Findings, before: FoundComment | null): Promise<Accepted> {
  const { acceptFrom, pull, pushed, headSha, programs } = findings;
  const about = acceptFrom === null ? null : { number: acceptFrom, head: pull?.headSha ?? headSha, pushed };
  const accepted = await acceptRegressions(action.api, about, programs, before?.stamp ?? null);
  for (const remark of accepted.remarks) action.runner.annotate('warning', remark);
  if (accepted.values !== null) action.runner.annotate('notice', accepted.values);
  return accepted;
}

/** A fork's token may read only, unless the repository's owner has decided otherwise: known once it was tried. */
function expectedNotes({ settings }: Action, { pull, measuredElsewhere }: Findings): Note[] {
  if (pull?.fromFork !== true) return [];
  if (measuredElsewhere) return ['from-fork'];
  return settings.comment === 'never' ? [] : ['read-only-token'];
}

function knownNotes(expected: readonly Note[], comment: CommentOutcome): readonly Note[] {
  if (comment.status === 'read-only') return ['read-only-token'];
  const hasWritten = comment.status === 'created' || comment.status === 'updated';
  return expected.filter((note) => note !== 'read-only-token' || !hasWritten);
}

function annotate({ runner, settings }: Action, report: Report): void {
  if (!settings.annotations) return;
  for (const { level, path, line, endLine, title, message } of report.annotations()) {
    runner.annotate(level, message, { file: path, startLine: line, endLine, title });
  }
}
