/**
 * The first view: the verdict, the whole program metric by metric with every run drawn, and what got slower or bigger.
 * For a single profile: what it took, and where most of it went.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { MetricComparison } from '../../src/model/comparison.js';
import { outputLines } from '../../src/report/text.js';
import type { ProgramReport } from '../../src/report/model.js';
import type { FunctionRow, LeakRow, LineRow, MetricRow } from '../../src/report/rows.js';
import { formatSingle } from '../../src/report/units.js';
import type { ReportData } from '../../src/report/html/data.js';
import type { Medium, ViewProps } from '../app.js';
import { functionFigures, functionHref } from '../model.js';
import { Strip } from '../parts/strip.js';
import { ToneIcon } from '../parts/icon.js';
import { Nothing, Sentence, VerdictPill, toneOf } from '../parts/words.js';
import { sourceHref, viewHref, type SideName } from '../route.js';

/** Hottest functions that the overview of a profile lists. */
const HOTTEST = 10;

export function Overview({ data, report, medium }: ViewProps): JSX.Element {
  const program = report?.programs[0];
  return program === undefined ? (
    <ProfileOverview data={data} />
  ) : (
    <ComparisonOverview data={data} program={program} medium={medium} />
  );
}

function ComparisonOverview({
  data,
  program,
  medium,
}: {
  readonly data: ReportData;
  readonly program: ProgramReport;
  readonly medium: Medium;
}): JSX.Element {
  return (
    <>
      <Verdict program={program} />
      {program.alert === null ? null : <p class="notice notice-doubt">{program.alert.message}</p>}
      <Failure program={program} />
      <Metrics program={program} />
      <Functions title="What got slower or bigger" rows={program.worse} data={data} />
      <Functions title="What got faster or smaller" rows={program.better} data={data} />
      <Functions title="New and removed functions" rows={program.comeAndGone} data={data} />
      <Leaks rows={program.leaks} data={data} />
      <Evidence rows={program.evidence} data={data} medium={medium} />
      <Recommendations program={program} />
      <p class="tally">
        {program.tally === '' ? '' : `${program.tally}. `}
        <a href={viewHref('functions')}>All functions</a>
      </p>
    </>
  );
}

function Verdict({ program }: { readonly program: ProgramReport }): JSX.Element {
  const { heading, comparison } = program;
  return (
    <div class={`verdict verdict-${heading.tone}`}>
      <h1>
        <ToneIcon tone={heading.tone} />
        {heading.words}
        <span class={`gate gate-${comparison.gate}`}>gate {comparison.gate === 'fail' ? 'failed' : 'passed'}</span>
      </h1>
      <p class="verdict-headline">
        <Sentence prose={program.headline} />
      </p>
      <p class="verdict-quiet">
        <Sentence prose={program.quiet} />
      </p>
      <p class="verdict-sure">
        <a href={viewHref('method')}>How sure is this?</a> <Sentence prose={program.sureness.line} />.
      </p>
    </div>
  );
}

function Failure({ program: { failure } }: { readonly program: ProgramReport }): JSX.Element | null {
  if (failure === null) return null;
  const lines = failure.outputTail === undefined ? [] : outputLines(failure.outputTail);
  if (lines.length === 0) return null;
  return (
    <figure class="output">
      <figcaption>The last lines that the program wrote</figcaption>
      <pre tabIndex={0}>{lines.join('\n')}</pre>
    </figure>
  );
}

function Metrics({ program }: { readonly program: ProgramReport }): JSX.Element {
  if (program.metrics.length === 0)
    return <Nothing>No metric of the whole program was measured on both sides.</Nothing>;
  return (
    <div>
      <div class="title-line">
        <h2>The whole program</h2>
        <StripLegend />
      </div>
      <div class="cards">
        {program.metrics.map((row) => (
          <MetricCard key={row.metric.metric} row={row} />
        ))}
      </div>
    </div>
  );
}

