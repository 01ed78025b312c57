/**
 * The command that makes a comparison again on another machine, made from the comparison alone.
 * Whether it may be shown, and in which block, is left to the renderers.
 */
import { join } from 'shlex';
import type { Comparison } from '../model/comparison.js';
import { visible } from './text.js';

const COMMAND = ['scalene-mcp-action', 'gate'];

/** A commit id; a measurement made elsewhere could name an option here. */
const COMMIT = /^[0-9a-f]{7,64}$/;

/** Enough to be unique in any repository (the Linux kernel needs 12), and short enough to read. */
const ENOUGH_DIGITS = 12;

/**
 * A command line that can be pasted, quoted for a POSIX shell. Null when the comparison does not say enough, or when an argument holds
 * characters that cannot be shown and so could not be checked by the one who pastes.
 */
export function reproduceCommand({ program, sides }: Comparison): string | null {
  if (program === undefined || sides === undefined) return null;
  const { script, module, args, workingDirectory } = program;
  const target = script !== undefined ? ['--script', script] : module !== undefined ? ['--module', module] : null;
  if (target === null) return null;
  const folder = workingDirectory === undefined ? [] : ['--working-directory', workingDirectory];
  if (!COMMIT.test(sides.base.commit) || !COMMIT.test(sides.head.commit)) return null;
  // Uncommitted changes are what `gate` measures when no head is named.
  const head = sides.head.dirty === true ? [] : ['--head', abbreviated(sides.head.commit)];
  const rest = args.length === 0 ? [] : ['--', ...args];
  const words = [...COMMAND, ...target, ...folder, '--base', abbreviated(sides.base.commit), ...head, ...rest];
  return words.some((word) => visible(word) !== word) ? null : join(words);
}

function abbreviated(commit: string): string {
  return commit.slice(0, ENOUGH_DIGITS);
}
