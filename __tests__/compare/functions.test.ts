// What is said about functions: who is who, who is to blame, who is left in peace.
import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/compare/compare.js';
import type { Comparison, FunctionComparison } from '../../src/model/comparison.js';
import type { ProfileStack } from '../../src/profile/model.js';
import { jitter, profile, recording, repeat, settings, times, type FileWork, type ProfileOptions } from './support.js';

const PARSE = `def parse(rows):
    out = []
    for row in rows:
        out.append(row.split(","))
    return out
`;

const STORE = `def store(rows):
    table = {}
    for row in rows:
        table[row[0]] = row
    return table
`;

const REPORT = `def report(table):
    lines = sorted(table)
    return "\\n".join(lines)
`;

function file(path: string, source: string, work: FileWork['work']): FileWork {
  return { path, source, work };
}

/** The program: three functions of 0.4, 0.4 and 0.2 s. */
function program(changes: { source?: string; work?: FileWork['work']; path?: string } = {}): FileWork {
  return file(changes.path ?? 'etl.py', changes.source ?? `${PARSE}\n\n${STORE}\n\n${REPORT}`, {
    'row.split': { sec: 0.4, mb: 40 },
    'table[row[0]] = row': { sec: 0.4, mb: 60 },
    'sorted(table)': { sec: 0.2, mb: 10 },
    ...changes.work,
  });
}

interface Case {
  readonly base?: readonly FileWork[];
  readonly head: readonly FileWork[];
  readonly ratio?: number;
  readonly pairs?: number;
  readonly options?: ProfileOptions;
  readonly diff?: string;
  readonly judging?: Parameters<typeof settings>[0];
}

function judge({ base = [program()], head, ratio, pairs = 5, options = {}, diff, judging }: Case): Comparison {
  const seconds = (files: readonly FileWork[]): number =>
    files.flatMap(({ work }) => Object.values(work)).reduce((all, { sec = 0 }) => all + sec, 0);
  const made = ratio ?? seconds(head) / seconds(base);
  const wobbling = (i: number): ProfileOptions => ({ wobble: (line) => 2 * (jitter(i + line) - 1) * 40, ...options });
  const block = recording({
    times: times(pairs, seconds(base), made),
    profiles: repeat(Math.min(pairs, 5), (i) => [profile(base, wobbling(i)), profile(head, wobbling(i + 5))]),
    ...(diff !== undefined && { diff }),
  });
  return compare([block], settings(judging));
}

function named(result: Comparison, verdict: FunctionComparison['verdict']): string[] {
  return result.functions.filter((row) => row.verdict === verdict).map(({ name }) => name);
}

function row(result: Comparison, name: string): FunctionComparison {
  const found = result.functions.find((entry) => entry.name === name);
  if (!found) throw new Error(`no ${name} among ${result.functions.map((entry) => entry.name).join(', ')}`);
  return found;
}

const SLOW_PARSE = PARSE.replace('row.split(",")', '[cell.strip() for cell in row.split(",")]');
const slower = program({
  source: `# a comment on top\n\n${SLOW_PARSE}\n\n${STORE}\n\n${REPORT}`,
  work: { 'row.split': { sec: 0.6, mb: 40 } },
});