function StripLegend(): JSX.Element {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <i class="key key-base" /> a run of base
      </li>
      <li>
        <i class="key key-head" /> a run of head
      </li>
      <li>
        <i class="key key-band" /> accepted change
      </li>
      <li>
        <i class="key key-interval" /> 95 % interval
      </li>
    </ul>
  );
}

function MetricCard({ row }: { readonly row: MetricRow }): JSX.Element {
  const { metric } = row;
  return (
    <article class={`card card-${toneOf(metric.verdict)}`} data-metric={metric.metric}>
      <header>
        <h3>{row.label}</h3>
        <VerdictPill verdict={metric.verdict} words={row.verdict} />
      </header>
      <p class="card-change">
        <strong>{row.change}</strong>
        {row.interval === null ? null : <span> ({row.interval})</span>}
      </p>
      <p class="card-range">
        <span class="side side-base">{row.base}</span> → <span class="side side-head">{row.head}</span>
      </p>
      <Strip metric={metric} />
      <p class="card-foot">{footOf(row, metric)}</p>
    </article>
  );
}

function footOf(row: MetricRow, metric: MetricComparison): string {
  const runs =
    metric.values === undefined ? [] : [`${metric.values.base.length} and ${metric.values.head.length} runs`];
  const gated = metric.gated === true ? ['gated'] : metric.gated === false ? ['not gated'] : [];
  return [`tolerance ${row.tolerance}`, ...runs, ...gated].join(' · ');
}

