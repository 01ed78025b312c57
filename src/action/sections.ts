/**
 * Sorts blocks measured by several jobs into the sections of one report: one for each program and Python version, in which
 * shards are judged together.
 */
import type { Measurement, Program } from '../model/measurement.js';
import { InputError } from '../model/errors.js';
import type { LoadedMeasurement } from '../profile/loaded.js';

export interface Section {
  /** Tells it from the others; undefined where it is the only one and has no name. */
  readonly name: string | undefined;
  readonly program: Program;
  readonly blocks: readonly LoadedMeasurement[];
}

export interface Sections {
  readonly programs: readonly Section[];
  readonly baseSha: string;
  readonly headSha: string;
}

/** @throws InputError when the blocks are not of the same two commits */
export function sectionsOf(blocks: readonly LoadedMeasurement[]): Sections {
  const commits = new Map(blocks.map(({ measurement }) => [commitsOf(measurement).join(), commitsOf(measurement)]));
  const [[baseSha, headSha] = ['', ''], ...others] = commits.values();
  if (others.length > 0) {
    throw new InputError(
      `The measurements are of ${String(commits.size)} different pairs of commits, so they do not belong to one report: let all measuring jobs of a run check out the same commit.`,
    );
  }
  const byKey = new Map<string, LoadedMeasurement[]>();
  for (const block of blocks) {
    const key = JSON.stringify([block.measurement.program, pythonOf(block.measurement)]);
    byKey.set(key, [...(byKey.get(key) ?? []), block]);
  }
  const groups = [...byKey.values()];
  const pythons = new Set(blocks.map(({ measurement }) => pythonOf(measurement)));
  const programs = groups.flatMap((group): Section[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { program } = first.measurement;
    const python = pythons.size > 1 ? pythonOf(first.measurement) : undefined;
    return [{ name: nameOf(program, python, groups.length), program, blocks: group }];
  });
  return {
    programs: programs.sort((one, other) => (one.name ?? '').localeCompare(other.name ?? '')),
    baseSha,
    headSha,
  };
}

function commitsOf({ sides }: Measurement): readonly [string, string] {
  return [sides.base.commit, sides.head.commit];
}

/** Major and minor version: profiles of different ones are not comparable, those of different patches are. */
function pythonOf({ environment }: Measurement): string | undefined {
  return /^\d+\.\d+/.exec(environment.python ?? '')?.[0];
}

function nameOf(program: Program, python: string | undefined, sections: number): string | undefined {
  if (sections === 1) return program.name;
  const name = program.name ?? program.script ?? (program.module === undefined ? 'program' : `-m ${program.module}`);
  return python === undefined ? name : `${name} (Python ${python})`;
}
