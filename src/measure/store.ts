/**
 * A private git repository that borrows the user's objects: whatever must be added (fetched history, a snapshot of
 * the working tree, worktrees) is added here, so the user's repository is only ever read.
 * Choosing commits is left to `refs.ts`, checking them out to `checkout.ts`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { MeasureError } from '../model/errors.js';
import { lastLine, type Git } from './git.js';
import { readIfThere } from './paths.js';
import { homeOf, remoteOf, sharedFile, type GitSource } from './repository.js';

export interface Store {
  readonly source: GitSource;
  readonly folder: string;
  /** Git in the store, with the user's credentials and filters at hand through the environment. */
  readonly git: Git;
  /** The same environment, for git in the store's worktrees. */
  readonly env: Readonly<Record<string, string>>;
  has(commit: string): Promise<boolean>;
  isShallow(): Promise<boolean>;
  /** Brings a commit and its files here. False when the remote does not give it. */
  fetch(commit: string): Promise<boolean>;
  /** Fetches a branch or tag by name; the commit, or null when the remote has none of that name. */
  fetchByName(name: string): Promise<string | null>;
  /**
   * The best common ancestor, deepening a shallow history as far as needed; null when there is none.
   * @throws MeasureError when a shallow history cannot be deepened
   */
  mergeBase(one: string, other: string): Promise<string | null>;
  /** Fetches more of the history before some commits of a shallow clone. @throws MeasureError when the remote refuses */
  deepen(commits: readonly string[]): Promise<void>;
}

/** Settings that decide what a checkout looks like; none of them is a secret, and git in a checkout needs them too. */
const CHECKOUT_SETTINGS =
  /^(core\.(autocrlf|eol|safecrlf|symlinks|filemode|ignorecase|precomposeunicode|bigfilethreshold)|filter\..+)$/i;

/** Settings that reach the network or its filters; they may hold secrets, so they only ever stand in the environment. */
const NETWORK_SETTINGS =
  /^(remote\..+\.(url|promisor|partialclonefilter|proxy)|http\..+|url\..+|credential\..+|core\.sshcommand|lfs\..+|ssh\..+)$/i;

/** Commits by which a shallow history is deepened, one step after the other; then all of it is fetched. */
const DEEPEN = [50, 200, 1000, 5000];

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** Makes the private repository at `folder`. @param git git in the user's repository */
export async function makeStore(source: GitSource, folder: string, git: Git): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const env = networkEnvironment(source);
  const bare = git.in(folder);
  await bare.must(['init', '--quiet', '--bare', '--template=', `--object-format=${source.objectFormat}`, '.']);
  await Promise.all([
    borrowObjects(source, folder),
    copySettings(source, folder),
    copyRefs(source, folder, git),
    copyIfThere(source, 'shallow', join(folder, 'shallow')),
  ]);
  await mkdir(join(folder, 'info'), { recursive: true });
  await copyIfThere(source, 'info/attributes', join(folder, 'info', 'attributes'));
  return open(source, folder, { ...bare, ...withEnvironment(bare, env) }, env);
}

