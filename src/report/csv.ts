/**
 * A comparison as one long table: a row for each metric, function, line and leak, for spreadsheets and data frames.
 * The columns are defined here once; docs/reports.md shows the same table, which a test holds to this one.
 */
import { stringify } from 'csv-stringify/sync';
import type {
  Comparison,
  FunctionComparison,
  LeakComparison,
  LineComparison,
  MetricComparison,
} from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';
import type { ProgramInput } from './model.js';

/** Untrusted text, numbers and flags as they stand in the comparison; undefined leaves the cell empty. */
type Value = string | number | boolean | null | undefined;

/** What one row of the table is about. */
type Row =
  | { readonly kind: 'metric'; readonly of: MetricComparison }
  | { readonly kind: 'function'; readonly of: FunctionComparison }
  | { readonly kind: 'line'; readonly of: LineComparison }
  | { readonly kind: 'leak'; readonly of: LeakComparison };

interface CsvColumn {
  readonly name: string;
  /** For the documentation; without `|`. */
  readonly meaning: string;
  /** Kinds of row that have a value here; all when missing. */
  readonly only?: readonly Row['kind'][];
  readonly value: (row: Row, program: string) => Value;
}

/** Fields of any kind of row, by name. */
type Name = keyof MetricComparison | keyof FunctionComparison | keyof LineComparison | keyof LeakComparison;
type Fields = { readonly [N in Name]?: unknown };

/** A field that several kinds of row have under one name. */
function field(name: Name): (row: Row) => Value {
  return ({ of }) => {
    const fields: Fields = of;
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  };
}

/** Every column, in order. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  { name: 'program', meaning: 'name, script or module of the program', value: (_, program) => program },
  { name: 'kind', meaning: '`metric`, `function`, `line` or `leak`', value: ({ kind }) => kind },
  { name: 'metric', meaning: 'identifier of the metric, such as `cpu-time`', value: field('metric') },
  {
    name: 'unit',
    meaning: '`s` or `MiB`, of `base`, `head` and `floor`',
    value: ({ kind, of }) => (kind === 'leak' ? null : (of.unit ?? METRICS[of.metric].unit)),
  },
  {
    name: 'function',
    meaning: 'qualified name of the function, or of the one that the line belongs to',
    only: ['function', 'line', 'leak'],
    value: ({ kind, of }) => (kind === 'metric' ? null : kind === 'function' ? of.name : of.function),
  },
  { name: 'file', meaning: 'repository path at head', only: ['function', 'line', 'leak'], value: field('file') },
  { name: 'line', meaning: 'line at head', only: ['function', 'line', 'leak'], value: field('line') },
  { name: 'base_file', meaning: 'repository path at base', only: ['function', 'line'], value: field('baseFile') },
  { name: 'base_line', meaning: 'line at base', only: ['function', 'line'], value: field('baseLine') },
  { name: 'base', meaning: 'amount on base', value: field('base') },
  { name: 'head', meaning: 'amount on head', value: field('head') },
  { name: 'change', meaning: 'relative change as a fraction: 0.05 is 5 %', value: field('change') },
  {
    name: 'interval_low',
    meaning: 'lower end of the 95 % interval of `change`',
    only: ['metric', 'function'],
    value: (row) => intervalOf(row)?.[0],
  },
  {
    name: 'interval_high',
    meaning: 'upper end of the 95 % interval of `change`',
    only: ['metric', 'function'],
    value: (row) => intervalOf(row)?.[1],
  },
  {
    name: 'noise',
    meaning: 'standard deviation of one pair, as a fraction',
    only: ['metric', 'function'],
    value: field('noise'),
  },
  { name: 'tolerance', meaning: 'accepted relative change', only: ['metric'], value: field('tolerance') },
  { name: 'floor', meaning: 'absolute change below which nothing is flagged', only: ['metric'], value: field('floor') },
  {
    name: 'minimum_detectable',
    meaning: 'smallest relative change that these runs would have shown',
    only: ['metric'],
    value: field('minimumDetectable'),
  },
  { name: 'gated', meaning: '`true` where the gate looks at the metric', only: ['metric'], value: field('gated') },
  {
    name: 'verdict',
    meaning: 'verdict of the finding; of a leak `new`, `gone` or `both`',
    only: ['metric', 'function', 'leak'],
    value: field('verdict'),
  },
  { name: 'severity', meaning: '`low`, `medium`, `high` or `critical`', only: ['function'], value: field('severity') },
  {
    name: 'in_diff',
    meaning: '`true` where the function is touched by the difference between the sides',
    only: ['function'],
    value: field('inDiff'),
  },
  {
    name: 'contribution',
    meaning: "share of the whole program's change that the function explains",
    only: ['function'],
    value: field('contribution'),
  },
  {
    name: 'matched_by',
    meaning: 'how the function was found on base: `name`, `renamed-file`, `moved`, `renamed` or `none`',
    only: ['function'],
    value: field('matchedBy'),
  },
  {
    name: 'status',
    meaning: "the line's text: `same`, `changed`, `added` or `removed`",
    only: ['line'],
    value: field('status'),
  },
  { name: 'source', meaning: 'text of the line', only: ['line'], value: field('source') },
  {
    name: 'likelihood',
    meaning: "Scalene's likelihood of the leak, 0 to 1",
    only: ['leak'],
    value: field('likelihood'),
  },
  {
    name: 'velocity_mib_per_sec',
    meaning: 'average growth of the leak in MiB per second',
    only: ['leak'],
    value: field('velocityMbPerSec'),
  },
];

/** The columns as a Markdown table, for the documentation. */
export function csvColumnsTable(): string {
  const rows = CSV_COLUMNS.map(
    ({ name, meaning, only }) => `| \`${name}\` | ${only === undefined ? 'all' : only.join(', ')} | ${meaning} |`,
  );
  return ['| column | of | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The table of one or several programs, with a header line, RFC 4180 quoting and CRLF-free line ends. */
export function renderCsv(inputs: readonly ProgramInput[]): string {
  const rows = inputs.flatMap(({ comparison, name }) => {
    const program = name ?? comparison.program?.script ?? comparison.program?.module ?? '';
    return rowsOf(comparison).map((row) => CSV_COLUMNS.map((column) => cell(column.value(row, program))));
  });
  return stringify([CSV_COLUMNS.map(({ name }) => name), ...rows]);
}

function rowsOf({ metrics, functions, lines, leaks }: Comparison): Row[] {
  return [
    ...metrics.map((of): Row => ({ kind: 'metric', of })),
    ...functions.map((of): Row => ({ kind: 'function', of })),
    ...lines.map((of): Row => ({ kind: 'line', of })),
    ...leaks.map((of): Row => ({ kind: 'leak', of })),
  ];
}

function intervalOf(row: Row): readonly [number, number] | null {
  return row.kind === 'metric' || row.kind === 'function' ? row.of.interval : null;
}

/**
 * What a spreadsheet would run as a formula, after https://owasp.org/www-community/attacks/CSV_Injection. Numbers are ours and are left alone,
 * or a negative change would become text.
 */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

function cell(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
}
