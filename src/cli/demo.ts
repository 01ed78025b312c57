/**
 * Makes the demo's repository: two real commits of a small program, the second slower in one function.
 * Measuring and judging it is left to the gate, as for any other repository.
 */
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export interface DemoRepository {
  readonly path: string;
  readonly script: string;
  readonly args: readonly string[];
}

/** The two states of the program lie beside this module, and beside the bundle made of it. */
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

/** Makes the repository in the empty or missing folder `target`. */
export async function makeDemoRepository(target: string): Promise<DemoRepository> {
  const git = execa({ cwd: target, env: ENVIRONMENT });
  await cp(path.join(SOURCES, COMMITS[0].folder), target, { recursive: true });
  await git`git init --quiet --initial-branch main`;
  for (const { folder, message } of COMMITS) {
    await cp(path.join(SOURCES, folder), target, { recursive: true });
    await git`git add --all`;
    await git`git commit --quiet --message ${message}`;
  }
  return { path: target, script: 'report.py', args: [] };
}
