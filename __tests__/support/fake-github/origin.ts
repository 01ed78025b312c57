/**
 * A repository as GitHub hosts it: a bare one that serves any commit by its SHA, with `refs/pull/N/merge`, and clones
 * of it as actions/checkout makes them. Everything is done by real git in a temporary folder.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { execaSync } from 'execa';

const IDENTITY = ['-c', 'user.name=Author', '-c', 'user.email=author@example.org', '-c', 'init.defaultBranch=main'];

export type Files = Readonly<Record<string, string>>;

export function git(folder: string, ...args: string[]): string {
  const { stdout } = execaSync('git', [...IDENTITY, ...args], {
    cwd: folder,
    env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
  return stdout;
}

export interface Checkout {
  /** What to fetch and check out: a branch, a SHA, or `refs/pull/1/merge`. */
  readonly ref: string;
  /** 0 is the whole history. */
  readonly depth: number;
  /** Name of the folder of the clone. */
  readonly folder?: string;
}

export class Origin {
  readonly root = mkdtempSync(path.join(tmpdir(), 'origin-'));
  readonly bare = path.join(this.root, 'origin.git');
  private readonly desk = path.join(this.root, 'desk');
  private clones = 0;

  constructor() {
    git(this.root, 'init', '--quiet', '--bare', this.bare);
    git(this.bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    git(this.bare, 'config', 'uploadpack.allowFilter', 'true');
    git(this.root, 'init', '--quiet', this.desk);
    git(this.desk, 'remote', 'add', 'origin', this.bare);
  }

  get url(): string {
    return pathToFileURL(this.bare).href;
  }

  /** Commits files onto a branch (made from `from` where it is new) and pushes it; returns the SHA. */
  commit(branch: string, message: string, files: Files = {}, from = 'main'): string {
    if (this.hasBranch(branch)) git(this.desk, 'checkout', '--quiet', branch);
    else if (this.hasBranch(from)) git(this.desk, 'checkout', '--quiet', '-b', branch, from);
    else git(this.desk, 'checkout', '--quiet', '--orphan', branch);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.desk, name)), { recursive: true });
      writeFileSync(path.join(this.desk, name), text);
    }
    git(this.desk, 'add', '--all');
    git(this.desk, 'commit', '--quiet', '--allow-empty', '--message', message);
    git(this.desk, 'push', '--quiet', '--force', 'origin', branch);
    return git(this.desk, 'rev-parse', 'HEAD');
  }

  /** Throws away the newest commits of a branch. */
  rewind(branch: string, to: string): void {
    git(this.desk, 'checkout', '--quiet', branch);
    git(this.desk, 'reset', '--quiet', '--hard', to);
  }

  /** Makes GitHub's test merge of a branch into another, at `refs/pull/NUMBER/merge`; returns its SHA. */
  testMerge(number: number, base: string, head: string): string {
    git(this.desk, 'checkout', '--quiet', '--detach', base);
    git(this.desk, 'merge', '--quiet', '--no-ff', '--message', `Merge ${head} into ${base}`, head);
    const merge = git(this.desk, 'rev-parse', 'HEAD');
    git(this.desk, 'push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${String(number)}/merge`);
    return merge;
  }

  /** Clones as actions/checkout does: init, fetch one ref at a depth, check it out detached. */
  checkout({ ref, depth, folder }: Checkout): string {
    this.clones += 1;
    const clone = path.join(this.root, folder ?? `clone-${String(this.clones)}`);
    git(this.root, 'init', '--quiet', clone);
    git(clone, 'remote', 'add', 'origin', this.url);
    const limit = depth === 0 ? [] : [`--depth=${String(depth)}`];
    const wanted = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*', ref] : [ref];
    git(clone, 'fetch', '--quiet', '--no-tags', ...limit, 'origin', ...wanted);
    const commit = git(this.bare, 'rev-parse', ref);
    git(clone, 'checkout', '--quiet', '--force', '--detach', commit);
    return clone;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private hasBranch(name: string): boolean {
    return git(this.desk, 'branch', '--list', name) !== '';
  }
}
