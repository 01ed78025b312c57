// Entries for the tests of the stores: made of the same parts that the MCP server saves.
import { gzipSync } from 'node:zlib';
import { ComparisonSchema } from '../../src/model/comparison.js';
import { MeasurementSchema, RunSchema } from '../../src/model/measurement.js';
import type { ProfileBody } from '../../src/store/entry.js';
import type { NewEntry } from '../../src/store/store.js';

export interface ProfileFacts {
  readonly script?: string;
  readonly label?: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly cpuSec?: readonly number[];
  readonly peakMb?: number;
  /** Bytes of the one document. */
  readonly size?: number;
}

export function profileEntry(facts: ProfileFacts = {}): NewEntry {
  const timing = (facts.cpuSec ?? [1]).map((cpu, pair) =>
    RunSchema.parse({
      kind: 'timing',
      side: 'head',
      pair,
      order: 0,
      outcome: 'ok',
      exitCode: 0,
      wallSec: cpu,
      userSec: cpu,
      sysSec: 0,
    }),
  );
  const body: ProfileBody = {
    kind: 'profile',
    program: { script: facts.script ?? 'bench/etl.py', args: [] },
    environment: { python: '3.11.7', scalene: '2.4.0' },
    side: { commit: facts.commit ?? 'a'.repeat(40), dirty: facts.dirty ?? false, root: '/repo' },
    status: 'ok',
    runs: [
      ...timing,
      RunSchema.parse({
        kind: 'profile',
        side: 'head',
        pair: 0,
        order: 0,
        outcome: 'ok',
        mode: 'full',
        profile: 'profiles/head-00.json.gz',
      }),
    ],
    ...(facts.label === undefined ? {} : { label: facts.label }),
  };
  const document = facts.size === undefined ? gzipSync('{"files":{}}') : new Uint8Array(facts.size).fill(7);
  return { body, documents: new Map([['profiles/head-00.json.gz', document]]), peakMb: facts.peakMb ?? null };
}

export function measurementEntry(): NewEntry {
  const measurement = MeasurementSchema.parse({
    schemaVersion: 1,
    program: { script: 'bench/etl.py', args: ['--rows', '2 000'] },
    sides: { base: { commit: 'b'.repeat(40), root: '/repo' }, head: { commit: 'c'.repeat(40), root: '/repo' } },
    runs: [],
  });
  return { body: { kind: 'measurement', measurement }, documents: new Map(), peakMb: null };
}

export function comparisonEntry(): NewEntry {
  const comparison = ComparisonSchema.parse({
    schemaVersion: 1,
    verdict: 'no-change',
    gate: 'pass',
    conclusive: true,
    pairs: 3,
    summary: {
      regressions: 0,
      improvements: 0,
      unchanged: 2,
      tooSmall: 1,
      added: 0,
      removed: 0,
      headline: 'No change.',
    },
    metrics: [],
    functions: [],
    lines: [],
    leaks: [],
    regressions: [],
    improvements: [],
    unchanged: [],
    recommendations: [],
    warnings: [],
    program: { script: 'bench/etl.py', args: [] },
  });
  return {
    body: { kind: 'comparison', between: { baseline: 'git:main', candidate: 'worktree' }, comparison },
    documents: new Map(),
    peakMb: null,
  };
}
