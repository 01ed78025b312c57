/**
 * The part of a Markdown report that is never folded: sentences, the whole-program table, what got slower or bigger, leaks, the last
 * output of a program that failed. What is folded is left to `blocks.ts`.
 */
import type { ProgramReport } from '../model.js';
import { capitalised, code, proseOf, type Prose } from '../prose.js';
import { type ChangeCells, type FunctionRow, type LeakRow, type LineRow, type MetricRow } from '../rows.js';
import { messageText, outputLines } from '../text.js';
import { MISSING, WITHIN_NOISE } from '../units.js';
import { counted } from '../words.js';
import { worstLine } from '../worst-line.js';
import { cut, type Detail } from './detail.js';
import { codeBlock, codeSpan, link, markdown, words } from './escape.js';
import { baseCodeUrl, codeUrl, diffUrl, type ReportLinks } from './links.js';
import { blocks, table, unbroken, type Column } from './table.js';

/** How a report is laid out where it stands. */
export interface View {
  readonly detail: Detail;
  /** `folded`: a comment, quiet by default. `open`: a job summary, everything in sight. */
  readonly layout: 'folded' | 'open';
  readonly links: ReportLinks;
  /** Label that accepts a regression; null where none is configured. */
  readonly acceptLabel: string | null;
  /** Level of a section's heading; the headings inside are one below. */
  readonly level: number;
}

/** A heading inside a section. */
export function subheading(text: string, { level }: View): string {
  return `${'#'.repeat(level + 1)} ${text}`;
}

/** Everything of one program that stands in plain sight. */
export function section(report: ProgramReport, view: View): string {
  return blocks([
    sentencesOf(report),
    alert(report),
    metricsTable(report.metrics, view),
    failureOutput(report, view),
    worse(report, view),
    leaks(report.leaks, view),
  ]);
}

/** The whole-program table. */
export function metricsTable(rows: readonly MetricRow[], view: View): string {
  return table(METRIC_COLUMNS(view), rows);
}

/** Rows of functions, with or without their contribution. */
export function functionsTable(rows: readonly FunctionRow[], report: ProgramReport, view: View): string {
  const withDiff = rows.some(({ finding }) => finding.inDiff !== null);
  const withShare = view.layout === 'open' && rows.some(({ contribution }) => contribution !== null);
  const columns = [
    ...FUNCTION_COLUMNS(view),
    ...(withShare ? [SHARE_COLUMN] : []),
    ...(withDiff ? [diffColumn(report, view)] : []),
  ];
  return table(columns, rows);
}

/** The place of a line, linked where a link is known. */
export function lineLink({ line, place }: LineRow, { links }: View): string {
  return link(codeSpan(place), lineUrl(line, links));
}

function lineUrl({ file, line, baseFile, baseLine }: LineRow['line'], links: ReportLinks): string | null {
  if (line !== null) return codeUrl(links, file, line);
  return baseLine === null ? null : baseCodeUrl(links, baseFile ?? file, baseLine);
}

function sentencesOf({ headline, quiet }: ProgramReport): string {
  return `**${markdown(headline)}**\n${markdown(quiet)}`;
}

function alert({ alert: warning }: ProgramReport): string {
  return warning === null ? '' : `> [!WARNING]\n> ${markdown(capitalised(proseOf(messageText(warning.message))))}`;
}

const METRIC_COLUMNS = ({ layout }: View): readonly Column<MetricRow>[] => [
  { title: 'Whole program', align: 'left', cell: ({ label }) => label },
  { title: 'Base', align: 'right', cell: ({ base }) => unbroken(base) },
  { title: 'Head', align: 'right', cell: ({ head }) => unbroken(head) },
  { title: 'Change (95 % interval)', align: 'left', cell: (row) => changeCell(row, layout) },
  { title: 'Tolerance', align: 'right', cell: ({ tolerance }) => unbroken(tolerance) },
  { title: '', align: 'left', cell: ({ verdict }) => `${verdict.icon} ${verdict.word}` },
];

