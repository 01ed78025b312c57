/**
 * Finds the top of the git repository that a command is run in.
 * Everything else about the repository is left to `measure`.
 */
import { gitIn } from '../measure/git.js';
import { InputError } from '../model/errors.js';
import type { Stdio } from './stdio.js';

/**
 * Top folder of the working tree around the current folder.
 *
 * @throws InputError outside of a repository
 */
export async function repositoryTop(stdio: Pick<Stdio, 'cwd' | 'env'>): Promise<string> {
  const top = await repositoryTopIfAny(stdio);
  if (top !== undefined) return top;
  throw new InputError(
    `${stdio.cwd} is not inside a git repository, so there are no two commits to compare; change into one (or try \`demo\`).`,
  );
}

/** The same; undefined outside of a repository. */
export async function repositoryTopIfAny({ cwd, env }: Pick<Stdio, 'cwd' | 'env'>): Promise<string | undefined> {
  const answer = await gitIn(cwd, env, new AbortController().signal).ask(['rev-parse', '--show-toplevel']);
  return answer.ok && answer.text !== '' ? answer.text : undefined;
}
