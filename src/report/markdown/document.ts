/**
 * The whole Markdown document of one or several programs at one level of detail: heading, sections, tally, notes, footer.
 * Choosing the level is left to `comment.ts` and `summary.ts`.
 */
import { headingLine, joint } from '../heading.js';
import type { Note, ProgramReport, ReportModel } from '../model.js';
import { messageText } from '../text.js';
import { MISSING } from '../units.js';
import { formatCount } from '../units.js';
import { counted, shortSha } from '../words.js';
import { detailBlocks } from './blocks.js';
import { cut } from './detail.js';
import { codeSpan, html, link, words } from './escape.js';
import { compareUrl, type ReportLinks } from './links.js';
import { section, type View } from './section.js';
import { blocks, folded, table, unbroken, type Column } from './table.js';

/** A part of a program's report that one format adds, such as charts. */
export type Extra = (report: ProgramReport, view: View) => string;

/** The document without its marker. `shortened`: what to say when this is not the most detailed level; empty when it is. */
export function document(model: ReportModel, view: View, shortened: string, extra: Extra): string {
  const [first, ...others] = model.programs;
  const body = others.length === 0 ? [oneProgram(first, view, extra)] : severalPrograms(model, view, extra);
  return `${blocks([title(model), ...body, notes(model), shortened, footer(model, view)])}\n`;
}

function title({ heading, programs }: ReportModel): string {
  const [first, ...others] = programs;
  const named = others.length === 0 && first.name !== null ? joint(heading) + codeSpan(first.name) : '';
  return `## ${words(headingLine(heading))}${named}`;
}

function oneProgram(report: ProgramReport, view: View, extra: Extra): string {
  return blocks([section(report, view), extra(report, view), detailBlocks(report, view), report.tally]);
}

function severalPrograms({ programs }: ReportModel, view: View, extra: Extra): string[] {
  const { shown, left } = cut(programs, view.detail.programs);
  const overview = table(PROGRAM_COLUMNS, shown);
  const more = left === 0 ? '' : `${counted(left, 'program')} not listed here.`;
  const sections = programs
    .filter((report) => hasSection(report, view))
    .map((report) => programSection(report, view, extra));
  return [overview, more, ...sections];
}

const PROGRAM_COLUMNS: readonly Column<ProgramReport>[] = [
  { title: 'Program', align: 'left', cell: (report) => codeSpan(nameOf(report)) },
  { title: 'Verdict', align: 'left', cell: ({ heading }) => words(headingLine(heading)) },
  { title: 'CPU time', align: 'left', cell: (report) => metricCell(report, 'cpu-time') },
  { title: 'Peak memory', align: 'left', cell: (report) => metricCell(report, 'peak-memory') },
];

function metricCell({ metrics }: ProgramReport, id: 'cpu-time' | 'peak-memory'): string {
  return unbroken(metrics.find(({ metric }) => metric.metric === id)?.change ?? MISSING);
}

function hasSection({ heading }: ProgramReport, { detail }: View): boolean {
  switch (detail.sections) {
    case 'all':
      return true;
    case 'changed':
      return heading.tone === 'bad' || heading.tone === 'warning';
    case 'none':
      return false;
  }
}

/** In a comment, a program with nothing to act on is folded; its heading is the news. */
function programSection(report: ProgramReport, view: View, extra: Extra): string {
  const inner = { ...view, level: view.level + 1 };
  const body = oneProgram(report, inner, extra);
  const quiet = report.heading.tone === 'good' || report.heading.tone === 'neutral';
  if (view.layout === 'folded' && quiet) {
    const summary = html([headingLine(report.heading) + joint(report.heading), { code: nameOf(report) }]);
    return folded(summary, body);
  }
  return blocks([
    `${'#'.repeat(inner.level)} ${words(headingLine(report.heading))}${joint(report.heading)}${codeSpan(nameOf(report))}`,
    body,
  ]);
}

function nameOf({ name }: ProgramReport): string {
  return name ?? 'program';
}

const NOTES: { readonly [N in Note]: string } = {
  'read-only-token':
    'The token of this run may not write to the pull request, as for every pull request from a fork, so there is no comment: this summary, the annotations and the artifact hold the whole report.',
  'from-fork':
    'Measured in a run of the fork, by code of the pull request: the numbers are as trustworthy as that code. This report was made from them without running any of it.',
};

function notes({ context }: ReportModel): string {
  return (context.notes ?? []).map((note) => NOTES[note]).join('\n\n');
}

function footer({ context, programs }: ReportModel, { links }: View): string {
  const [{ comparison }] = programs;
  const { sides } = comparison;
  const commits =
    sides === undefined ? '' : link(`${shaSpan(sides.head)} against ${shaSpan(sides.base)}`, compareUrl(links));
  const parts = [
    links.artifactUrl === undefined ? '' : link('Full report and profiles', links.artifactUrl),
    links.summaryUrl === undefined ? '' : link('job summary', links.summaryUrl),
    commits,
    context.previous === undefined ? '' : `previous push: ${words(messageText(context.previous))}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `<sub>${parts.join(' · ')}</sub>`;
}

function shaSpan({ commit, dirty }: { readonly commit: string; readonly dirty?: boolean | undefined }): string {
  return codeSpan(shortSha(messageText(commit))) + (dirty === true ? ' with uncommitted changes' : '');
}

/** What a report says when it had to leave something out, and where the rest is. */
export function shortenedNote({ programs }: ReportModel, { detail, links }: View, limit: string): string {
  const functions = sum(programs, (report) => cut(report.worse, detail.functions).left);
  const others = sum(
    programs,
    (report) => cut(report.better, detail.others).left + cut(report.comeAndGone, detail.others).left,
  );
  const lines = sum(programs, (report) => cut([...report.evidence.values()].flat(), detail.lines).left);
  const hidden = [
    functions === 0 ? '' : `${formatCount(functions)} rows of what got slower or bigger`,
    others === 0 ? '' : `${formatCount(others)} rows of improvements, new and removed functions`,
    lines === 0 ? '' : `${formatCount(lines)} lines`,
    detail.blocks === 'all' ? '' : 'the blocks with the details',
  ].filter((text) => text !== '');
  if (hidden.length === 0) return '';
  return `Shortened to fit ${limit}. Left out: ${hidden.join('; ')}. ${whereTheRestIs(links)}`;
}

function whereTheRestIs({ artifactUrl, summaryUrl }: ReportLinks): string {
  const more = summaryUrl === undefined ? '' : `More is in the ${link('job summary', summaryUrl)}. `;
  const all = artifactUrl === undefined ? 'comparison as JSON (`--format json`)' : link('full report', artifactUrl);
  return `${more}All of it is in the ${all}.`;
}

function sum(programs: readonly ProgramReport[], count: (report: ProgramReport) => number): number {
  return programs.reduce((total, report) => total + count(report), 0);
}
