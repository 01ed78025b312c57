/**
 * `report`: render measurements that were made before, in another form or into a file.
 * The forms themselves are left to `report/`.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { EXIT, InputError } from '../../model/errors.js';
import { addFormat } from '../format.js';
import { REPORT_FORMATS, renderComparisons, type Format } from '../render.js';
import { repositoryTopIfAny } from '../repository.js';
import { addSettings, settingSources } from '../settings.js';
import type { Stdio } from '../stdio.js';
import { compareFolders } from './compare.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action report measurement --format markdown           the pull request comment
  $ scalene-mcp-action report measurement --format csv --output runs.csv

The exit status says whether the report was made, not what it says: 0 made, 2 unusable input.`;

export function reportCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('report')
    .summary('render a measurement again')
    .description('Renders measurement folders of the same two commits: as text, Markdown, JSON, CSV, and so on.')
    .argument('<folders...>', 'measurement folders of the same two commits')
    .option('--output <file>', 'write to this file instead of stdout')
    .addHelpText('after', EXAMPLES);
  addFormat(command, REPORT_FORMATS);
  addSettings(command, ['judging', 'arranging']);
  return command.action(async (folders: string[], options: { format: Format; output?: string }) => {
    const sources = await settingSources(command, [], (await repositoryTopIfAny(stdio)) ?? stdio.cwd);
    const text = await renderComparisons([await compareFolders(folders, sources)], options.format, stdio);
    if (options.output === undefined) stdio.out(text);
    else await writeReport(path.resolve(stdio.cwd, options.output), text);
    finish(EXIT.passed);
  });
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`The report cannot be written to ${file}: ${why}; choose another --output.`, { cause: error });
  }
}