function open(source: GitSource, folder: string, git: Git, env: Readonly<Record<string, string>>): Store {
  const remote = remoteOf(source);
  const has = async (commit: string): Promise<boolean> => (await git.ask(['cat-file', '-e', `${commit}^{tree}`])).ok;
  const isShallow = async (): Promise<boolean> => Boolean(await readIfThere(join(folder, 'shallow')));
  const commonAncestor = async (one: string, other: string): Promise<string | null> => {
    const { ok, text } = await git.ask(['merge-base', one, other]);
    return ok ? text : null;
  };
  // A depth would make a whole history shallow, and a shallow one needs no more than the commit itself.
  const depth = async (): Promise<string[]> => ((await isShallow()) ? ['--depth=1'] : []);
  return {
    source,
    folder,
    git,
    env,
    has,
    isShallow,
    async fetch(commit) {
      if (remote === null) return false;
      return (await git.ask([...FETCH, ...(await depth()), remote, commit])).ok && has(commit);
    },
    async fetchByName(name) {
      if (remote === null) return null;
      for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`]) {
        const fetched = await git.ask([...FETCH, ...(await depth()), remote, `+${ref}:refs/fetched/${name}`]);
        if (fetched.ok) return git.must(['rev-parse', '--verify', '--end-of-options', `refs/fetched/${name}^{commit}`]);
      }
      return null;
    },
    async mergeBase(one, other) {
      for (const step of [...DEEPEN.map((commits) => `--deepen=${String(commits)}`), '--unshallow']) {
        const common = await commonAncestor(one, other);
        if (common !== null || !(await isShallow())) return common;
        await deepen(git, remote, step, [one, other]);
      }
      return commonAncestor(one, other);
    },
    deepen: (commits) => deepen(git, remote, `--deepen=${String(DEEPEN[0])}`, commits),
  };
}

/** A commit that only exists here makes the remote refuse the whole request, so narrower ones are tried. */
async function deepen(git: Git, remote: string | null, step: string, commits: readonly string[]): Promise<void> {
  if (remote === null) {
    throw new MeasureError(
      'The clone is shallow and has no remote to fetch older commits from, so the common ancestor of the two sides cannot be found: name a base commit that is in the clone.',
    );
  }
  const wants = [commits, ...commits.map((commit) => [commit]), ['+refs/heads/*:refs/fetched/*']];
  let complaint = '';
  for (const want of wants) {
    const { ok, stderr } = await git.ask([...FETCH, step, remote, ...want]);
    if (ok) return;
    complaint = stderr;
  }
  throw new MeasureError(
    `The clone is shallow and could not be deepened to find the common ancestor of the two sides (${lastLine(complaint)}): clone with more history (fetch-depth: 0 in actions/checkout), or name a base commit.`,
    { outputTail: complaint },
  );
}

function withEnvironment(git: Git, env: Readonly<Record<string, string>>): Pick<Git, 'ask' | 'must'> {
  return {
    ask: (args, options) => git.ask(args, { ...options, env: { ...env, ...options?.env } }),
    must: (args, options) => git.must(args, { ...options, env: { ...env, ...options?.env } }),
  };
}

/** Git's own way to hand over settings without a file or a command line, where others could read them. */
function networkEnvironment(source: GitSource): Record<string, string> {
  const settings = source.settings.filter(({ key }) => NETWORK_SETTINGS.test(key));
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  settings.forEach(({ key, value }, at) => {
    env[`GIT_CONFIG_KEY_${String(at)}`] = key;
    env[`GIT_CONFIG_VALUE_${String(at)}`] = /^remote\..+\.url$/i.test(key) ? absoluteAddress(source, value) : value;
  });
  return env;
}

/** A remote that is a relative path is meant from the user's repository. */
function absoluteAddress(source: GitSource, address: string): string {
  const isNetwork = /^[a-z][a-z0-9+.-]*::?\/\//i.test(address) || /^[^/]+:/.test(address);
  return isNetwork || isAbsolute(address) ? address : resolve(homeOf(source), address);
}

async function borrowObjects(source: GitSource, folder: string): Promise<void> {
  const lines = source.objectStores.map((path) => (/["\n]/.test(path) ? JSON.stringify(path) : path));
  await mkdir(join(folder, 'objects', 'info'), { recursive: true });
  await writeFile(join(folder, 'objects', 'info', 'alternates'), `${lines.join('\n')}\n`);
}

async function copySettings(source: GitSource, folder: string): Promise<void> {
  const lines = source.settings
    .filter(({ key }) => CHECKOUT_SETTINGS.test(key))
    .map(({ key, value }) => configLines(key, value));
  const path = join(folder, 'config');
  await writeFile(path, `${await readFile(path, 'utf8')}${lines.join('')}`);
}

/** `core.eol` or `filter.some.name.clean` as git's configuration files write it. */
function configLines(key: string, value: string): string {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
  const section = first === last ? key.slice(0, first) : `${key.slice(0, first)} ${quoted(key.slice(first + 1, last))}`;
  return `[${section}]\n\t${key.slice(last + 1)} = ${quoted(value)}\n`;
}

/** All branches and tags, written at once: tools such as setuptools_scm ask `git describe` for a version. */
async function copyRefs(source: GitSource, folder: string, git: Git): Promise<void> {
  const format = '--format=%(objectname) %(refname)%00%(*objectname)';
  const { text } = await git.ask(['for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/tags']);
  const entries = text.split('\n').filter((line) => line !== '' && !line.startsWith('0000000'));
  const lines = entries.map((line) => {
    const [ref = '', peeled = ''] = line.split('\0');
    return peeled === '' ? ref : `${ref}\n^${peeled}`;
  });
  await writeFile(
    join(folder, 'packed-refs'),
    ['# pack-refs with: peeled fully-peeled sorted ', ...lines, ''].join('\n'),
  );
}

async function copyIfThere(source: GitSource, name: string, to: string): Promise<void> {
  const text = await sharedFile(source, name);
  if (text !== null) await writeFile(to, text);
}
