/**
 * `doctor`: what measuring needs on this machine, what is missing, and the command that mends it.
 * The checks themselves are left to `measure`.
 */
import { Command } from 'commander';
import { SETTINGS } from '../../config/definition.js';
import { doctorChecks, type DoctorCheck } from '../../measure/index.js';
import { EXIT } from '../../model/errors.js';
import { addFormat } from '../format.js';
import { interruptible } from '../signals.js';
import type { Stdio } from '../stdio.js';

interface DoctorOptions {
  readonly python: string;
  readonly scaleneVersion: string;
  readonly cacheDir?: string;
  readonly format: 'text' | 'json';
}

export function doctorCommand(stdio: Stdio, finish: (status: number) => void): Command {
  const command = new Command('doctor')
    .summary('say what is missing, and what mends it')
    .description('Checks what measuring needs on this machine, and names the command that mends what is missing.')
    .option('--python <file>', 'Python interpreter to check', SETTINGS.python.default)
    .option('--scalene-version <version>', 'version of Scalene to check', SETTINGS['scalene-version'].default)
    .option('--cache-dir <folder>', "where environments with Scalene are kept (default: the user's cache folder)")
    .addHelpText('after', '\nExit status: 0 nothing is missing, 3 something is.');
  addFormat(command, ['text', 'json']);
  return command.action(async ({ format, ...options }: DoctorOptions) => {
    const question = { ...options, folder: stdio.cwd, env: stdio.env };
    const checks = await interruptible((signal) => doctorChecks(question, signal));
    stdio.out(format === 'json' ? `${JSON.stringify(checks, null, 2)}\n` : asText(checks));
    finish(checks.every(({ ok }) => ok) ? EXIT.passed : EXIT.cannotMeasure);
  });
}

function asText(checks: readonly DoctorCheck[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, ok, found, mend }) => [
    `${ok ? 'ok     ' : 'missing'}  ${name.padEnd(width)}  ${found}`,
    ...(mend === undefined ? [] : [`${' '.repeat(width + 11)}→ ${mend}`]),
  ]);
  const missing = checks.filter(({ ok }) => !ok).length;
  const end = missing === 0 ? 'Ready to measure.' : `${missing} of ${checks.length} must be mended before measuring.`;
  return `${lines.join('\n')}\n\n${end}\n`;
}
