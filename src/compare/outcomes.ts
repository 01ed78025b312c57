/**
 * Whether the two sides ran at all and ran the same thing. Comparing their numbers is left to `totals` and `functions`.
 */
import type { Failure, Warning } from '../model/comparison.js';
import { SIDES, type Run, type Side } from '../model/measurement.js';
import type { LoadedMeasurement } from './input.js';
import { isUsable, profiledRuns, timingPairs } from './totals/pairs.js';

/** Why there is nothing to compare. */
export interface Obstacle {
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
  /** The head is at fault: the gate fails. */
  readonly blamesHead: boolean;
  readonly headline: string;
}

/** The reason why these measurements cannot be compared; null when they can. */
export function findObstacle(blocks: readonly LoadedMeasurement[]): Obstacle | null {
  if (blocks.length === 0) return withoutFailure('no-measurement', 'There is no measurement to compare.');
  const failures = SIDES.flatMap((side) => sideFailure(side, blocks) ?? []);
  const base = failures.find(({ side }) => side === 'base');
  const head = failures.find(({ side }) => side === 'head');
  if (base) return { failures, warnings: [], blamesHead: false, headline: `Nothing to compare: ${base.message}` };
  if (head) return { failures, warnings: [], blamesHead: true, headline: head.message };
  return differentPrograms(blocks) ?? differentExits(blocks);
}

/** What went wrong in single runs without making the comparison impossible. */
export function runWarnings(blocks: readonly LoadedMeasurement[]): Warning[] {
  const runs = allRuns(blocks).filter(({ pair }) => pair >= 0);
  const failed = runs.filter(({ outcome }) => outcome !== 'ok');
  const unread =
    runs.filter((run) => run.kind === 'profile' && isUsable(run)).length - blocks.flatMap(profiledRuns).length;
  const unpaired = blocks.reduce(
    (count, block) =>
      count +
      block.measurement.runs.filter((run) => run.kind === 'timing' && isUsable(run)).length -
      2 * timingPairs(block).length,
    0,
  );
  return [
    ...warnIf(
      failed.length > 0,
      'failed-runs',
      `${failed.length} of ${runs.length} runs did not end well and were left out.`,
    ),
    ...SIDES.flatMap((side) => withoutProfile(side, blocks)),
    ...warnIf(unread > 0, 'missing-profiles', `${unread} profiles could not be read and were left out.`),
    ...warnIf(
      unpaired > 0,
      'unpaired-runs',
      `${unpaired} timing runs have no partner in their pair and were left out.`,
    ),
  ];
}

/** Where no profile run of a side ended well: that nothing is told of functions has a cause, which the run usually said. */
function withoutProfile(side: Side, blocks: readonly LoadedMeasurement[]): Warning[] {
  const runs = allRuns(blocks).filter((run) => run.kind === 'profile' && run.side === side && run.pair >= 0);
  const [first] = runs;
  if (first === undefined || runs.some(({ outcome }) => outcome === 'ok')) return [];
  const said = causeIn(first.outputTail ?? '');
  const why = said === null ? PROFILE_TROUBLE[first.outcome] : `${first.outcome}${exitWords(first)}: ${said}`;
  return warnIf(
    true,
    'no-profile-run',
    `No profile run of ${side} ended well (${why}), so nothing is told of functions and lines, and memory is judged by the resident set of the timing runs.`,
  );
}

/** What it usually means where the program wrote nothing about it. */
const PROFILE_TROUBLE: { readonly [O in Run['outcome']]: string } = {
  ok: '',
  'program-failed': 'the program fails only under the profiler',
  'timed-out': 'the program does not end in time under the profiler',
  'too-short': 'too short in its own files for a sample, or the program replaced itself by exec',
  'no-profile': 'it left no profile: perhaps the program replaced itself by exec, and another process did the work',
};

/** The last line that names an error, else nothing: what Scalene says at the end is no cause. */
function causeIn(tail: string): string | null {
  const lines = tail.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^[\w.]*(Error|Exception|Interrupt|Exit)\b/.test(line))?.slice(0, 300) ?? null;
}

function warnIf(condition: boolean, code: string, message: string): Warning[] {
  return condition ? [{ code, message }] : [];
}

function allRuns(blocks: readonly LoadedMeasurement[]): readonly Run[] {
  return blocks.flatMap(({ measurement }) => measurement.runs);
}

/** A side fails when it lacks the program, or when more of its timing runs failed than ended well. */
function sideFailure(side: Side, blocks: readonly LoadedMeasurement[]): Failure | null {
  if (blocks.some(({ measurement }) => measurement.sides[side].hasProgram === false)) {
    return { side, outcome: 'no-program', message: `The ${side} does not have the program.` };
  }
  const runs = allRuns(blocks).filter((run) => run.side === side && run.kind === 'timing');
  const failed = runs.filter(({ outcome }) => outcome !== 'ok');
  const [first] = failed;
  if (!first || first.outcome === 'ok' || failed.length <= runs.length - failed.length) return null;
  return {
    side,
    outcome: first.outcome,
    ...(first.exitCode !== undefined && { exitCode: first.exitCode }),
    ...(first.signal !== undefined && { signal: first.signal }),
    ...(first.outputTail !== undefined && { outputTail: first.outputTail }),
    message: `${failed.length} of ${runs.length} timing runs of the ${side} ended as ${first.outcome}${exitWords(first)}.`,
  };
}

function exitWords({ exitCode, signal }: Run): string {
  if (signal !== undefined) return ` (${signal})`;
  return exitCode === undefined || exitCode === null ? '' : ` (exit ${exitCode})`;
}

function withoutFailure(code: string, message: string, blamesHead = false): Obstacle {
  return { failures: [], warnings: [{ code, message }], blamesHead, headline: message };
}

/** Blocks combine only when they measured the same program of the same commits with the same versions. */
function differentPrograms(blocks: readonly LoadedMeasurement[]): Obstacle | null {
  const facts: readonly (readonly [string, (block: LoadedMeasurement) => unknown])[] = [
    [
      'program',
      ({ measurement: { program } }) => [program.script, program.module, program.args, program.workingDirectory],
    ],
    ['base commit', ({ measurement: { sides } }) => sides.base.commit],
    ['head commit', ({ measurement: { sides } }) => sides.head.commit],
    ['Python version', ({ measurement: { environment } }) => environment.python],
    ['Scalene version', ({ measurement: { environment } }) => environment.scalene],
  ];
  for (const [name, read] of facts) {
    const seen = new Set(
      blocks.map((block) => JSON.stringify(read(block) ?? null)).filter((value) => value !== 'null'),
    );
    if (seen.size > 1) {
      return withoutFailure(
        'blocks-differ',
        `The measurements differ in their ${name}, so they cannot be combined: compare each by itself.`,
      );
    }
  }
  return null;
}

/** Runs that "ended well" with different exit statuses did different things. */
function differentExits(blocks: readonly LoadedMeasurement[]): Obstacle | null {
  const codes = (side: Side): number[] => [
    ...new Set(
      allRuns(blocks).flatMap((run) =>
        run.side === side && run.kind === 'timing' && isUsable(run) && typeof run.exitCode === 'number'
          ? [run.exitCode]
          : [],
      ),
    ),
  ];
  const [base, head] = [codes('base'), codes('head')];
  if (base.length === 0 || head.length === 0 || base.some((code) => head.includes(code))) return null;
  const message = `Base ends with exit status ${base.join(', ')}, head with ${head.join(', ')}: they did not do the same thing.`;
  return withoutFailure('exit-status-differs', message, base.includes(0));
}