const FUNCTION_COLUMNS = ({ links, layout }: View): readonly Column<FunctionRow>[] => [
  { title: '', align: 'center', cell: ({ verdict }) => verdict.icon },
  { title: 'Function', align: 'left', cell: (row) => functionCell(row, links) },
  { title: 'Metric', align: 'left', cell: ({ metric }) => metric },
  { title: 'Base', align: 'right', cell: ({ base }) => unbroken(base) },
  { title: 'Head', align: 'right', cell: ({ head }) => unbroken(head) },
  { title: 'Change', align: 'left', cell: (row) => changeCell(row, layout) },
];

const SHARE_COLUMN: Column<FunctionRow> = {
  title: 'Explains',
  align: 'right',
  cell: ({ contribution }) => unbroken(contribution ?? MISSING),
};

/** Bold where something was found; the interval of what is within noise only where there is room. */
function changeCell({ change, interval, isNews }: ChangeCells, layout: View['layout']): string {
  const shown = isNews ? `**${unbroken(change)}**` : unbroken(change);
  const isQuiet = change === WITHIN_NOISE && layout === 'folded';
  return interval === null || isQuiet ? shown : `${shown} (${unbroken(interval)})`;
}

function functionCell(row: FunctionRow, links: ReportLinks): string {
  const { finding, name, place, former } = row;
  const urlOf = finding.head === null ? baseCodeUrl : codeUrl;
  const url = urlOf(links, finding.file, finding.line);
  const remarks: Prose[] = [];
  if (former !== null) remarks.push([`${former.words} `, code(former.place)]);
  if (finding.note !== undefined) remarks.push(proseOf(messageText(finding.note)));
  const below = remarks.map((remark) => `<br>${markdown(remark)}`).join('');
  return `${link(codeSpan(name), url)} ${codeSpan(place)}${below}`;
}

function diffColumn(report: ProgramReport, { links }: View): Column<FunctionRow> {
  return {
    title: 'In this diff',
    align: 'center',
    cell: (row) => {
      const { finding, via } = row;
      if (finding.inDiff === null) return MISSING;
      if (finding.inDiff) return link('yes', diffUrl(links, finding.file, worstLine(row, report)));
      return via === null ? 'no' : `no, through ${codeSpan(via)}`;
    },
  };
}

function worse(report: ProgramReport, view: View): string {
  const { shown, left } = cut(report.worse, view.detail.functions);
  if (shown.length === 0) return '';
  return blocks([
    subheading('What got slower or bigger', view),
    functionsTable(shown, report, view),
    left === 0 ? '' : `… and ${counted(left, 'more row')}.`,
    permalink(report, view),
  ]);
}

/** Alone on its line, so that GitHub shows the code. */
function permalink(report: ProgramReport, { links }: View): string {
  const first = report.worse.find(({ finding }) => finding.inDiff === true) ?? report.worse[0];
  return first === undefined ? '' : (codeUrl(links, first.finding.file, worstLine(first, report)) ?? '');
}

function leaks(rows: readonly LeakRow[], view: View): string {
  const { shown, left } = cut(rows, view.detail.functions);
  if (shown.length === 0) return '';
  const items = shown.map((row) => `- ${leakItem(row, view)}`);
  if (left > 0) items.push(`- … and ${left} more`);
  return blocks([subheading(rows.length === 1 ? 'New leak' : 'New leaks', view), items.join('\n')]);
}

function leakItem({ leak, name, place, likelihood, velocity, seen }: LeakRow, { links }: View): string {
  const where = `${link(codeSpan(name), codeUrl(links, leak.file, leak.line))} ${codeSpan(place)}`;
  return `${where}: likelihood ${likelihood}, ${velocity}, seen in ${words(seen)}`;
}

function failureOutput({ failure }: ProgramReport, { detail }: View): string {
  if (failure?.outputTail === undefined || detail.blocks === 'none') return '';
  const lines = outputLines(failure.outputTail);
  return lines.length === 0 ? '' : blocks([`The last lines that ${failure.side} wrote:`, codeBlock(lines, 'text')]);
}
