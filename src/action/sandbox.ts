/**
 * A Linux sandbox for the measured program: process and mount namespaces of its own, in which it sees neither other
 * processes nor the runner's command files, and no way to more rights. Tried before it is used, for not every runner allows it.
 */
import path from 'node:path';
import { execa } from 'execa';
import { programVariables } from '../measure/environment.js';
import type { Runner } from './runner.js';

export type Sandbox =
  | { readonly kind: 'sandbox'; readonly command: readonly [string, ...string[]] }
  /** `reason`: one clause. */
  | { readonly kind: 'none'; readonly reason: string };

/** How long the trial may take, in milliseconds. */
const TRIAL_MS = 10_000;

const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Hides a folder behind an empty one, then goes on as the user it came from, without a way to more rights. */
const ENTER = `mount -t tmpfs -o ro none "$1" && uid=$2 gid=$3 && shift 3 &&
exec setpriv --reuid="$uid" --regid="$gid" --init-groups --no-new-privs -- "$@"`;

/** Finds a command inside which programs run apart from everything else, and tries it. */
export async function openSandbox({ env, platform }: Pick<Runner, 'env' | 'platform'>): Promise<Sandbox> {
  if (platform !== 'linux') return { kind: 'none', reason: 'there is one on Linux only' };
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const hidden = path.dirname(env['GITHUB_ENV'] ?? '/mnt/.');
  const enter = [
    'unshare',
    ...NAMESPACES,
    '--',
    'sh',
    '-c',
    ENTER,
    'sandbox',
    hidden,
    String(uid),
    String(gid),
  ] as const;
  // Making namespaces takes the administrator's rights, which GitHub's own runners give without a password.
  const command = uid === 0 ? enter : (['sudo', '-n', '--preserve-env', ...enter] as const);
  const [file, ...args] = command;
  const trial = await execa(file, [...args, 'true'], {
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
