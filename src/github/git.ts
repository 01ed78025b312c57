/**
 * The questions of `commits` put to the git of the runner's checkout, fetching what a shallow clone lacks.
 * It moves no branch, no remote-tracking ref and no file of the working tree; how git is run is left to the port.
 */
import { InputError } from '../model/errors.js';
import type { CommitsGit } from './commits.js';

/** Runs a git command in the checkout, with the user's hooks off; a command that fails is an answer. */
export interface GitPort {
  readonly folder: string;
  ask(args: readonly string[]): Promise<{ readonly ok: boolean; readonly text: string }>;
}

/** Depths tried one after another until a merge base is found; after them the whole history is fetched. */
const DEPTHS = [50, 400, 3200];

/** Adds objects only: no tags, no FETCH_HEAD, no update of tracking refs, no submodules. */
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--refmap='];

/** Asks the checkout. Its own credentials, as actions/checkout leaves them in its configuration, serve private repositories. */
export function commitsGit({ folder, ask }: GitPort): CommitsGit {
  const git = (...args: string[]) => ask(args);

  const revision = async (name: string): Promise<string | null> => {
    const { ok, text } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    return ok ? text : null;
  };
  const isShallow = async (): Promise<boolean> => (await git('rev-parse', '--is-shallow-repository')).text === 'true';
  const commonAncestor = async (one: string, other: string): Promise<string | null> => {
    const { ok, text } = await git('merge-base', one, other);
    return ok ? text : null;
  };
  const remote = async (): Promise<string> => {
    const names = (await git('remote')).text.split('\n');
    return names.includes('origin') ? 'origin' : (names[0] ?? 'origin');
  };
  const obtain = async (commit: string): Promise<boolean> => {
    if ((await git('cat-file', '-e', `${commit}^{tree}`)).ok) return true;
    // In a full clone a depth would turn it into a shallow one.
    const depth = (await isShallow()) ? ['--depth=1'] : [];
    return (await git(...FETCH, ...depth, await remote(), commit)).ok;
  };

  return {
    async head() {
      const commit = await revision('HEAD');
      if (commit !== null) return commit;
      throw new InputError(
        `No commit is checked out in ${folder}, so there is nothing to measure: put actions/checkout before this step.`,
      );
    },
    resolve: revision,
    obtain,
    async branchTip(branch) {
      const from = await remote();
      const listed = await git('ls-remote', '--quiet', '--', from, `refs/heads/${branch}`);
      const tip = /^([0-9a-f]{40,64})\t/.exec(listed.text)?.[1] ?? (await revision(`refs/remotes/${from}/${branch}`));
      return tip !== null && (await obtain(tip)) ? tip : null;
    },
    async parents(commit) {
      const { text } = await git('cat-file', 'commit', commit);
      const header = text.split('\n\n', 1)[0] ?? '';
      return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '');
    },
    async mergeBase(one, other) {
      const known = await commonAncestor(one, other);
      if (known !== null || !(await isShallow())) return known;
      const from = await remote();
      for (const reach of [...DEPTHS.map((depth) => `--depth=${String(depth)}`), '--unshallow']) {
        if (!(await git(...FETCH, reach, from, one, other)).ok) return commonAncestor(one, other);
        const common = await commonAncestor(one, other);
        if (common !== null) return common;
      }
      return null;
    },
  };
}
