/**
 * Memory: the footprint over time of every profile run of both sides, the peaks as a table, and the leaks.
 * What a leak rests on is said by the Comparison; this shows it.
 */
import { areaY, crosshairX, line, ruleY, type PlotOptions } from '@observablehq/plot';
import type { JSX } from 'preact';
import type { LeakComparison } from '../../src/model/comparison.js';
import type { FileData, MemoryLine, ReportData } from '../../src/report/html/data.js';
import { formatPercent, formatSingle, scaleOf } from '../../src/report/units.js';
import type { ViewProps } from '../app.js';
import { Figure } from '../parts/plot.js';
import { Nothing, SideTag } from '../parts/words.js';
import { sourceHref, type SideName } from '../route.js';

const HEIGHT = 320;

interface Point {
  readonly sec: number;
  readonly amount: number;
  readonly run: string;
  readonly side: SideName;
}

export function MemoryView({ data }: ViewProps): JSX.Element {
  return (
    <>
      <h1>Memory over time</h1>
      <Footprints data={data} />
      <h2>Leaks</h2>
      {data.comparison === null ? (
        <ProfileLeaks files={data.files} />
      ) : (
        <ComparedLeaks leaks={data.comparison.leaks} files={data.files} />
      )}
    </>
  );
}

function Footprints({ data }: { readonly data: ReportData }): JSX.Element {
  const sides: readonly (readonly [SideName, readonly MemoryLine[]])[] = [
    ['base', data.base?.memory ?? []],
    ['head', data.head.memory],
  ];
  const lines = sides.flatMap(([side, list]) => list.map((one) => ({ side, ...one })));
  if (lines.length === 0)
    return <Nothing>No profile of this report recorded memory over time. Measure with memory to see it.</Nothing>;
  const scale = scaleOf(
    lines.map(({ mb }) => Math.max(...mb)),
    'MiB',
  );
  const points = lines.flatMap(({ side, label, sec, mb }) =>
    sec.map((at, index): Point => ({
      sec: at,
      amount: (mb[index] ?? 0) / scale.divisor,
      run: `${side} ${label}`,
      side,
    })),
  );
  return (
    <>
      <p class="explain">
        Footprint that Scalene's allocator saw, one line for each profile run. Profiled runs are slower than plain ones:
        compare heights and shapes, not how long they are.
      </p>
      {data.base === null ? null : (
        <ul class="legend" aria-label="Legend">
          <li>
            <i class="key key-base" /> base
          </li>
          <li>
            <i class="key key-head" /> head
          </li>
        </ul>
      )}
      <Figure label={describe(lines)} inputs={[data]} options={() => options(points, scale.suffix)} />
      <table class="plain narrow">
        <caption>Highest and last footprint of each run</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" class="number">
              Highest
            </th>
            <th scope="col" class="number">
              At the end
            </th>
            <th scope="col" class="number">
              Length
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ side, label, sec, mb }) => (
            <tr key={`${side} ${label}`}>
              <td>
                {data.base === null ? null : <SideTag side={side} />} {label}
              </td>
              <td class="number">{formatSingle(Math.max(...mb), 'MiB')}</td>
              <td class="number">{formatSingle(mb.at(-1) ?? null, 'MiB')}</td>
              <td class="number">{formatSingle(sec.at(-1) ?? null, 's')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function options(points: readonly Point[], suffix: string): PlotOptions {
  const of = (side: SideName) => points.filter((point) => point.side === side);
  return {
    height: HEIGHT,
    marginLeft: 56,
    marginRight: 16,
    x: { label: 'seconds since the start', labelArrow: 'none', grid: false },
    y: { label: suffix, labelArrow: 'none', grid: true, zero: true },
    marks: [
      areaY(of('base'), { x: 'sec', y1: 0, y2: 'amount', z: 'run', className: 'area-base', curve: 'step-after' }),
      areaY(of('head'), { x: 'sec', y1: 0, y2: 'amount', z: 'run', className: 'area-head', curve: 'step-after' }),
      line(of('base'), {
        x: 'sec',
        y: 'amount',
        z: 'run',
        className: 'line-base',
        curve: 'step-after',
        strokeWidth: 1.5,
      }),
      line(of('head'), {
        x: 'sec',
        y: 'amount',
        z: 'run',
        className: 'line-head',
        curve: 'step-after',
        strokeWidth: 1.5,
      }),
      ruleY([0], { className: 'axis-line' }),
      crosshairX(points, { x: 'sec', y: 'amount', className: 'crosshair' }),
    ],
  };
}

function describe(
  lines: readonly { readonly side: SideName; readonly label: string; readonly mb: readonly number[] }[],
): string {
  const peaks = lines.map(({ side, label, mb }) => `${side} ${label}: up to ${formatSingle(Math.max(...mb), 'MiB')}`);
  return `Memory footprint over time. ${peaks.join('; ')}.`;
}

const LEAK_WORDS: { readonly [V in LeakComparison['verdict']]: string } = {
  new: 'new on head',
  gone: 'gone on head',
  both: 'on both sides',
};

function ComparedLeaks({
  leaks,
  files,
}: {
  readonly leaks: readonly LeakComparison[];
  readonly files: readonly FileData[];
}): JSX.Element {
  if (leaks.length === 0) return <Nothing>Scalene suspects no leak on either side.</Nothing>;
  return (
    <>
      <LeakNote />
      <table class="plain stack">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Function</th>
            <th scope="col">Verdict</th>
            <th scope="col" class="number">
              Likelihood
            </th>
            <th scope="col" class="number">
              Growth
            </th>
            <th scope="col">Seen in profiles</th>
          </tr>
        </thead>
        <tbody>
          {leaks.map((leak) => (
            <tr key={`${leak.file}:${leak.line}`}>
              <td>
                <LeakPlace
                  path={leak.file}
                  line={leak.line}
                  files={files}
                  side={leak.verdict === 'gone' ? 'base' : 'head'}
                />
              </td>
              <td>
                <code>{leak.function}</code>
              </td>
              <td>
                <span
                  class={`pill ${leak.verdict === 'new' ? 'pill-worse' : leak.verdict === 'gone' ? 'pill-better' : 'pill-calm'}`}
                >
                  {LEAK_WORDS[leak.verdict]}
                </span>
              </td>
              <td class="number" data-label="Likelihood">
                {formatPercent(leak.likelihood)}
              </td>
              <td class="number" data-label="Growth">
                {formatSingle(leak.velocityMbPerSec, 'MiB')}/s
              </td>
              <td class="wide" data-label="Seen in profiles">
                {leak.seen.head} of {leak.seen.headOf} of head, {leak.seen.base} of {leak.seen.baseOf} of base
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function ProfileLeaks({ files }: { readonly files: readonly FileData[] }): JSX.Element {
  const leaks = files.flatMap((file) => (file.head?.leaks ?? []).map((leak) => ({ path: file.path, ...leak })));
  if (leaks.length === 0) return <Nothing>Scalene suspects no leak in this profile.</Nothing>;
  return (
    <>
      <LeakNote />
      <table class="plain stack">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" class="number">
              Likelihood
            </th>
            <th scope="col" class="number">
              Growth
            </th>
          </tr>
        </thead>
        <tbody>
          {leaks.map(({ path, line: at, likelihood, velocityMbPerSec }) => (
            <tr key={`${path}:${at}`}>
              <td>
                <LeakPlace path={path} line={at} files={files} side="head" />
              </td>
              <td class="number" data-label="Likelihood">
                {formatPercent(likelihood)}
              </td>
              <td class="number" data-label="Growth">
                {formatSingle(velocityMbPerSec, 'MiB')}/s
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function LeakNote(): JSX.Element {
  return (
    <p class="explain">
      Scalene's estimate, from allocations on a line that were not freed. The growth is the mean allocation divided by
      the run's length, not a true rate.
    </p>
  );
}

interface PlaceProps {
  readonly path: string;
  readonly line: number;
  readonly files: readonly FileData[];
  readonly side: SideName;
}

function LeakPlace({ path, line: at, files, side }: PlaceProps): JSX.Element {
  const file = files.find((one) => one.path === path || one.basePath === path);
  const text = `${path}:${at}`;
  return file === undefined ? (
    <code>{text}</code>
  ) : (
    <a href={sourceHref(file.path, side, at)}>
      <code>{text}</code>
    </a>
  );
}