describe('blame for a total that changed', () => {
  it('names the function that grew, with its seconds, and finds it below inserted lines', () => {
    const result = judge({ head: [slower] });
    expect(named(result, 'regression')).toEqual(['parse']);
    const parse = row(result, 'parse');
    expect(parse).toMatchObject({
      line: 3,
      baseLine: 1,
      matchedBy: 'name',
      metric: 'cpu-time',
      inDiff: true,
      severity: 'high',
    });
    expect(parse.base).toBeCloseTo(0.4, 1);
    expect(parse.head).toBeCloseTo(0.6, 1);
    expect(parse.contribution).toBeCloseTo(1, 0);
    expect(result.unexplained).toBeCloseTo(1 - (parse.contribution ?? 0), 6);
  });

  it('does not call the others faster because their share fell', () => {
    expect(named(judge({ head: [slower] }), 'improvement')).toEqual([]);
  });

  it('does not blame the rest where the profiler shows too little of the function that grew', () => {
    // It takes 1.6 s, of which the profiles show 0.8 as if the rest were slowed twice as much.
    const distorted = program({
      source: `${SLOW_PARSE}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 0.8, mb: 40 } },
    });
    const result = judge({ head: [distorted], ratio: 2.2 });
    expect(named(result, 'regression')).toEqual(['parse']);
    const store = row(result, 'store');
    expect(store.change).toBeGreaterThan(0.4);
    expect(store.interval?.[0]).toBeLessThan(0.1);
  });

  it('names the rest too where it grew beyond what a profiler distorts', () => {
    const grown = program({
      source: `${SLOW_PARSE}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 1.2, mb: 40 }, 'table[row[0]] = row': { sec: 1.6, mb: 60 } },
    });
    expect(named(judge({ head: [grown] }), 'regression')).toEqual(['store', 'parse']);
  });

  it('names a function that nobody touched when it is the one that grew', () => {
    const grown = program({
      source: `${PARSE}\n\n${STORE}\n\n${REPORT.replace('lines = sorted', 'names = sorted').replace('lines)', 'names)')}`,
      work: { 'row.split': { sec: 0.7, mb: 40 } },
    });
    const result = judge({ head: [grown] });
    expect(named(result, 'regression')).toEqual(['parse']);
    expect(row(result, 'parse').inDiff).toBe(false);
  });

  it('says through which touched function an untouched one was reached', () => {
    const frames = ['report', 'parse'].map((name, i) => ({ file: 'etl.py', function: name, line: i === 0 ? 16 : 4 }));
    const stacks: ProfileStack[] = [{ frames, count: 50, pythonSec: 1, nativeSec: 0 }];
    const grown = program({
      source: `${PARSE}\n\n${STORE}\n\n${REPORT.replace('lines = sorted(table)', 'lines = parse(sorted(table))')}`,
      work: { 'row.split': { sec: 0.8, mb: 40 } },
    });
    expect(row(judge({ head: [grown], options: { stacks } }), 'parse').via).toBe('report');
  });

  it('does not call an untouched function slower because it is all that is left beside the start of the interpreter', () => {
    const before = program({
      work: { 'row.split': { sec: 0.9 }, 'table[row[0]] = row': { sec: 0.05 }, 'sorted(table)': { sec: 0 } },
    });
    const after = program({
      source: `${PARSE.replace('out = []', 'out = list()')}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 0.02 }, 'table[row[0]] = row': { sec: 0.05 }, 'sorted(table)': { sec: 0 } },
    });
    // A tenth of a second of either side is spent before there is anything to sample.
    const result = judge({ base: [before], head: [after], ratio: 0.17 / 0.95 });
    expect(result.verdict).toBe('improvement');
    expect(result.functions.filter(({ verdict }) => verdict === 'regression')).toEqual([]);
    expect(result.functions[0]).toMatchObject({ name: 'parse', verdict: 'improvement' });
  });

  it('shows the changed line, not the ones that only moved', () => {
    const { lines } = judge({ head: [slower] });
    expect(lines[0]).toMatchObject({ file: 'etl.py', line: 6, baseLine: 4, function: 'parse', status: 'changed' });
    expect(lines.every((line) => line.function === 'parse')).toBe(true);
  });

  it('credits an improvement to the function that shrank', () => {
    const result = judge({ base: [slower], head: [program()] });
    expect(result.verdict).toBe('improvement');
    expect(named(result, 'improvement')).toEqual(['parse']);
  });

  it('names a new function that takes the time, and says that it is new', () => {
    const source = `${PARSE}\n\n${STORE}\n\n${REPORT}\n\ndef check(rows):\n    assert all(len(row) for row in rows)\n`;
    const result = judge({ head: [program({ source, work: { 'assert all': { sec: 0.3 } } })] });
    expect(named(result, 'regression')).toEqual(['check']);
    expect(row(result, 'check')).toMatchObject({
      baseFile: null,
      base: null,
      change: null,
      interval: null,
      matchedBy: 'none',
    });
  });

  it('keeps to what the settings accept for one function', () => {
    const functionLimits = [{ pattern: 'etl.py:parse', limit: { tolerance: 0.9 } }];
    const result = judge({ head: [slower], judging: { functionLimits } });
    expect(named(result, 'regression')).toEqual([]);
    expect(result.gate).toBe('fail');
  });

  it('lists only files that the settings want', () => {
    expect(judge({ head: [slower], judging: { exclude: ['etl.py'] } }).functions).toEqual([]);
    expect(judge({ head: [slower], judging: { only: ['other/**'] } }).functions).toEqual([]);
  });
});

describe('functions where the total did not change', () => {
  it('raises no alarm for the same code', () => {
    const result = judge({ head: [program()] });
    expect(result.verdict).toBe('no-change');
    expect(result.summary).toMatchObject({ regressions: 0, improvements: 0, unchanged: 3 });
  });

  it('reports a function that got twice as slow while another paid for it, and passes the gate', () => {
    const swapped = program({
      source: `${SLOW_PARSE}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 0.7, mb: 40 }, 'table[row[0]] = row': { sec: 0.1, mb: 60 } },
    });
    const result = judge({ head: [swapped], options: { samples: 3000 } });
    expect(named(result, 'regression')).toEqual(['parse']);
    expect(named(result, 'improvement')).toEqual(['store']);
    expect(result).toMatchObject({ verdict: 'mixed', gate: 'pass' });
    expect(judge({ head: [swapped], options: { samples: 3000 }, judging: { failOn: ['functions'] } }).gate).toBe(
      'fail',
    );
  });

  it('counts functions under one percent without listing them', () => {
    const tiny = (): FileWork =>
      program({
        source: `${PARSE}\n\n${STORE}\n\n${REPORT}\n\ndef tiny():\n    pass\n`,
        work: { pass: { sec: 0.003 } },
      });
    const result = judge({ base: [tiny()], head: [tiny()], options: { wobble: () => 0 } });
    expect(result.summary.tooSmall).toBe(1);
    expect(result.functions.map(({ name }) => name)).not.toContain('tiny');
  });
});

