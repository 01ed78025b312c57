/**
 * Runs git so that nothing of the user's is changed and nothing of theirs runs by accident: hooks off, no prompts,
 * no optional locks, folders trusted per command. Which commands, is left to `store.ts`, `refs.ts` and the others.
 */
import { execa } from 'execa';
import { MeasureError } from '../model/errors.js';
import { gitVariables } from './environment.js';

const NEUTRAL = [
  '-c', 'safe.directory=*',
  '-c', 'core.hooksPath=/dev/null',
  '-c', 'core.fsmonitor=false',
  '-c', 'core.splitIndex=false',
  '-c', 'core.quotePath=false',
  '-c', 'submodule.recurse=false',
  '-c', 'gc.auto=0',
  '-c', 'maintenance.auto=false',
  '-c', 'advice.detachedHead=false',
] as const; // prettier-ignore

/** Variables by which git, for example inside a hook, is told another repository than the one in its folder. */
const REPOSITORY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_SHALLOW_FILE',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
] as const;

/** How long a git command may take, in seconds: a fetch of a large repository, or a checkout with network files. */
const LIMIT_SEC = 900;
/** The largest answer that is read, in bytes: listings of very large trees. */
const MAX_BYTES = 512 * 1024 * 1024;

export interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export interface GitAnswer {
  readonly ok: boolean;
  readonly exitCode: number | undefined;
  /** Standard output without its last line ending. */
  readonly text: string;
  readonly stderr: string;
}

/** Git in one folder. */
export interface Git {
  readonly folder: string;
  /** Runs a command; its failure is an answer. */
  ask(args: readonly string[], options?: GitOptions): Promise<GitAnswer>;
  /** Runs a command that must succeed. @throws MeasureError with git's own words */
  must(args: readonly string[], options?: GitOptions): Promise<string>;
  /** The same git in another folder. */
  in(folder: string): Git;
}

/** @param env variables of the calling process */
export function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Git {
  const clean = gitEnvironment(env);
  const ask = async (args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> => {
    const result = await execa('git', [...NEUTRAL, ...args], {
      cwd: folder,
      reject: false,
      extendEnv: false,
      env: { ...clean, ...options.env },
      ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
      timeout: LIMIT_SEC * 1000,
      maxBuffer: MAX_BYTES,
      cancelSignal: signal,
    });
    signal.throwIfAborted();
    if (result.code === 'ENOENT') throw missingGit(folder);
    return { ok: !result.failed, exitCode: result.exitCode, text: result.stdout, stderr: result.stderr };
  };
  return {
    folder,
    ask,
    async must(args, options) {
      const answer = await ask(args, options);
      if (answer.ok) return answer.text;
      throw new MeasureError(
        `git ${commandName(args)} failed in ${folder} (${lastLine(answer.stderr)}): run it there by hand to see more, and mend the repository.`,
        { outputTail: answer.stderr },
      );
    },
    in: (other) => gitIn(other, env, signal),
  };
}

function gitEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const dropped: readonly string[] = REPOSITORY_VARIABLES;
  const isKept = (name: string): boolean => !dropped.includes(name) && !/^GIT_(CONFIG_(KEY|VALUE)_|TRACE)/.test(name);
  const kept = Object.fromEntries(Object.entries(gitVariables(env)).filter(([name]) => isKept(name)));
  return {
    // Nobody sits there to answer a question of ssh or of a credential helper; what the user has set wins.
    SSH_ASKPASS: 'false',
    SSH_ASKPASS_REQUIRE: 'force',
    GCM_INTERACTIVE: 'never',
    ...kept,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_DEFAULT_REF_FORMAT: 'files',
    // Messages are matched in places, and paths are bytes.
    LC_ALL: 'C',
  };
}

function missingGit(folder: string): MeasureError {
  return new MeasureError(
    `git could not be started in ${folder}: install git (https://git-scm.com) and see that it is on the PATH and that the folder exists.`,
  );
}

function commandName(args: readonly string[]): string {
  return args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c') ?? '';
}

/** The line of git's complaint that says most: the last that names an error. */
export function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  const telling = lines.filter((line) => /^(fatal|error):/.test(line));
  return (telling[0] ?? lines.at(-1) ?? '').trim() || 'it gave no reason';
}
