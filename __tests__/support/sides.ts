/**
 * Checks both sides of a test repository out, with the real modules, without Python.
 */
import { join } from 'node:path';
import { checkOut, type Checkout } from '../../src/measure/checkout.js';
import { diffSides } from '../../src/measure/diff.js';
import { gitIn } from '../../src/measure/git.js';
import type { SidesWanted } from '../../src/measure/plan.js';
import { resolveCommits, type ChosenSides } from '../../src/measure/refs.js';
import { openRepository } from '../../src/measure/repository.js';
import { makeStore } from '../../src/measure/store.js';
import { GIT_ENV, testFolder } from './repository.js';

export interface BothCheckouts {
  readonly chosen: ChosenSides;
  readonly base: Checkout;
  readonly head: Checkout;
  readonly diff: string;
  readonly warnings: readonly string[];
}

/** @param env variables besides those of this process */
export async function sidesOf(
  folder: string,
  sides: SidesWanted = { kind: 'refs' },
  env: Readonly<Record<string, string>> = {},
): Promise<BothCheckouts> {
  const run = await testFolder('measure-sides-');
  const git = gitIn(folder, { ...process.env, ...GIT_ENV, ...env }, new AbortController().signal);
  const repository = await openRepository(git);
  const top = git.in(repository.top ?? folder);
  const store = await makeStore(repository, join(run, 'store.git'), top);
  const chosen = await resolveCommits(sides, { repository, git: top, store, scratch: run });
  const warnings: string[] = [];
  const context = {
    repository,
    store,
    git,
    folder: run,
    moduleStores: new Map(),
    warn: (code: string) => void warnings.push(code),
  };
  const base = await checkOut('base', chosen.base.checkout, context);
  const head = await checkOut('head', chosen.head.checkout, context);
  const diff = await diffSides(store, chosen.base.checkout, chosen.head.checkout);
  return { chosen, base, head, diff: diff?.text ?? '', warnings };
}
