/**
 * The blocks behind the tables, whose summary line carries its own news: improvements, lines, how sure, reproduce, accept.
 * In a comment they are folded, in a job summary they stand open. What is always in sight is left to `section.ts`.
 */
import type { MetricComparison } from '../../model/comparison.js';
import type { ProgramReport } from '../model.js';
import { code, listing, sentences, type Prose } from '../prose.js';
import type { LineRow } from '../rows.js';
import { formatCount } from '../units.js';
import { counted } from '../words.js';
import { cut } from './detail.js';
import { codeBlock, codeSpan, html, markdown } from './escape.js';
import { folded, blocks, table, unbroken, type Column } from './table.js';
import { functionsTable, lineLink, subheading, type View } from './section.js';

/** Functions named in the summary line of a block. */
const NAMED = 2;

/** All blocks of one program. */
export function detailBlocks(report: ProgramReport, view: View): string {
  if (view.detail.blocks === 'none') return '';
  return blocks([
    improvements(report, view),
    comeAndGone(report, view),
    lines(report, view),
    sure(report, view),
    recommendations(report, view),
    reproduce(report, view),
    accept(report, view),
  ]);
}

/** A block's title: bold news first, then the rest. Rendered as HTML where it is folded, as Markdown where it is a heading. */
interface Title {
  readonly news?: string;
  readonly rest: Prose;
}

function block({ news, rest }: Title, body: string, view: View): string {
  if (view.layout === 'folded') return folded((news === undefined ? '' : `<b>${news}</b>`) + html(rest), body);
  return blocks([subheading((news ?? '') + markdown(rest), view), body]);
}

function improvements(report: ProgramReport, view: View): string {
  const { shown, left } = cut(report.better, view.detail.others);
  if (shown.length === 0) return '';
  const named = report.better.slice(0, NAMED).map((row): Prose => [code(row.name), ` ${row.change} ${row.metric}`]);
  const title = {
    news: counted(report.better.length, 'improvement'),
    rest: [': ', ...listing(named), andMore(report.better.length)],
  };
  return block(title, blocks([functionsTable(shown, report, view), leftOut(left)]), view);
}

function comeAndGone(report: ProgramReport, view: View): string {
  const { shown, left } = cut(report.comeAndGone, view.detail.others);
  if (shown.length === 0) return '';
  const fresh = report.comeAndGone.filter(({ finding }) => finding.verdict === 'added').length;
  const gone = report.comeAndGone.length - fresh;
  const counts = [
    fresh > 0 ? `${counted(fresh, 'new function')}` : '',
    gone > 0 ? `${counted(gone, 'removed function')}` : '',
  ];
  const named = report.comeAndGone.slice(0, NAMED).map(({ name }): Prose => [code(name)]);
  const title = {
    news: counts.filter((text) => text !== '').join(', '),
    rest: [': ', ...listing(named), andMore(report.comeAndGone.length)],
  };
  return block(title, blocks([functionsTable(shown, report, view), leftOut(left)]), view);
}

function andMore(count: number): string {
  return count > NAMED ? ` and ${count - NAMED} more` : '';
}

function leftOut(count: number): string {
  return count === 0 ? '' : `… and ${counted(count, 'more row')}.`;
}

const LINE_COLUMNS = (view: View): readonly Column<LineRow>[] => [
  { title: 'Line', align: 'left', cell: (row) => lineLink(row, view) },
  { title: 'Source', align: 'left', cell: ({ source }) => codeSpan(source) },
  { title: 'Metric', align: 'left', cell: ({ metric }) => metric },
  { title: 'Base', align: 'right', cell: ({ base }) => unbroken(base) },
  { title: 'Head', align: 'right', cell: ({ head }) => unbroken(head) },
  { title: 'Difference', align: 'right', cell: ({ difference }) => unbroken(difference) },
  { title: '', align: 'left', cell: ({ status }) => status },
];

/** Known of every sampling profiler, and needed to read the table. */
const HOW_TO_READ_LINES =
  'Samples of a loop without calls are spread evenly over its lines, so a line shows where to look; the function is what was judged.';

function lines(report: ProgramReport, view: View): string {
  const all = [...report.evidence.values()].flat();
  const { shown, left } = cut(all, view.detail.lines);
  if (shown.length === 0) return '';
  const count = (left === 0 ? '' : `${shown.length} of `) + formatCount(all.length);
  const rest = [`Lines behind these changes (${count})`];
  return block({ rest }, blocks([table(LINE_COLUMNS(view), shown), HOW_TO_READ_LINES]), view);
}

function sure({ sureness }: ProgramReport, view: View): string {
  const facts = [...sureness.method, ...sureness.circumstances, ...sureness.doubts];
  const items = facts.map((fact) => `- ${markdown(fact)}`);
  return items.length === 0 ? '' : block({ rest: sentences([sureness.title], sureness.line) }, items.join('\n'), view);
}

function recommendations({ recommendations: items }: ProgramReport, view: View): string {
  // In a comment the tables say it; where everything stands open, the advice sums it up.
  if (items.length === 0 || view.layout === 'folded') return '';
  return block({ rest: ['What could be done about it'] }, items.map((item) => `- ${markdown(item)}`).join('\n'), view);
}

function reproduce({ reproduce: command }: ProgramReport, view: View): string {
  return command === null ? '' : block({ rest: ['Reproduce it locally'] }, codeBlock([command], 'sh'), view);
}

/** What can stand in a glob pattern without meaning something else, and in YAML between quotes as it is. */
const PLAIN_PATTERN = /^[\w./:-]+$/;

function accept(report: ProgramReport, view: View): string {
  const { comparison, accepted } = report;
  if (comparison.gate === 'pass' || accepted !== null || comparison.regressions.length === 0) return '';
  const ways = [labelWay(view), toleranceWay(report)].filter((way) => way !== '');
  return ways.length === 0 ? '' : block({ rest: ['Is this expected? How to accept it'] }, ways.join('\n\n'), view);
}

function labelWay({ acceptLabel }: View): string {
  if (acceptLabel === null) return '';
  return (
    `For this pull request: someone with write access sets the label ${codeSpan(acceptLabel)}. ` +
    'That accepts the values measured here; a later push that is worse asks again.'
  );
}

function toleranceWay(report: ProgramReport): string {
  const lines = toleranceLines(report);
  return lines.length === 0
    ? ''
    : blocks(['For good: allow as much in `.github/scalene.yml`:', codeBlock(lines, 'yaml')]);
}

/** The regressed and gated metrics, or else functions, with a tolerance above their interval, as the configuration file has them. */
function toleranceLines({ comparison, worse }: ProgramReport): string[] {
  const metrics = comparison.metrics.filter(({ verdict, gated }) => verdict === 'regression' && gated !== false);
  if (metrics.length > 0) return ['tolerances:', ...metrics.map((metric) => `  ${metric.metric}: ${enough(metric)}`)];
  const functions = worse
    .map(({ finding }) => ({ finding, pattern: `${finding.file}:${finding.name}` }))
    .filter(({ finding, pattern }) => finding.change !== null && PLAIN_PATTERN.test(pattern))
    .slice(0, NAMED);
  if (functions.length === 0) return [];
  const entries = functions.map(
    ({ finding, pattern }) => `    '${pattern}': { ${finding.metric}: ${enough(finding)} }`,
  );
  return ['tolerances:', '  functions:', ...entries];
}

function enough({ change, interval }: Pick<MetricComparison, 'change' | 'interval'>): string {
  return `${Math.ceil((interval?.[1] ?? change ?? 0) * 100)}%`;
}
