/**
 * `analyze`: views of one Scalene profile, or of the profiles of one side of a measurement pooled.
 * The views themselves are left to `analyze/`, their words to `report/`.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { LEVELS, METRICS, poolProfiles, type Level, type SpotMetric } from '../../analyze/index.js';
import { loadReportAssets } from '../../engine/report-assets.js';
import { readMeasurement } from '../../measure/index.js';
import { readProfileFile } from '../../measure/readProfileFile.js';
import { EXIT, InputError } from '../../model/errors.js';
import { SIDES, type Side } from '../../model/measurement.js';
import type { Profile } from '../../profile/model.js';
import { renderAnalysis } from '../../report/analysis.js';
import { exportSide } from '../../report/export/sides.js';
import { renderProfileHtml } from '../../report/html/html.js';
import { analyzeProfile, VIEWS, type View } from '../analysis.js';
import { addFormat } from '../format.js';
import { addOutput, putOut } from '../output.js';
import { EXPORT_FORMATS, renderExport } from '../render.js';
import type { Stdio } from '../stdio.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action analyze profile.json                                  the whole program in one look
  $ scalene-mcp-action analyze profile.json --view hotspots --metric memory
  $ scalene-mcp-action analyze profile.json --view file --file etl/parse.py --context-lines 2
  $ scalene-mcp-action analyze measurement --side head --view bottlenecks    the profiles of one side, pooled
  $ scalene-mcp-action analyze profile.json --format html --output report.html`;

/** A view as text or data, or the whole profile as a page or for another viewer. */
const FORMATS = ['text', 'markdown', 'json', 'html', ...EXPORT_FORMATS] as const;

interface AnalyzeOptions {
  readonly view: View;
  readonly metric: SpotMetric;
  readonly level: Level;
  readonly side: Side;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly file?: string;
  readonly minPercent?: number;
  readonly topN?: number;
  readonly offset?: number;
  readonly contextLines?: number;
  readonly only: string[];
  readonly exclude: string[];
}

export function analyzeCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('analyze')
    .summary('look into one profile: hotspots, bottlenecks, leaks')
    .description('Looks into one profile that Scalene wrote (any version from 1.5), or into one side of a measurement.')
    .argument('<profile>', 'a JSON file of Scalene, packed with gzip or not, or a measurement folder')
    .addOption(new Option('--view <view>', 'what to show').choices(VIEWS).default('summary'))
    .addOption(
      new Option('--metric <metric>', 'what hotspots and functions are ranked by').choices(METRICS).default('cpu'),
    )
    .addOption(new Option('--level <level>', 'how fine hotspots are').choices(LEVELS).default('line'))
    .addOption(new Option('--side <side>', 'side of a measurement').choices(SIDES).default('head'))
    .option('--file <path>', 'file to annotate (view `file`)')
    .option('--min-percent <percent>', 'least share of the whole program', number)
    .option('--top-n <n>', 'most rows', number)
    .option('--offset <n>', 'rows to skip', number)
    .option('--context-lines <n>', 'lines of source around a line', number)
    .option('--only <globs...>', 'files or functions to show', [])
    .option('--exclude <globs...>', 'files or functions to leave out', [])
    .addHelpText('after', EXAMPLES);
  addOutput(command);
  addFormat(command, FORMATS);
  return command.action(async (subject: string, options: AnalyzeOptions) => {
    const profile = await readSubject(path.resolve(stdio.cwd, subject), options.side, stdio.cwd);
    const name = path.basename(path.resolve(stdio.cwd, subject));
    await putOut(await answerOf(profile, name, options, stdio), options.output, stdio);
    finish(EXIT.passed);
  });
}

async function answerOf(
  profile: Profile,
  name: string,
  options: AnalyzeOptions,
  stdio: Stdio,
): Promise<string | Uint8Array> {
  const { format } = options;
  const analysis = () => analyzeProfile(profile, options.view, options);
  switch (format) {
    case 'text':
      return renderAnalysis(analysis(), { width: stdio.width, colour: stdio.colour });
    case 'markdown':
      return renderAnalysis(analysis(), 'markdown');
    case 'json':
      return `${JSON.stringify(analysis().result, null, 2)}\n`;
    case 'html':
      return renderProfileHtml({ profile, name }, await loadReportAssets());
    case 'speedscope':
    case 'pprof':
      return renderExport([exportSide(profile, name)], format, () => true);
  }
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InputError(`"${text}" is not a number; write one, such as 10.`);
}

async function readSubject(subject: string, side: Side, cwd: string): Promise<Profile> {
  const isFolder = await stat(subject).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? poolSide(subject, side) : readProfileFile(subject, cwd);
}

async function poolSide(folder: string, side: Side): Promise<Profile> {
  const { measurement, profiles } = await readMeasurement(folder);
  const own = measurement.runs.flatMap((run) => {
    const profile = run.side === side && run.kind === 'profile' && run.profile ? profiles.get(run.profile) : undefined;
    return profile ? [profile] : [];
  });
  if (own.length > 0) return poolProfiles(own);
  throw new InputError(
    `The measurement ${folder} holds no profile of ${side}; choose the other --side, or measure again.`,
  );
}
