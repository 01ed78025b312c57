import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main.js';
import { VIEWS } from '../../src/cli/analysis.js';
import { ComparisonSchema, type Comparison } from '../../src/model/comparison.js';
import { fakeStdio } from './stdio.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const MEASUREMENT = path.join(FIXTURES, 'measurements', 'nightly');

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const stdio = fakeStdio();
  const status = await main(argv, stdio);
  return { status, out: stdio.outText(), err: stdio.errText() };
}

function scalene(version: string, name: string): string {
  return path.join(FIXTURES, 'scalene', version, `${name}.json.gz`);
}

async function comparisonOf(...argv: string[]): Promise<Comparison> {
  const { out, err } = await run('compare', ...argv, '--format', 'json');
  expect(err).toBe('');
  return ComparisonSchema.parse(JSON.parse(out));
}

describe('compare', () => {
  it('prints one JSON document with the fields of the contract, and nothing else', async () => {
    const comparison = await comparisonOf(MEASUREMENT);
    expect(comparison.metrics.map(({ metric }) => metric)).toContain('cpu-time');
    expect(comparison.program).toMatchObject({ script: 'nightly.py' });
  });

  it('says by its exit status what the gate says', async () => {
    const { gate } = await comparisonOf(MEASUREMENT);
    const { status } = await run('compare', MEASUREMENT);
    expect(status).toBe(gate === 'fail' ? 1 : 0);
    expect((await run('compare', MEASUREMENT, '--tolerance', '1000%')).status).toBe(0);
  });

  it('gives the same bytes for the same measurement', async () => {
    const [one, other] = await Promise.all([
      run('report', MEASUREMENT, '--format', 'json'),
      run('compare', MEASUREMENT, '--format', 'json'),
    ]);
    expect(one.out).toBe(other.out);
  });

  it.each(['2.4.0', '1.5.55'])(
    'of bare profiles of Scalene %s judges memory, and says that time takes timing runs',
    async (version) => {
      const profile = scalene(version, 'shop-full');
      const comparison = await comparisonOf('--base', profile, profile, '--head', profile, profile);
      expect(comparison.warnings.map(({ code }) => code)).toContain('no-timing-runs');
      expect(comparison.metrics.find(({ metric }) => metric === 'cpu-time')).toBeUndefined();
      expect(comparison.functions.filter(({ metric }) => metric === 'cpu-time')).toEqual([]);
      expect(comparison.metrics.find(({ metric }) => metric === 'peak-memory')?.base).toBeGreaterThan(0);
      expect(comparison.verdict).not.toBe('incomparable');
    },
  );

  it('refuses profiles of different versions, with the reason', async () => {
    const { status, out } = await run(
      'compare',
      '--base',
      scalene('1.5.55', 'shop-full'),
      '--head',
      scalene('2.4.0', 'shop-full'),
      '--format',
      'json',
    );
    expect(status).toBe(0);
    const comparison = ComparisonSchema.parse(JSON.parse(out));
    expect(comparison.verdict).toBe('incomparable');
    expect(comparison.warnings[0]?.message).toMatch(/Scalene/);
  });

  it('refuses profiles of different programs', async () => {
    const comparison = await comparisonOf('--base', scalene('2.4.0', 'leak'), '--head', scalene('2.4.0', 'shop-full'));
    expect(comparison.verdict).toBe('incomparable');
  });
});

describe('report', () => {
  it.each([
    ['text', /regression|improvement|no change|too noisy/],
    ['markdown', /^## /],
    ['summary', /```mermaid/],
    ['html', /^<!doctype html>/],
    ['csv', /^program,/],
    ['json', /^\{\n {2}"schemaVersion": 1,/],
  ])('renders as %s', async (format, wanted) => {
    const { status, out, err } = await run('report', MEASUREMENT, '--format', format);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toMatch(wanted);
  });

  it('writes to a file, and says why when it cannot', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'report-'));
    try {
      const file = path.join(folder, 'report.csv');
      expect(await run('report', MEASUREMENT, '--format', 'csv', '--output', file)).toEqual({
        status: 0,
        out: '',
        err: '',
      });
      expect((await readFile(file, 'utf8')).split('\n').length).toBeGreaterThan(5);
      const refused = await run('report', MEASUREMENT, '--output', path.join(folder, 'missing', 'report.txt'));
      expect(refused.status).toBe(2);
      expect(refused.err).toContain('--output');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('analyze', () => {
  const profile = scalene('2.4.0', 'shop-full');
  let files: string[];

  beforeAll(async () => {
    const { out } = await run('analyze', profile, '--view', 'hotspots', '--format', 'json');
    files = (JSON.parse(out) as { items: { file: string }[] }).items.map(({ file }) => file);
  });

  it.each(VIEWS)('shows the view %s as text, Markdown and JSON', async (view) => {
    const options = view === 'file' ? ['--file', files[0] ?? ''] : [];
    for (const format of ['text', 'markdown', 'json']) {
      const { status, out, err } = await run('analyze', profile, '--view', view, '--format', format, ...options);
      expect(err).toBe('');
      expect(status).toBe(0);
      expect(out.trim()).not.toBe('');
      if (format === 'json') expect(() => JSON.parse(out) as unknown).not.toThrow();
    }
  });

  it('pools the profiles of one side of a measurement', async () => {
    const { out } = await run('analyze', MEASUREMENT, '--side', 'base', '--format', 'json');
    const { notes } = JSON.parse(out) as { notes: { code: string }[] };
    expect(notes.map(({ code }) => code)).toContain('pooled');
  });

  it('limits and pages what it lists', async () => {
    const first = JSON.parse(
      (await run('analyze', profile, '--view', 'functions', '--top-n', '1', '--format', 'json')).out,
    ) as {
      items: unknown[];
      nextOffset: number;
    };
    expect(first.items).toHaveLength(1);
    expect(first.nextOffset).toBe(1);
  });

  it('names the files to choose from when none is chosen, and a number that is none', async () => {
    const unnamed = await run('analyze', profile, '--view', 'file');
    expect(unnamed.status).toBe(2);
    expect(unnamed.err).toContain('--file');
    const wrong = await run('analyze', profile, '--top-n', 'many');
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain('"many" is not a number');
  });
});
