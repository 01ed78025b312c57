/**
 * Ends the mode that only measures: keeps the measurement, says so, and fails only where there is none to keep.
 * Judging and telling it is left to a job in mode `report`.
 */
import { TAMPERED } from './acceptance.js';
import type { Action } from './action.js';
import { comparisonsOf, isJudged, type Findings } from './findings.js';
import { keepArtifact } from './keep.js';
import { outputsOf, setOutputs } from './outputs.js';
import { remarkMarkdown } from './remark.js';

export async function keepMeasured(action: Action, findings: Findings): Promise<void> {
  const { runner } = action;
  const artifact = await keepArtifact(action);
  const remarks = findings.programs.filter((finding) => !isJudged(finding));
  const problems = [
    ...remarks.filter(({ gate }) => gate === 'fail').map(({ sentence }) => sentence),
    ...tampering(findings),
  ];
  if (artifact.kind !== 'uploaded') {
    problems.push(
      `The measurement was not kept (${artifact.reason}), so there is nothing to report on: run the job again.`,
    );
  }
  const gate = problems.length === 0 ? 'pass' : 'fail';
  const { pairs = '0' } = outputsOf(findings, gate);
  const kept = `Measured ${pairs} pairs of runs. A job with \`mode: report\` judges them.`;
  await runner.writeSummary([...remarks.map(remarkMarkdown), kept].join('\n\n'));
  setOutputs(runner, {
    pairs,
    gate,
    'base-sha': findings.baseSha,
    'head-sha': findings.headSha,
    'comment-status': 'not-wanted',
    ...(artifact.kind === 'uploaded' && { 'artifact-id': String(artifact.id), 'artifact-url': artifact.url }),
  });
  if (problems.length > 0) runner.fail(problems.join('\n'));
}

/** The report could not know: it only sees the runs. */
function tampering({ programs }: Findings): string[] {
  const warnings = comparisonsOf(programs).flatMap(({ warnings: all }) => all);
  return [...new Set(warnings.filter(({ code }) => code === TAMPERED).map(({ message }) => message))];
}