function Functions({
  title,
  rows,
  data,
}: {
  readonly title: string;
  readonly rows: readonly FunctionRow[];
  readonly data: ReportData;
}): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <Block title={title}>
      <table class="plain stack">
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col">Metric</th>
            <th scope="col" class="number">
              Base
            </th>
            <th scope="col" class="number">
              Head
            </th>
            <th scope="col" class="number">
              Change (95 % interval)
            </th>
            <th scope="col" class="number optional">
              Of the change
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.place} ${row.name} ${row.metric}`}>
              <td class="what">
                <PlaceLink data={data} row={row} />
                <span class="place">{row.place}</span>
                <Notes row={row} />
              </td>
              <td data-label="Metric">{row.metric}</td>
              <td class="number" data-label="Base">
                {row.base}
              </td>
              <td class="number" data-label="Head">
                {row.head}
              </td>
              <td class="number wide" data-label="Change">
                <strong>{row.change}</strong>
                {row.interval === null ? null : <small> ({row.interval})</small>}
              </td>
              <td class="number optional">{row.contribution ?? ''}</td>
              <td>
                <VerdictPill verdict={row.finding.verdict} words={row.verdict} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function PlaceLink({
  data,
  row: { finding, name },
}: {
  readonly data: ReportData;
  readonly row: FunctionRow;
}): JSX.Element {
  const index = data.comparison?.functions.indexOf(finding) ?? -1;
  const row = data.functions.find(({ judged }) => judged.includes(index));
  const href = row === undefined ? null : functionHref(data, row);
  return href === null ? (
    <code>{name}</code>
  ) : (
    <a href={href}>
      <code>{name}</code>
    </a>
  );
}

function Notes({ row: { former, finding, via } }: { readonly row: FunctionRow }): JSX.Element | null {
  const notes = [
    former === null ? null : `${former.words} ${former.place}`,
    via === null ? null : `through ${via}`,
    finding.inDiff === true ? 'in this diff' : null,
    finding.note ?? null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : <span class="note">{notes.join(' · ')}</span>;
}

function Leaks({ rows, data }: { readonly rows: readonly LeakRow[]; readonly data: ReportData }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <Block title="New leaks">
      <ul class="leaks">
        {rows.map((row) => (
          <li key={row.place}>
            <FileLink data={data} path={row.leak.file} line={row.leak.line}>
              {row.place}
            </FileLink>{' '}
            in <code>{row.name}</code>: likelihood {row.likelihood}, {row.velocity}, in {row.seen}.
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Evidence({
  rows,
  data,
  medium,
}: {
  readonly rows: ProgramReport['evidence'];
  readonly data: ReportData;
  readonly medium: Medium;
}): JSX.Element | null {
  const lines: readonly LineRow[] = [...rows.values()].flat();
  if (lines.length === 0) return null;
  return (
    <details class="block" open={medium === 'paper'}>
      <summary>
        <h2>Lines behind these changes</h2>
      </summary>
      <table class="plain stack">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Source</th>
            <th scope="col">Metric</th>
            <th scope="col" class="number">
              Base
            </th>
            <th scope="col" class="number">
              Head
            </th>
            <th scope="col" class="number">
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={`${row.place} ${row.metric}`}>
              <td>
                <FileLink
                  data={data}
                  path={row.line.file}
                  line={row.line.line ?? row.line.baseLine ?? 1}
                  side={row.line.line === null ? 'base' : 'head'}
                >
                  {row.place}
                </FileLink>
              </td>
              <td class="source-cell wide">
                <code>{row.source}</code>
              </td>
              <td data-label="Metric">{row.metric}</td>
              <td class="number" data-label="Base">
                {row.base}
              </td>
              <td class="number" data-label="Head">
                {row.head}
              </td>
              <td class="number" data-label="Difference">
                {row.difference}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A link to a line, where the page has the file. */
function FileLink({
  data,
  path,
  line,
  side = 'head',
  children,
}: {
  readonly data: ReportData;
  readonly path: string;
  readonly line: number;
  readonly side?: SideName;
  readonly children: ComponentChildren;
}): JSX.Element {
  const file = data.files.find((one) => one.path === path || one.basePath === path);
  if (file === undefined) return <>{children}</>;
  return <a href={sourceHref(file.path, side, line)}>{children}</a>;
}

function Recommendations({ program: { recommendations } }: { readonly program: ProgramReport }): JSX.Element | null {
  if (recommendations.length === 0) return null;
  return (
    <Block title="What to do next">
      <ul>
        {recommendations.map((advice, index) => (
          <li key={index}>
            <Sentence prose={advice} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Block({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="block">
      <h2>{title}</h2>
      <div class="scroll-x" tabIndex={0} role="group" aria-label={title}>
        {children}
      </div>
    </div>
  );
}

function ProfileOverview({ data }: { readonly data: ReportData }): JSX.Element {
  const { profile, head } = data;
  const hottest = functionFigures(data, 'cpu-time')
    .sort((a, b) => (b.head ?? 0) - (a.head ?? 0))
    .slice(0, HOTTEST);
  return (
    <>
      <div class="verdict verdict-neutral">
        <h1>{data.title}</h1>
        {profile === null ? null : (
          <dl class="facts">
            <Fact name="Elapsed" value={formatSingle(profile.elapsedSec, 's')} />
            <Fact
              name="Peak memory"
              value={profile.hasMemory ? formatSingle(profile.maxFootprintMb, 'MiB') : 'not profiled'}
            />
            <Fact
              name="CPU samples"
              value={head.samples === null ? 'not counted' : head.samples.toLocaleString('en')}
            />
            <Fact
              name="Program"
              value={profile.program === null ? 'not recorded' : [profile.program, ...profile.args].join(' ')}
            />
          </dl>
        )}
      </div>
      <Block title="Where the time went">
        <table class="plain stack">
          <thead>
            <tr>
              <th scope="col">Function</th>
              <th scope="col" class="number">
                CPU
              </th>
              <th scope="col" class="number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {hottest.map(({ row, head: seconds }) => (
              <tr key={`${row.path} ${row.name} ${row.line}`}>
                <td class="what">
                  <ProfilePlace name={row.name} href={functionHref(data, row)} />
                  <span class="place">
                    {row.path}:{row.line}
                  </span>
                </td>
                <td class="number" data-label="CPU">
                  {formatSingle(seconds, 's')}
                </td>
                <td class="number" data-label="Share">
                  {(((seconds ?? 0) / (head.seconds || 1)) * 100).toFixed(1)} %
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
    </>
  );
}

function ProfilePlace({ name, href }: { readonly name: string; readonly href: string | null }): JSX.Element {
  return href === null ? (
    <code>{name}</code>
  ) : (
    <a href={href}>
      <code>{name}</code>
    </a>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
