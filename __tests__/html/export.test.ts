import { beforeAll, describe, expect, it } from '@jest/globals';
import { fromBinary } from '@bufbuild/protobuf';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ProfileSchema, type Profile as PprofProfile } from '../../src/report/export/generated/profile_pb.js';
import { exportPprof } from '../../src/report/export/pprof.js';
import { exportSide, exportSides, type NamedSide } from '../../src/report/export/sides.js';
import { exportSpeedscope } from '../../src/report/export/speedscope.js';
import { nightly, withProfiles, type Judged } from './support.js';

let judged: Judged;
let sides: NamedSide[];

beforeAll(async () => {
  judged = await nightly();
  sides = exportSides(judged.comparison, [judged.loaded]);
});

const cpuSeconds = (side: 'base' | 'head') =>
  judged.comparison.metrics.find(({ metric }) => metric === 'cpu-time')?.[side] ?? 0;

describe('speedscope', () => {
  interface Written {
    readonly shared: {
      readonly frames: readonly { readonly name: string; readonly file: string; readonly line?: number }[];
    };
    readonly profiles: readonly {
      readonly name: string;
      readonly unit: string;
      readonly endValue: number;
      readonly samples: number[][];
      readonly weights: number[];
    }[];
    readonly activeProfileIndex: number;
  }
  const write = (what: NamedSide[]) => JSON.parse(exportSpeedscope(what)) as Written;

  it('is what its published schema asks for', () => {
    const schema = JSON.parse(
      readFileSync(fileURLToPath(new URL('../fixtures/speedscope/file-format-schema.json', import.meta.url)), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    expect({ valid: validate(write(sides)), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate({ ...write(sides), profiles: [{ type: 'sampled' }] })).toBe(false);
  });

  it('holds CPU time and memory of both sides, with the seconds of the Comparison', () => {
    const { profiles, activeProfileIndex } = write(sides);
    expect(profiles.map(({ name, unit }) => `${name} in ${unit}`)).toEqual([
      'base: CPU time in seconds',
      'base: allocated memory in bytes',
      'head: CPU time in seconds',
      'head: allocated memory in bytes',
    ]);
    expect(profiles[0]?.endValue).toBeCloseTo(cpuSeconds('base'), 6);
    expect(profiles[2]?.endValue).toBeCloseTo(cpuSeconds('head'), 6);
    expect(profiles[activeProfileIndex]?.name).toBe('head: CPU time');
    for (const { samples, weights } of profiles) expect(samples).toHaveLength(weights.length);
  });

  it('has the caller before the called', () => {
    const { shared, profiles } = write(sides);
    const stacks = profiles[2]?.samples.map((stack) => stack.map((frame) => shared.frames[frame]?.name)) ?? [];
    expect(stacks.some((stack) => stack.indexOf('main') >= 0 && stack.indexOf('main') < stack.indexOf('tidy'))).toBe(
      true,
    );
  });

  it('has each busy line as a stack where there are no stacks', () => {
    const bare = withProfiles(judged.loaded, (profile) => ({
      ...profile,
      stacks: [],
      memoryStacks: [],
      samples: null,
    }));
    const { profiles, shared } = write(exportSides(judged.comparison, [bare]));
    expect(profiles).toHaveLength(2);
    expect(profiles[1]?.endValue).toBeCloseTo(cpuSeconds('head'), 1);
    expect(shared.frames).toContainEqual({ name: 'tidy', file: 'etl/rows.py', line: 23 });
  });
});

describe('pprof', () => {
  const read = (side: NamedSide): PprofProfile => fromBinary(ProfileSchema, gunzipSync(exportPprof(side)));
  const named = (name: string): NamedSide => {
    const side = sides.find((one) => one.name === name);
    if (side === undefined) throw new Error(`no side ${name}`);
    return side;
  };

  it('adds up to the CPU time and the samples of the side', () => {
    const { sample, stringTable, sampleType } = read(named('head'));
    expect(sampleType.map(({ type, unit }) => [stringTable[Number(type)], stringTable[Number(unit)]])).toEqual([
      ['samples', 'count'],
      ['cpu', 'nanoseconds'],
      ['alloc_space', 'bytes'],
    ]);
    const total = (index: number) => sample.reduce((sum, one) => sum + Number(one.value[index]), 0);
    expect(total(1) / 1e9).toBeCloseTo(cpuSeconds('head'), 5);
    expect(total(0)).toBe(named('head').profiles.reduce((sum, { samples }) => sum + (samples ?? 0), 0));
    expect(total(2) / 2 ** 20).toBeGreaterThan(200);
  });

  it('is the same for the same input', () => {
    expect(exportPprof(named('head'))).toEqual(exportPprof(named('head')));
  });

  it('exports a single profile in its own seconds', () => {
    const profile = judged.loaded.profiles.get('profiles/head-00.json.gz');
    if (profile === undefined) throw new Error('the recorded profile is missing');
    const { sample, durationNanos } = read(exportSide(profile, 'head-00.json'));
    expect(sample.reduce((sum, { value }) => sum + Number(value[1]), 0) / 1e9).toBeCloseTo(profile.elapsedSec, 5);
    expect(Number(durationNanos) / 1e9).toBeCloseTo(profile.elapsedSec, 5);
  });
});

const PPROF = pprofCommand();
if (PPROF === null)
  console.warn(
    "Skipped: reading the export with Google's pprof. Neither it (go install github.com/google/pprof@latest) nor Go is installed.",
  );

(PPROF === null ? describe.skip : describe)("Google's pprof", () => {
  const [command = '', ...first] = PPROF ?? [];
  const pprof = (args: readonly string[]) => execa(command, [...first, ...args]);

  it('reads the export and names the functions of each side, and the difference', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pprof-'));
    try {
      const [base, head] = ['base', 'head'].map((name) => {
        const file = join(folder, `${name}.pb.gz`);
        writeFileSync(file, exportPprof(sides.find((side) => side.name === name) as NamedSide));
        return file;
      });
      const top = await pprof(['-top', '-unit=ms', head ?? '']);
      expect(top.stdout).toMatch(/^Type: cpu$/m);
      expect(top.stdout.split('\n').find((line) => /^\s*[\d.]+ms/.test(line))).toMatch(/tidy$/);
      const changed = await pprof(['-top', '-unit=ms', `-diff_base=${base}`, head ?? '']);
      expect(changed.stdout).toMatch(/-\d[\d.]*ms .*order_key/);
      const memory = await pprof(['-top', '-sample_index=alloc_space', head ?? '']);
      expect(memory.stdout).toMatch(/remember$/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

/** pprof itself, or the one that comes with Go, as command and first arguments; null where neither is there. */
function pprofCommand(): readonly [string, ...string[]] | null {
  const candidates = [['pprof'], ['go', 'tool', 'pprof']] as const;
  return candidates.find(([command, ...args]) => spawnSync(command, [...args, '-version']).error === undefined) ?? null;
}
