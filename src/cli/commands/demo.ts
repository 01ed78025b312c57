/**
 * `demo`: the main job on real input. Makes a small git repository with a slower commit, gates it, and says where everything is.
 * The gate itself is the same as for any other repository.
 */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { resolveSettings } from '../../config/resolve.js';
import { EXIT, MeasureError } from '../../model/errors.js';
import { makeDemoRepository } from '../demo.js';
import { addFormat } from '../format.js';
import { renderComparisons, type Format } from '../render.js';
import { interruptible } from '../signals.js';
import type { Stdio } from '../stdio.js';
import { gateEach } from './gate.js';

interface DemoOptions {
  readonly format: Format;
  readonly python?: string;
  readonly cacheDir?: string;
}

export function demoCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('demo')
    .summary('see it work: gates a small repository with a slower commit')
    .description(
      'Makes a small git repository with a slower commit in a temporary folder, gates it with real Scalene, prints the report, and says where the files are.',
    )
    .option('--python <file>', 'Python interpreter to use')
    .option('--cache-dir <folder>', "where environments with Scalene are kept (default: the user's cache folder)");
  addFormat(command, ['text', 'json', 'markdown']);
  return command.action(async (options: DemoOptions) => {
    finish(await demo(options, stdio));
  });
}

/** The demo has done its job when the gate fails: that is what the slower commit is for. */
async function demo({ format, python, cacheDir }: DemoOptions, stdio: Stdio): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'scalene-demo-'));
  const out = path.join(folder, 'measurement');
  stdio.err(`Making a repository with a slower commit in ${folder}\n`);
  const repository = await makeDemoRepository(path.join(folder, 'shop'));
  const programs = resolveSettings({ flags: { script: repository.script, base: 'HEAD~1', head: 'HEAD', python } });
  const [made] = await interruptible((signal) =>
    gateEach(
      programs,
      { out, ...(cacheDir !== undefined && { cacheDir }) },
      { ...stdio, cwd: repository.path },
      signal,
    ),
  );
  if (made === undefined || made.kind === 'failed') throw made?.error ?? new MeasureError('The demo has no program.');
  stdio.out(await renderComparisons([made.result], format, stdio));
  stdio.err(`
Kept: ${repository.path} (the repository; \`git show\` there shows the slower commit)
      ${out} (runs and profiles)
Next: node ${path.relative(stdio.cwd, process.argv[1] ?? '') || 'dist/cli/index.js'} report ${out} --format markdown
      rm -r ${folder}
`);
  return made.result.comparison.gate === 'fail' ? EXIT.passed : EXIT.gateFailed;
}