describe('functions that are not where they were', () => {
  it('matches one that moved to another file', () => {
    const head = [
      program({ source: `from batch import parse\n\n\n${STORE}\n\n${REPORT}`, work: {} }),
      file('batch.py', PARSE, { 'row.split': { sec: 0.4, mb: 40 } }),
    ].map((entry, i) => (i === 0 ? { ...entry, work: withoutKey(entry.work, 'row.split') } : entry));
    const result = judge({ head });
    expect(result.verdict).toBe('no-change');
    expect(row(result, 'parse')).toMatchObject({
      file: 'batch.py',
      baseFile: 'etl.py',
      matchedBy: 'moved',
      verdict: 'unchanged',
    });
    expect(result.summary).toMatchObject({ added: 0, removed: 0 });
  });

  it('matches one that was renamed', () => {
    const renamed = program({ source: `${PARSE.replace('def parse', 'def read_rows')}\n\n${STORE}\n\n${REPORT}` });
    expect(row(judge({ head: [renamed] }), 'read_rows')).toMatchObject({
      baseName: 'parse',
      matchedBy: 'renamed',
      verdict: 'unchanged',
    });
  });

  it('matches those of a file that git knows to be renamed, though their code changed', () => {
    const diff = 'diff --git a/etl.py b/pipeline.py\nsimilarity index 90%\nrename from etl.py\nrename to pipeline.py\n';
    const moved = { ...slower, path: 'pipeline.py' };
    const result = judge({ head: [moved], diff });
    expect(row(result, 'parse')).toMatchObject({
      matchedBy: 'renamed-file',
      baseFile: 'etl.py',
      verdict: 'regression',
    });
  });

  it('says nothing new or removed about work that went into a helper', () => {
    const helped = program({
      source: `def split(row):\n    return row.split(",")\n\n\n${PARSE.replace('row.split(",")', 'split(row)')}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 0.35, mb: 40 }, 'split(row))': { sec: 0.05 } },
    });
    const result = judge({ head: [helped] });
    expect(result.verdict).toBe('no-change');
    expect(named(result, 'regression')).toEqual([]);
    expect(named(result, 'improvement')).toEqual([]);
    expect(row(result, 'split')).toMatchObject({ verdict: 'added', note: expect.stringContaining('parse') });
    expect(row(result, 'parse').note).toContain('split');
  });

  it('says nothing of a helper that was inlined', () => {
    const helper = program({
      source: `def split(row):\n    return row.split(",")\n\n\n${PARSE.replace('row.split(",")', 'split(row)')}\n\n${STORE}\n\n${REPORT}`,
      work: { 'row.split': { sec: 0.35, mb: 40 }, 'split(row))': { sec: 0.05 } },
    });
    const result = judge({ base: [helper], head: [program()] });
    expect(result.verdict).toBe('no-change');
    expect(row(result, 'split').verdict).toBe('removed');
  });

  it('does not call a function new when Scalene left its small file out of the profiles of base', () => {
    const small = file('small.py', 'def tidy(x):\n    return x.strip()\n', { 'x.strip()': { sec: 0.02 } });
    const diff = 'diff --git a/etl.py b/etl.py\n--- a/etl.py\n+++ b/etl.py\n@@ -1 +1 @@\n-a\n+b\n';
    const result = judge({ head: [program(), small], ratio: 1, diff });
    expect(result.summary.added).toBe(0);
  });
});

describe('memory of functions', () => {
  it('names the function that allocates more when the peak rose', () => {
    const hungrier = program({
      source: program().source.replace('table = {}', 'table = dict(enumerate(rows))'),
      work: { 'table[row[0]] = row': { sec: 0.4, mb: 90 } },
    });
    const result = judge({ head: [hungrier] });
    expect(named(result, 'regression')).toEqual(['store']);
    expect(row(result, 'store')).toMatchObject({ verdict: 'regression' });
    const memory = result.functions.find(({ name, metric }) => name === 'store' && metric !== 'cpu-time');
    expect(memory).toMatchObject({ unit: 'MiB', base: 60, head: 90 });
    expect(memory?.contribution).toBeCloseTo(1, 1);
  });

  it('claims nothing where only the place of allocations moved', () => {
    const shifted = program({
      work: { 'row.split': { sec: 0.4, mb: 60 }, 'table[row[0]] = row': { sec: 0.4, mb: 40 } },
    });
    expect(named(judge({ head: [shifted] }), 'regression')).toEqual([]);
  });
});

describe('the tally', () => {
  it('adds up to the functions that were seen', () => {
    const { summary, functions } = judge({ head: [slower] });
    const { regressions, improvements, unchanged, added, removed } = summary;
    expect(regressions + improvements + unchanged + added + removed).toBe(
      new Set(functions.map(({ name }) => name)).size,
    );
  });
});

function withoutKey(work: FileWork['work'], key: string): FileWork['work'] {
  return Object.fromEntries(Object.entries(work).filter(([name]) => name !== key));
}
