/**
 * A Linux sandbox for the measured program, `sandbox.sh`: it sees neither other processes nor the runner's files, and can write only
 * where it is measured. Tried before it is used, for not every runner allows it; what it holds is written in docs/adr/0051.
 */
import { readdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { assetPath } from '../measure/asset.js';
import { cacheFolder } from '../measure/cache-folder.js';
import { programVariables } from '../measure/environment.js';
import { isInside } from '../measure/paths.js';
import { within, type Sandbox } from '../measure/sandboxed.js';
import type { Runner } from './runner.js';

export type OpenedSandbox =
  /** `home`: what the program writes into the user's home folder stays in memory, or is kept. */
  | { readonly kind: 'sandbox'; readonly command: Sandbox; readonly home: 'private' | 'shared' }
  /** `reason`: one clause. */
  | { readonly kind: 'none'; readonly reason: string };

/** How long the trial may take, in milliseconds. */
const TRIAL_MS = 10_000;

/** Where ncc finds the file, and puts it beside the bundle. */
const SCRIPT = assetPath(new URL('./sandbox.sh', import.meta.url));

const NAMESPACES = ['--mount', '--pid', '--ipc', '--fork', '--kill-child', '--mount-proc'];

/** Finds a command inside which programs run apart from everything else, and tries it. */
export async function openSandbox({ env, platform }: Pick<Runner, 'env' | 'platform'>): Promise<OpenedSandbox> {
  if (platform !== 'linux') return { kind: 'none', reason: 'there is one on Linux only' };
  const hidden = hiddenFolders(env);
  const [first] = hidden;
  if (first === undefined) return { kind: 'none', reason: 'the runner names no folder of its own to hide' };
  const words = [
    ...readOnlyPaths(env).flatMap((place) => ['ro', place]),
    ...secretFiles(env).flatMap((file) => ['cover', file]),
    ...hidden.flatMap((folder) => ['hide', folder]),
  ];
  // What is measured is read from outside, and must not be one of the changes that stay in memory.
  if (!isInside(homedir(), tmpdir())) {
    const kept = await tried(['private', homedir(), 'hide', first, ...words], env);
    if (kept.kind === 'sandbox') return { ...kept, home: 'private' };
  }
  const shared = await tried(words, env);
  return shared.kind === 'sandbox' ? { ...shared, home: 'shared' } : shared;
}

type Tried = Extract<OpenedSandbox, { kind: 'none' }> | { readonly kind: 'sandbox'; readonly command: Sandbox };

async function tried(words: readonly string[], env: Runner['env']): Promise<Tried> {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const enter = ['unshare', ...NAMESPACES, '--', 'sh', SCRIPT, String(uid), String(gid), ...words] as const;
  // Making namespaces takes the administrator's rights, which GitHub's own runners give without a password.
  const command: Sandbox = uid === 0 ? enter : ['sudo', '-n', '--preserve-env', ...enter];
  // A folder of another file system within the home folder would be missing from its private copy.
  const needed = [SCRIPT, process.execPath, env['GITHUB_WORKSPACE'] ?? '/', tmpdir()];
  const [file, ...args] = within(command, [
    'sh',
    '-c',
    'for path; do test -e "$path" || exit 1; done',
    'trial',
    ...needed,
  ]);
  const trial = await execa(file, args, {
    env: programVariables(env, []),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: TRIAL_MS,
  });
  if (!trial.failed) return { kind: 'sandbox', command };
  const why = trial.stderr.trim().split('\n').at(-1) ?? '';
  return { kind: 'none', reason: why === '' ? 'this runner does not allow it' : why };
}

/**
 * The runner's command files, and its temporary folder, where other steps leave credentials and where this one prepares what it keeps.
 * Where the program's own temporary folder lies inside that one, all the others beside it.
 */
function hiddenFolders(env: Runner['env']): string[] {
  const commandFiles = env['GITHUB_ENV'];
  const temp = env['RUNNER_TEMP'];
  const own = tmpdir();
  const beside =
    temp === undefined
      ? []
      : isInside(temp, own)
        ? readdirSync(temp, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map((entry) => path.join(temp, entry.name))
            .filter((folder) => !isInside(folder, own))
        : [temp];
  const folders = [...(commandFiles === undefined ? [] : [path.dirname(commandFiles)]), ...beside];
  return [...new Set(folders)].filter(
    (folder, _, all) => !all.some((other) => other !== folder && isInside(other, folder)),
  );
}

/** What later steps, or this one, run or read: the Action itself, its Node, the checkout, tools, environments. */
function readOnlyPaths(env: Runner['env']): string[] {
  const action = path.resolve(path.dirname(SCRIPT));
  const places = [
    action,
    env['GITHUB_ACTION_PATH'],
    path.dirname(process.execPath),
    env['GITHUB_WORKSPACE'],
    env['RUNNER_TOOL_CACHE'],
    cacheFolder(env),
  ];
  return [...new Set(places.flatMap((place) => place ?? []))];
}

/** Where actions/checkout may keep a token. */
function secretFiles(env: Runner['env']): string[] {
  const workspace = env['GITHUB_WORKSPACE'];
  return workspace === undefined ? [] : [path.join(workspace, '.git', 'config')];
}
