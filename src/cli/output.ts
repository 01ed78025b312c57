/**
 * Where an answer goes: to stdout, or into the file that `--output` names.
 * Making the answer is left to the commands.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../model/errors.js';
import type { Stdio } from './stdio.js';

/** Adds `--output`. */
export function addOutput(command: Command): Command {
  return command.option('--output <file>', 'write to this file instead of stdout');
}

/**
 * Writes the answer.
 *
 * @throws InputError for a file that cannot be written, and for bytes that no file was named for
 */
export async function putOut(answer: string | Uint8Array, output: string | undefined, stdio: Stdio): Promise<void> {
  if (output !== undefined) return writeAnswer(path.resolve(stdio.cwd, output), answer);
  if (typeof answer !== 'string') {
    throw new InputError('This form is not text and would garble a terminal; name a file for it with --output.');
  }
  stdio.out(answer);
}

async function writeAnswer(file: string, answer: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, answer);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`The report cannot be written to ${file}: ${why}; choose another --output.`, { cause: error });
  }
}
