/**
 * `doctor`: what profiling needs on this machine, and the command that mends what is missing.
 * The checks themselves are left to `measure`.
 */
import * as z from 'zod';
import { doctorChecks } from '../../measure/index.js';
import { nextCall, NextSchema } from '../answer.js';
import { runSettings } from '../settings.js';
import type { Tool } from '../tool.js';

const Input = z.object({});

const CheckRow = z.object({ name: z.string(), ok: z.boolean(), found: z.string(), mend: z.string().optional() });

const Output = z.object({
  ok: z.boolean().describe('All is there'),
  checks: z.array(CheckRow).describe('name, ok, found, mend'),
  roots: z.array(z.string()).describe('Usable folders'),
  access: z.string().describe('What is allowed'),
  store: z.string().describe('Where results are kept'),
  next: NextSchema,
});

export const doctor: Tool<typeof Input, typeof Output> = {
  name: 'doctor',
  title: 'Check the machine',
  description: 'Says whether Python, Scalene and git are fit, and how to mend what is not.',
  input: Input,
  output: Output,
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: true },
  async run(_args, context, { signal }) {
    const { options, roots, env, store } = context;
    const settings = await runSettings({}, roots.first, context);
    const checks = await doctorChecks(
      {
        python: settings.python,
        scaleneVersion: settings.scaleneVersion,
        folder: roots.first,
        cacheDir: options.cacheDir,
        env,
      },
      signal,
    );
    const ok = checks.every((check) => check.ok);
    const access = `${options.access}; code snippets ${options.code}`;
    return {
      text: [
        ok ? 'All is there.' : 'Something is missing.',
        ...checks.map(
          (check) =>
            `- ${check.ok ? 'ok' : 'MISSING'} ${check.name}: ${check.found}${check.mend === undefined ? '' : ` → ${check.mend}`}`,
        ),
        `- roots: ${roots.folders.join(', ')}`,
        `- access: ${access}`,
        `- store: ${store.description}`,
      ].join('\n'),
      data: { ok, checks: [...checks], roots: [...roots.folders], access, store: store.description },
      next:
        ok && options.access === 'full'
          ? [nextCall('profile', { script: 'main.py' }, 'profile a script of yours')]
          : [],
    };
  },
};
