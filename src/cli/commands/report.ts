/**
 * `report`: render measurements that were made before, in another form or into a file.
 * The forms themselves are left to `report/`.
 */
import { Command, Option } from 'commander';
import { EXIT } from '../../model/errors.js';
import { SIDES, type Side } from '../../model/measurement.js';
import { exportSides } from '../../report/export/sides.js';
import { addFormat } from '../format.js';
import { addOutput, putOut } from '../output.js';
import {
  EXPORT_FORMATS,
  REPORT_FORMATS,
  isExport,
  renderComparisons,
  renderExport,
  type ExportFormat,
  type Format,
  type Judged,
} from '../render.js';
import { repositoryTopIfAny } from '../repository.js';
import { addSettings, settingSources } from '../settings.js';
import type { Stdio } from '../stdio.js';
import { compareFolders } from './compare.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action report measurement --format markdown           the pull request comment
  $ scalene-mcp-action report measurement --format html --output report.html
  $ scalene-mcp-action report measurement --format csv --output runs.csv
  $ scalene-mcp-action report measurement --format speedscope --output both.speedscope.json
  $ scalene-mcp-action report measurement --format pprof --side head --output head.pb.gz

The exit status says whether the report was made, not what it says: 0 made, 2 unusable input.`;

interface ReportOptions {
  readonly format: Format | ExportFormat;
  readonly side: Side;
  readonly output?: string;
}

export function reportCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('report')
    .summary('render a measurement again')
    .description(
      'Renders measurement folders of the same two commits: as text, Markdown, a page, CSV, or for other viewers.',
    )
    .argument('<folders...>', 'measurement folders of the same two commits')
    .addOption(new Option('--side <side>', 'side that a pprof export is of').choices(SIDES).default('head'))
    .addHelpText('after', EXAMPLES);
  addOutput(command);
  addFormat(command, [...REPORT_FORMATS, ...EXPORT_FORMATS]);
  addSettings(command, ['judging', 'arranging']);
  return command.action(async (folders: string[], { format, side, output }: ReportOptions) => {
    const sources = await settingSources(command, [], (await repositoryTopIfAny(stdio)) ?? stdio.cwd);
    const judged = await compareFolders(folders, sources);
    await putOut(
      isExport(format) ? exported(judged, format, side) : await renderComparisons([judged], format, stdio),
      output,
      stdio,
    );
    finish(EXIT.passed);
  });
}

function exported({ comparison, loaded }: Judged, format: ExportFormat, side: Side): string | Uint8Array {
  return renderExport(exportSides(comparison, loaded), format, ({ name }) => name === side);
}
