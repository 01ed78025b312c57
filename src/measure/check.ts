/**
 * Asks a side's finished environment whether it is fit for measuring.
 * Making it is left to `setup.ts`.
 */
import { assetPath } from './asset.js';
import * as z from 'zod';
import { MeasureError } from '../model/errors.js';
import type { Program } from '../model/measurement.js';
import { outputTail, type Launcher } from './launch.js';
import type { ReadySide } from './runner.js';

/** Where ncc finds the file, and puts it beside the bundle. */
const CHECK = assetPath(new URL('./check.py', import.meta.url));
const LIMIT_SEC = 120;

const AnswerSchema = z.object({
  scalene: z.string(),
  unmet: z.array(z.string()),
  canRun: z.boolean().nullable(),
});

export interface Fitness {
  /** What Scalene needs and the program's own packages do not give it. */
  readonly unmet: readonly string[];
  /** False where the module to run is not there. */
  readonly hasModule: boolean;
}

/** @throws MeasureError when the environment does not hold the pinned Scalene */
export async function checkEnv(
  on: ReadySide,
  { program, scaleneVersion }: { program: Program; scaleneVersion: string },
  launcher: Launcher,
  signal: AbortSignal,
): Promise<Fitness> {
  const argv = [on.python, CHECK, ...(program.module === undefined ? [] : [program.module])] as const;
  const result = await launcher.run({ argv: [...argv], cwd: on.cwd, env: on.env, timeoutSec: LIMIT_SEC }, signal);
  const answer = AnswerSchema.safeParse(lastJson(outputTail(result.output)));
  if (!answer.success) {
    throw new MeasureError(
      `Python does not start well in the environment of ${on.side}: see what it wrote, and mend the setup command or the packages of ${on.python}.`,
      { outputTail: outputTail(result.output) },
    );
  }
  const { scalene, unmet, canRun } = answer.data;
  if (scalene !== scaleneVersion) {
    throw new MeasureError(
      `The environment of ${on.side} has Scalene ${scalene} and not ${scaleneVersion}: take Scalene out of the setup command, it is installed by itself.`,
    );
  }
  return { unmet, hasModule: canRun ?? true };
}

function lastJson(text: string): unknown {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '');
  } catch {
    return null;
  }
}
