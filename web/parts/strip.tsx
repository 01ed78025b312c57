/**
 * The strip plot of one metric: every run of both sides as a point, pairs joined, the accepted band, and where the change lies.
 * The numbers are those of the Comparison; nothing is computed here but positions.
 */
import { dot, link, rectX, ruleY, tickX, type PlotOptions } from '@observablehq/plot';
import type { JSX } from 'preact';
import type { MetricComparison } from '../../src/model/comparison.js';
import { METRICS } from '../../src/model/metrics.js';
import { formatAmount, formatPercent, scaleOf } from '../../src/report/units.js';
import { Figure } from './plot.js';

const HEIGHT = 118;

interface Point {
  readonly side: 'Base' | 'Head';
  readonly value: number;
  readonly run: number;
}

export function Strip({ metric }: { readonly metric: MetricComparison }): JSX.Element | null {
  const { base, values } = metric;
  if (values === undefined || values.base.length + values.head.length === 0) return null;
  const scale = scaleOf([base, metric.head], metric.unit);
  const scaled = (value: number) => value / scale.divisor;
  const points: Point[] = [
    ...values.base.map((value, run): Point => ({ side: 'Base', value: scaled(value), run })),
    ...values.head.map((value, run): Point => ({ side: 'Head', value: scaled(value), run })),
  ];
  return (
    <Figure label={describe(metric)} inputs={[metric]} options={() => options(metric, points, scaled, scale.suffix)} />
  );
}

function options(
  metric: MetricComparison,
  points: readonly Point[],
  scaled: (value: number) => number,
  suffix: string,
): PlotOptions {
  const { base, head, interval, tolerance } = metric;
  const band = base === null ? [] : [{ from: scaled(base * (1 - tolerance)), to: scaled(base * (1 + tolerance)) }];
  const range =
    base === null || interval === null
      ? []
      : [{ from: scaled(base * (1 + interval[0])), to: scaled(base * (1 + interval[1])) }];
  const middles = [
    ...(base === null ? [] : [{ side: 'Base', value: scaled(base) }]),
    ...(head === null ? [] : [{ side: 'Head', value: scaled(head) }]),
  ];
  const shown = [...points.map(({ value }) => value), ...[...band, ...range].flatMap(({ from, to }) => [from, to])];
  return {
    height: HEIGHT,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 36,
    x: {
      domain: padded(shown),
      label: suffix,
      labelAnchor: 'right',
      labelArrow: 'none',
      labelOffset: 34,
      ticks: 4,
      grid: true,
    },
    y: { domain: ['Base', 'Head'], label: null, tickSize: 0, padding: 0.5 },
    marks: [
      rectX(band, { x1: 'from', x2: 'to', className: 'strip-band' }),
      link(pairsOf(points), { x1: 'base', x2: 'head', y1: () => 'Base', y2: () => 'Head', className: 'strip-pair' }),
      ruleY(range, { x1: 'from', x2: 'to', y: () => 'Head', dy: 15, className: 'strip-interval', strokeWidth: 5 }),
      tickX(middles, { x: 'value', y: 'side', className: 'strip-middle' }),
      dot(
        points.filter(({ side }) => side === 'Base'),
        { x: 'value', y: 'side', r: 4, className: 'strip-base', title: titleOf(suffix) },
      ),
      dot(
        points.filter(({ side }) => side === 'Head'),
        { x: 'value', y: 'side', r: 4, className: 'strip-head', title: titleOf(suffix) },
      ),
    ],
  };
}

function titleOf(suffix: string): (point: Point) => string {
  return ({ side, value, run }) => `${side}, run ${run + 1}: ${value.toPrecision(4)} ${suffix}`;
}

function pairsOf(points: readonly Point[]): { base: number; head: number }[] {
  const heads = points.filter(({ side }) => side === 'Head');
  return points
    .filter(({ side }) => side === 'Base')
    .flatMap(({ run, value }) => {
      const partner = heads.find((head) => head.run === run);
      return partner === undefined ? [] : [{ base: value, head: partner.value }];
    });
}

/** A little room at both ends, and some width even where all values are equal. */
function padded(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * 0.06 || Math.abs(high) * 0.02 || 1;
  return [low - room, high + room];
}

function describe(metric: MetricComparison): string {
  const { values, base, head, unit, tolerance } = metric;
  const scale = scaleOf([base, head], unit);
  const side = (name: string, list: readonly number[]) =>
    `${name}: ${list.length} runs from ${formatAmount(Math.min(...list), scale)} to ${formatAmount(Math.max(...list), scale)}`;
  const sides = values === undefined ? [] : [side('base', values.base), side('head', values.head)];
  return `${METRICS[metric.metric].label} of every run. ${sides.join('; ')}; accepted change ${formatPercent(tolerance)}.`;
}
