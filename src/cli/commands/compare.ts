/**
 * `compare`: judge measurements that were made before, or bare Scalene profiles.
 * Making measurements is left to `gate` and `measure`.
 */
import { Command } from 'commander';
import { compare } from '../../compare/compare.js';
import { compareProfiles } from '../../compare/profiles.js';
import { toCompareSettings } from '../../config/judging.js';
import { settingsForMeasured } from '../../config/resolve.js';
import { InputError } from '../../model/errors.js';
import type { Program } from '../../model/measurement.js';
import { readMeasurement } from '../../measure/readFolder.js';
import { readSides } from '../profiles.js';
import { addFormat } from '../format.js';
import { renderComparisons, type Format, type Judged } from '../render.js';
import { repositoryTopIfAny } from '../repository.js';
import { addSettings, settingSources } from '../settings.js';
import type { Stdio } from '../stdio.js';
import { gateStatus } from './gate.js';

const EXAMPLES = `
Examples:
  $ scalene-mcp-action compare measurement                          one measurement folder
  $ scalene-mcp-action compare shard-1 shard-2                      blocks made on several machines, judged together
  $ scalene-mcp-action compare --base a1.json a2.json --head b1.json b2.json
      bare Scalene profiles: no verdict on CPU time, which needs timing runs

Exit status: 0 gate passed, 1 gate failed, 2 wrong usage or unusable input.`;

interface CompareOptions {
  readonly base?: string[];
  readonly head?: string[];
  readonly format: Format;
}

export function compareCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('compare')
    .summary('compare measurements, or bare Scalene profiles')
    .description('Judges measurement folders of the same two commits, or bare Scalene profiles of two states.')
    .argument('[folders...]', 'measurement folders of the same two commits')
    .option('--base <profiles...>', 'Scalene profiles of the base, all made by the same version')
    .option('--head <profiles...>', 'Scalene profiles of the head')
    .addHelpText('after', EXAMPLES);
  addFormat(command, ['text', 'json', 'markdown']);
  addSettings(command, ['judging', 'arranging']);
  return command.action(async (folders: string[], options: CompareOptions) => {
    const judged = await compareInputs(command, folders, options, stdio);
    stdio.out(await renderComparisons([judged], options.format, stdio));
    finish(gateStatus([judged]));
  });
}

async function compareInputs(
  command: Command,
  folders: readonly string[],
  { base, head }: CompareOptions,
  stdio: Stdio,
): Promise<Judged> {
  const sources = await settingSources(command, [], (await repositoryTopIfAny(stdio)) ?? stdio.cwd);
  if (base !== undefined || head !== undefined) {
    if (folders.length > 0 || base === undefined || head === undefined) {
      throw new InputError('Name either measurement folders, or profiles of both sides with --base and --head.');
    }
    const settings = toCompareSettings(settingsForMeasured(sources, {}));
    return { comparison: compareProfiles(await readSides(base, head), settings), loaded: [] };
  }
  return compareFolders(folders, sources);
}

/** Measurement folders to one comparison, judged by the settings of the program that they measured. */
export async function compareFolders(
  folders: readonly string[],
  sources: Parameters<typeof settingsForMeasured>[0],
): Promise<Judged> {
  if (folders.length === 0) {
    throw new InputError(
      'Nothing to compare: name a measurement folder (as `measure --out` makes it), or profiles with --base and --head.',
    );
  }
  const blocks = await Promise.all(folders.map((each) => readMeasurement(each)));
  const program: Pick<Program, 'name'> = blocks[0]?.measurement.program ?? {};
  const settings = settingsForMeasured(sources, program);
  return { name: program.name, comparison: compare(blocks, toCompareSettings(settings)), loaded: blocks };
}
