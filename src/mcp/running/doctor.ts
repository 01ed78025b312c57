/**
 * The work of `doctor`: the machine's checks, and what this server was allowed at start.
 * The checks themselves are left to `measure`.
 */
import type * as z from 'zod';
import { doctorChecks } from '../../measure/index.js';
import { nextCall, untrusted, type Answer } from '../answer.js';
import type { Context } from '../context.js';
import { runSettings } from '../settings.js';
import type { Call } from '../tool.js';
import type { DoctorOutput } from '../tools/doctor.js';

/** This tool is announced as one that only reads, and a path leads to a program of the repository's. */
const NOT_STARTED =
  'was not started, because a file of the repository names it; to check it, start the server with --python.';

function isPath(python: string): boolean {
  return /[\\/]/.test(python);
}

/** Looks at the machine, and at this server. */
export async function checkMachine(context: Context, { signal }: Call): Promise<Answer<z.infer<typeof DoctorOutput>>> {
  const { options, roots, env, store } = context;
  const settings = await runSettings({}, roots.first, context);
  const named = options.python === undefined && isPath(settings.python) ? settings.python : null;
  const checks = await doctorChecks(
    {
      python: named === null ? settings.python : undefined,
      scaleneVersion: settings.scaleneVersion,
      folder: roots.first,
      cacheDir: options.cacheDir,
      env,
    },
    signal,
  );
  const ok = checks.every((check) => check.ok);
  const notStarted = named === null ? [] : [`- python of the configuration file: ${untrusted(named)} ${NOT_STARTED}`];
  const access = `${options.access}; code snippets ${options.code}`;
  return {
    text: [
      ok ? 'All is there.' : 'Something is missing.',
      ...checks.map(
        (check) =>
          `- ${check.ok ? 'ok' : 'MISSING'} ${check.name}: ${check.found}${check.mend === undefined ? '' : ` → ${check.mend}`}`,
      ),
      ...notStarted,
      `- roots: ${roots.folders.join(', ')}`,
      `- access: ${access}`,
      `- store: ${store.description}`,
    ].join('\n'),
    data: { ok, checks: [...checks], roots: [...roots.folders], access, store: store.description },
    next:
      ok && options.access === 'full' ? [nextCall('profile', { script: 'main.py' }, 'profile a script of yours')] : [],
  };
}
