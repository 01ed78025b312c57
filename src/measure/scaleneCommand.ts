/**
 * Command lines: the program by itself, and under Scalene as each version wants to be asked.
 * Starting them and judging what they leave is left to `runner.ts`.
 */
import { InputError } from '../model/errors.js';
import type { Program } from '../model/measurement.js';
import type { ProfileMode } from './plan.js';

export interface ProfileOptions {
  readonly mode: ProfileMode;
  readonly gpu: boolean;
  /** Profile memory in this measurement at all. */
  readonly memory: boolean;
  /** Seconds between CPU samples. */
  readonly samplingSec: number;
  readonly scaleneVersion: string;
  /** Absolute path in an existing folder: Scalene resolves a relative one when the program ends, wherever that is. */
  readonly outFile: string;
  /** The checkout: by default Scalene profiles only the script's own folder. */
  readonly programPath: string;
}

/** Arguments of Python that run the program and nothing else. */
export function programArguments({ script, module, args }: Program): readonly string[] {
  if (module !== undefined) return ['-m', module, ...args];
  return [safeName(script ?? ''), ...args];
}

/** Arguments of Python that run the program under Scalene. */
export function profileArguments(program: Program, options: ProfileOptions): readonly string[] {
  const { samplingSec, outFile, programPath, scaleneVersion } = options;
  const shared = ['--cpu-sampling-rate', String(samplingSec), '--program-path', programPath];
  if (isBefore(scaleneVersion, 2, 0)) {
    const scalene = ['-m', 'scalene', '--json', '--no-browser', '--stacks', '--outfile', outFile, ...shared];
    const [target = [], rest = []] = split(program);
    return [...scalene, ...kinds15(options), ...target, '---', ...rest];
  }
  const stacks = isBefore(scaleneVersion, 2, 3) ? ['--stacks'] : [];
  // After the dashes all is the program's: before them Scalene takes what looks like its own.
  return [
    '-m',
    'scalene',
    'run',
    '-o',
    outFile,
    ...shared,
    ...stacks,
    ...kinds2(options),
    '---',
    ...programArguments(program),
  ];
}

/** Keeps what Scalene needs out of a timing run; see `layer.py`. */
export const TIMING_VARIABLES: Readonly<Record<string, string>> = { SCALENE_GATE_PLAIN: '1' };

/** Loads the cures of `profiled.py` in a profile run. */
export const PROFILE_VARIABLES: Readonly<Record<string, string>> = { SCALENE_GATE_PROFILED: '1' };

/** 2.x: naming memory or GPU turns the other off. */
function kinds2({ mode, gpu, memory }: ProfileOptions): readonly string[] {
  if (mode === 'full') return gpu ? ['--memory', '--gpu'] : ['--memory'];
  return gpu && !memory ? ['--gpu'] : ['--cpu-only'];
}

function kinds15({ mode, gpu, memory }: ProfileOptions): readonly string[] {
  if (mode === 'full') return gpu ? ['--cpu', '--memory', '--gpu'] : ['--cpu', '--memory'];
  return gpu && !memory ? ['--cpu', '--gpu'] : ['--cpu'];
}

/** 1.5 wants the program before the dashes and only its arguments after them. */
function split({ script, module, args }: Program): readonly (readonly string[])[] {
  return [module !== undefined ? ['-m', module] : [safeName(script ?? '')], args];
}

/** A script whose name looks like an option. */
function safeName(script: string): string {
  return script.startsWith('-') ? `./${script}` : script;
}

export function isBefore(version: string, major: number, minor: number): boolean {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number);
  return haveMajor < major || (haveMajor === major && haveMinor < minor);
}

/**
 * Scalene profiles the first argument that ends in `.py`, whether that is the script or not.
 * @throws InputError for a program that it would mistake
 */
export function refuseMistakable({ script, args }: Program): void {
  if (script === undefined || script.endsWith('.py')) return;
  const mistaken = args.find((arg) => arg.endsWith('.py'));
  if (mistaken === undefined) return;
  throw new InputError(
    `Scalene would profile the argument ${mistaken} instead of the script ${script}, whose name does not end in .py: rename the script, or run it as a module.`,
  );
}
