/**
 * What the page says before and without its script: the verdict, the sentences and the whole-program table, as plain HTML.
 * Everything else of the page is left to the browser code, which replaces this.
 */
import { headingLine } from '../heading.js';
import type { ReportModel } from '../model.js';
import type { Prose } from '../prose.js';
import type { MetricRow } from '../rows.js';
import { formatSingle } from '../units.js';
import { nameText } from '../text.js';
import type { ReportData } from './data.js';
import { escapeHtml, type StaticHtml } from './page.js';

const WITHOUT_SCRIPT =
  '<noscript><p>Scripts are off: the flame graph, functions, sources and memory over time need them.</p></noscript>';

export function comparisonWords({ heading, programs: [program] }: ReportModel): StaticHtml {
  const name = program.name === null ? '' : ` in <code>${escapeHtml(program.name)}</code>`;
  return [
    '<main class="static">',
    `<h1>${escapeHtml(headingLine(heading))}${name}</h1>`,
    `<p><strong>${proseHtml(program.headline)}</strong></p>`,
    `<p>${proseHtml(program.quiet)}</p>`,
    metricTable(program.metrics),
    `<p>${escapeHtml(program.tally)}</p>`,
    WITHOUT_SCRIPT,
    '</main>',
  ].join('\n');
}

export function profileWords({ title, profile }: ReportData): StaticHtml {
  const facts = profile === null ? '' : `<p>${escapeHtml(formatSingle(profile.elapsedSec, 's'))} elapsed.</p>`;
  return `<main class="static">\n<h1>${escapeHtml(nameText(title))}</h1>\n${facts}\n${WITHOUT_SCRIPT}\n</main>`;
}

function proseHtml(prose: Prose): StaticHtml {
  return prose
    .map((piece) => (typeof piece === 'string' ? escapeHtml(piece) : `<code>${escapeHtml(piece.code)}</code>`))
    .join('');
}

function metricTable(rows: readonly MetricRow[]): StaticHtml {
  const head = ['Whole program', 'Base', 'Head', 'Change', 'Tolerance', 'Verdict'];
  const cells = (row: MetricRow) => [
    row.label,
    row.base,
    row.head,
    row.interval === null ? row.change : `${row.change} (${row.interval})`,
    row.tolerance,
    row.verdict.word,
  ];
  return [
    '<table>',
    `<thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      (row) =>
        `<tr>${cells(row)
          .map((cell) => `<td>${escapeHtml(cell)}</td>`)
          .join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
  ].join('\n');
}
