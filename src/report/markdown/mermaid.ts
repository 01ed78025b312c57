/**
 * Charts for the job summary, in the one language of charts that GitHub draws: Mermaid's xychart.
 * Which charts there are and what stands beside them is left to `summary.ts`.
 */
import { visible } from '../text.js';

/** One curve. All curves of a chart have equally many points, spread evenly over the x axis. */
export interface Chart {
  readonly title: string;
  readonly x:
    | { readonly title: string; readonly from: number; readonly to: number }
    | { readonly categories: readonly string[]; readonly title: string };
  readonly y: { readonly title: string; readonly from: number; readonly to: number };
  readonly curves: readonly (readonly number[])[];
}

/** Blue and vermillion of Okabe and Ito, told apart by every kind of colour vision. */
const PALETTE = '#0072B2,#D55E00';

/** The chart as a fenced block. */
export function mermaid(chart: Chart): string {
  const { title, x, y, curves } = chart;
  const xAxis = 'categories' in x ? `[${x.categories.map(quoted).join(', ')}]` : `${plain(x.from)} --> ${plain(x.to)}`;
  return [
    '```mermaid',
    `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${PALETTE}"}}}}%%`,
    'xychart-beta',
    `    title ${quoted(title)}`,
    `    x-axis ${quoted(x.title)} ${xAxis}`,
    `    y-axis ${quoted(y.title)} ${plain(y.from)} --> ${plain(y.to)}`,
    ...curves.map((curve) => `    line [${curve.map(plain).join(', ')}]`),
    '```',
  ].join('\n');
}

/** Five significant digits, never with an exponent, which Mermaid does not read. */
function plain(value: number): string {
  if (!Number.isFinite(value) || value === 0) return '0';
  const digits = Math.max(0, Math.min(10, 4 - Math.floor(Math.log10(Math.abs(value)))));
  return String(Number(value.toFixed(digits))).includes('e') ? '0' : String(Number(value.toFixed(digits)));
}

/** Mermaid has no escape inside quotes; what could end them or the fence is left out. */
function quoted(text: string): string {
  return `"${visible(text).replace(/["`\\;%{}]/g, ' ')}"`;
}
