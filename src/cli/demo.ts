/**
 * Makes the demo's repository: two real commits of a small program, the second slower in one function.
 * Measuring and judging it is left to the gate, as for any other repository.
 */
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exec } from '@actions/exec';
import { gitVariables } from '../measure/environment.js';
import { MeasureError } from '../model/errors.js';

export interface DemoRepository {
  readonly path: string;
  readonly script: string;
  readonly args: readonly string[];
}

/** The program, and what the slower commit changes of it, lie beside this module and beside the bundle made of it. */
const SOURCES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'demo-repository');

const COMMITS = [
  { folder: 'base', message: 'Sales report from a day of orders' },
  { folder: 'head', message: 'Recognise an order that was typed in two ways' },
] as const;

/** Nothing of the user's configuration, identity or hooks enters the demo, and the commits are the same everywhere. */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.invalid',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.invalid',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/**
 * Makes the repository in the empty or missing folder `target`.
 *
 * @throws MeasureError when git is missing or refuses
 */
export async function makeDemoRepository(target: string): Promise<DemoRepository> {
  const options = { cwd: target, env: { ...gitVariables(process.env), ...ENVIRONMENT }, silent: true };
  const git = (...args: string[]): Promise<number> => exec('git', args, options);
  await cp(path.join(SOURCES, COMMITS[0].folder), target, { recursive: true });
  try {
    await git('init', '--quiet', '--initial-branch', 'main');
    for (const { folder, message } of COMMITS) {
      await cp(path.join(SOURCES, folder), target, { recursive: true });
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MeasureError(
      `The demo's repository could not be made in ${target} (${why}); see what \`doctor\` says of git.`,
      {
        cause: error,
      },
    );
  }
  return { path: target, script: 'report.py', args: [] };
}
