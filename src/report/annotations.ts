/**
 * What stands beside the code in a pull request: the worst findings, each on the line that a reader should look at.
 * Writing them as workflow commands, and escaping for that, is left to `action`.
 */
import type { ReportModel, ProgramReport } from './model.js';
import { plain } from './prose.js';
import type { FunctionRow, LeakRow } from './rows.js';
import { inert, messageText, shortenEnd, visible } from './text.js';
import { worstLine } from './worst-line.js';

/** GitHub shows ten annotations of each level for a step. */
export const MOST_ANNOTATIONS = 10;

/** One annotation. Texts are harmless: one line, no control characters, nothing that the runner obeys. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Repository path, as git knows it. */
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly title: string;
  readonly message: string;
}

/** At most ten: first what is in the diff, where readers see it beside the code; each group worst first. */
export function renderAnnotations({ programs }: ReportModel): Annotation[] {
  const all = programs.flatMap((report) => [...failures(report), ...functions(report), ...leaks(report)]);
  const seen = new Set<string>();
  const placed = all.filter(({ annotation }) => isPath(annotation.path) && isFirst(annotation, seen));
  const inDiff = placed.filter((each) => each.inDiff);
  const elsewhere = placed.filter((each) => !each.inDiff);
  return [...inDiff, ...elsewhere].slice(0, MOST_ANNOTATIONS).map(({ annotation }) => annotation);
}

interface Candidate {
  readonly annotation: Annotation;
  readonly inDiff: boolean;
}

/** The program itself, where it could not be compared because of head. */
function failures({ comparison, failure, heading, headline }: ProgramReport): Candidate[] {
  const script = comparison.program?.script;
  if (failure?.side !== 'head' || script === undefined) return [];
  const folder = comparison.program?.workingDirectory;
  const path = folder === undefined ? script : `${folder}/${script}`;
  return [
    { inDiff: true, annotation: at({ level: 'error', path, line: 1, title: heading.words, message: plain(headline) }) },
  ];
}

function functions(report: ProgramReport): Candidate[] {
  const level = levelOf(report);
  return report.worse.map((row) => ({
    inDiff: row.finding.inDiff === true,
    annotation: at({
      level,
      path: row.finding.file,
      line: worstLine(row, report),
      title: `${row.name}: ${row.metric} ${row.change}`,
      message: functionMessage(row),
    }),
  }));
}

function functionMessage({
  name,
  metric,
  base,
  head,
  change,
  interval,
  contribution,
  via,
  finding,
}: FunctionRow): string {
  const size = interval === null ? change : `${change} (95 % interval ${interval})`;
  const share = contribution === null ? '' : ` It explains ${contribution} of the whole program's change.`;
  const through = via === null ? '' : ` It is not in this diff; ${via} is.`;
  const note = finding.note === undefined ? '' : ` ${messageText(finding.note)}`;
  return `${metric} of ${name}: ${base} → ${head}, ${size}.${share}${through}${note}`;
}

function leaks(report: ProgramReport): Candidate[] {
  return report.leaks.map(({ leak, name, likelihood, velocity, seen }: LeakRow) => ({
    inDiff: false,
    annotation: at({
      level: 'warning',
      path: leak.file,
      line: leak.line,
      title: `New leak in ${name}`,
      message: `Memory grows here: likelihood ${likelihood}, ${velocity}, seen in ${seen}.`,
    }),
  }));
}

/** An error only where it is one: where this made the gate fail, and nobody accepted it. */
function levelOf({ comparison, accepted }: ProgramReport): Annotation['level'] {
  if (accepted !== null) return 'notice';
  return comparison.gate === 'fail' ? 'error' : 'warning';
}

/** GitHub cuts longer titles. */
const LONGEST_TITLE = 255;

function at({ line, title, message, ...rest }: Omit<Annotation, 'endLine'>): Annotation {
  return { ...rest, line, endLine: line, title: shortenEnd(inert(title), LONGEST_TITLE), message: inert(message) };
}

/** A path that git could have quoted or that is no file of the repository would put the annotation nowhere. */
function isPath(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('/') &&
    !path.startsWith('<') &&
    !path.split('/').includes('..') &&
    visible(path) === path
  );
}

function isFirst({ path, line, title }: Annotation, seen: Set<string>): boolean {
  const key = [path, line, title].join('\0');
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
