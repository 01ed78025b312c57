/**
 * The report as the Action tells it: what `report` renders of the compared programs, joined with the remarks on the others.
 * Where it is written is left to `tell`.
 */
import { runUrl, repositoryUrl } from '../github/context.js';
import type { FoundComment } from '../github/comments.js';
import { COMMENT_LIMIT } from '../github/comments.js';
import { renderAnnotations, type Annotation } from '../report/annotations.js';
import { headingLine } from '../report/heading.js';
import { renderComment, LEAST_ROOM } from '../report/markdown/comment.js';
import { markdown } from '../report/markdown/escape.js';
import { renderSummary, SUMMARY_LIMIT } from '../report/markdown/summary.js';
import { buildReport, type Note, type ProgramInput, type ReportContext, type ReportModel } from '../report/model.js';
import { plain, proseOf } from '../report/prose.js';
import { messageText } from '../report/text.js';
import type { Accepted } from './acceptance.js';
import type { Action } from './action.js';
import { isJudged, type Finding, type Findings, type Judged, type Remark } from './findings.js';
import { memoryOverTime } from './memory.js';
import { remarkMarkdown } from './remark.js';

export interface Report {
  /** After what was accepted. */
  readonly gate: 'pass' | 'fail';
  /** Icon and words: the verdict. */
  readonly heading: string;
  /** The heading and what decided, on one line, for the log and the check. */
  readonly headline: string;
  /** Markdown in at most so many characters. */
  comment(limit: number): string;
  /** Markdown with everything unfolded. */
  summary(): string;
  /** At most ten, the worst first; none for programs that could not be judged. */
  annotations(): readonly Annotation[];
  readonly context: ReportContext;
}

/** What is known beside the findings. */
export interface Circumstances {
  readonly accepted: Accepted;
  /** The comment of an earlier push. */
  readonly before: FoundComment | null;
  readonly artifactUrl: string | undefined;
  readonly notes: readonly Note[];
}

export function compose(action: Action, findings: Findings, circumstances: Circumstances): Report {
  const { accepted } = circumstances;
  const judged = findings.programs.filter(isJudged);
  const remarks = findings.programs.filter((finding) => !isJudged(finding));
  const context = contextOf(action, findings, circumstances);
  const model = modelOf(judged, context, accepted);
  const heading = remarks[0]?.heading ?? (model === null ? '' : headingLine(model.heading));
  const why = remarks[0]?.sentence ?? (model === null ? '' : plain(model.programs[0].headline));
  const notes = accepted.remarks.map((sentence) => `> [!IMPORTANT]\n> ${markdown(proseOf(messageText(sentence)))}`);
  const joined = (body: string | null, room: number): string =>
    [remarksIn(remarks, room), body ?? '', ...notes].filter((part) => part !== '').join('\n\n');
  const roomFor = (limit: number): number => Math.max(LEAST_ROOM, limit - joined(null, limit / 2).length - SEPARATORS);

  return {
    gate: findings.programs.some((finding) => failsGate(finding, accepted)) ? 'fail' : 'pass',
    heading,
    headline: messageText(`${heading}: ${why}`),
    context,
    annotations: () => (model === null ? [] : renderAnnotations(model)),
    comment: (limit) => joined(model && renderComment(model, { maxChars: roomFor(limit) }), limit / 2),
    summary: () =>
      joined(model && renderSummary(model, { maxBytes: roomFor(SUMMARY_LIMIT / 2) }), COMMENT_LIMIT) +
      (accepted.values === null ? '' : `\n\n> [!NOTE]\n> ${markdown(proseOf(messageText(accepted.values)))}`),
  };
}

/** Line ends between the parts. */
const SEPARATORS = 16;

function failsGate(finding: Finding, accepted: Accepted): boolean {
  if (!isJudged(finding)) return finding.gate === 'fail';
  return finding.comparison.gate === 'fail' && !accepted.byProgram.has(finding);
}

function modelOf(judged: readonly Judged[], context: ReportContext, accepted: Accepted): ReportModel | null {
  const inputs = judged.map((program): ProgramInput => {
    const acceptance = accepted.byProgram.get(program);
    const memory = memoryOverTime(program.blocks);
    return {
      name: program.name,
      comparison: program.comparison,
      ...(memory !== null && { memoryOverTime: memory }),
      ...(acceptance !== undefined && { accepted: { by: acceptance.by, at: acceptance.at } }),
    };
  });
  const [first, ...others] = inputs;
  return first === undefined ? null : buildReport([first, ...others], context);
}

function contextOf(
  { context, settings }: Action,
  { pull }: Findings,
  { before, artifactUrl, notes }: Circumstances,
): ReportContext {
  const previous = before?.stamp?.heading;
  return {
    links: {
      repositoryUrl: repositoryUrl(context),
      summaryUrl: `${runUrl(context)}/attempts/${String(context.runAttempt)}`,
      ...(pull !== null && { pullRequest: pull.number }),
      ...(artifactUrl !== undefined && { artifactUrl }),
    },
    notes,
    ...(previous !== undefined && { previous }),
    ...(pull !== null && { acceptLabel: settings.acceptLabel }),
  };
}

/** All remarks; without the programs' output, or as one count, where they would take too much room. */
function remarksIn(remarks: readonly Remark[], room: number): string {
  const [first] = remarks;
  if (first === undefined) return '';
  const whole = remarks.map(remarkMarkdown).join('\n\n');
  if (whole.length <= room) return whole;
  const bare = remarks.map((remark) => remarkMarkdown({ ...remark, outputTail: undefined })).join('\n\n');
  if (bare.length <= room) return bare;
  const count = `${String(remarks.length)} programs could not be measured; the job summary names them all.`;
  return remarkMarkdown({ ...first, program: undefined, sentence: count, outputTail: undefined });
}
