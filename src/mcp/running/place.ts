/**
 * Where one program is profiled: in the working tree as it is, in a disposable checkout of a commit, or, for a snippet of
 * code, in a private folder. Running it there is left to `profile-run.ts`.
 */
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkOut } from '../../measure/checkout.js';
import { gitIn } from '../../measure/git.js';
import { resolveCommits } from '../../measure/refs.js';
import { openRepository } from '../../measure/repository.js';
import { makeStore } from '../../measure/store.js';
import { InputError } from '../../model/errors.js';
import type { Program, SideInfo } from '../../model/measurement.js';
import { gitFact } from '../git-facts.js';

export interface RunPlace {
  /** The program as it is run here, its script relative to `cwd`. */
  readonly program: Program;
  /** The program as people know it. */
  readonly shown: Program;
  /** Absolute path of the working directory. */
  readonly cwd: string;
  /** Absolute path below which code is profiled, and which is taken off the paths in the profile. */
  readonly root: string;
  readonly side: SideInfo;
  /** Folders in which Python looks for modules besides the usual ones. */
  readonly pythonPath: readonly string[];
}

export interface PlaceWish {
  /** Its script is relative to `cwd`. */
  readonly program: Program;
  /** Real, absolute path. */
  readonly cwd: string;
  /** The root that holds `cwd`: code is profiled below it where there is no repository. */
  readonly root: string;
}

export interface PlacePorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Private folder of this run. */
  readonly folder: string;
}

/** The working tree as it is, uncommitted changes included; it need not be a repository. */
export async function workingTreePlace(
  { program, cwd, root }: PlaceWish,
  { env, signal }: PlacePorts,
): Promise<RunPlace> {
  const git = gitIn(cwd, env, signal);
  const top = await gitFact(git, ['rev-parse', '--show-toplevel']);
  const head = await gitFact(git, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  const changes = head === null ? null : await gitFact(git, ['status', '--porcelain', '--untracked-files=normal']);
  const inside = top === null || top === '' ? root : top;
  const dirty = changes !== null && changes !== '';
  return {
    program,
    shown: placed(program, inside, cwd),
    cwd,
    root: inside,
    side: { commit: head ?? '', ref: 'working tree', dirty, root: inside },
    pythonPath: [],
  };
}

/** A disposable checkout of a commit, with the same folder in it as working directory. */
export async function commitPlace({ program, cwd }: PlaceWish, ref: string, ports: PlacePorts): Promise<RunPlace> {
  refuseOption(ref);
  const { env, signal, folder } = ports;
  const git = gitIn(cwd, env, signal);
  const repository = await openRepository(git);
  const top = git.in(repository.top ?? cwd);
  const store = await makeStore(repository, join(folder, 'store'), top);
  const wanted = { kind: 'refs' as const, base: ref, head: ref };
  const { head } = await resolveCommits(wanted, { repository, git: top, store, scratch: folder });
  const context = { repository, store, git: top, folder, moduleStores: new Map(), warn: () => undefined };
  const { root, tree } = await checkOut('head', head.checkout, context);
  return {
    program,
    shown: placed(program, repository.top ?? cwd, cwd),
    cwd: join(root, repository.prefix),
    root,
    side: { commit: head.commit, ref: head.ref, tree, root },
    pythonPath: [],
  };
}

/** A snippet in a private folder: only its own lines are profiled, and it can import what lies in `cwd`. */
export async function snippetPlace(
  code: string,
  { program, cwd }: PlaceWish,
  { folder }: PlacePorts,
): Promise<RunPlace> {
  await writeFile(join(folder, SNIPPET), code);
  return {
    program: { ...program, script: join(folder, SNIPPET) },
    shown: { ...program, script: SNIPPET },
    cwd,
    root: folder,
    side: { commit: '', ref: 'code', root: folder },
    pythonPath: [cwd],
  };
}

/** Name under which a snippet stands in profiles. */
export const SNIPPET = 'snippet.py';

/** A revision that git would take for an option, or that no name of a commit can be. */
export function refuseOption(ref: string): void {
  if (/^[^-\p{Cc}][^\p{Cc}]{0,249}$/u.test(ref)) return;
  throw new InputError(
    `"${ref.slice(0, 60).replace(/\p{Cc}/gu, '?')}" is not the name of a commit (it begins with "-", is empty or too long, or holds control characters): ` +
      'give a branch, tag or commit, such as git:main or git:HEAD~1.',
  );
}

function placed(program: Program, top: string, cwd: string): Program {
  const workingDirectory = relative(top, cwd).split('\\').join('/');
  return workingDirectory === '' ? program : { ...program, workingDirectory };
}
