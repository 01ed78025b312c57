import { describe, expect, it } from '@jest/globals';
import { toCompareSettings } from '../../src/config/judging.js';
import {
  programOf,
  resolveSettings,
  settingsForMeasured,
  type SettingSources,
  type Settings,
} from '../../src/config/resolve.js';
import { METRIC_IDS, METRICS } from '../../src/model/metrics.js';

const file = (text: string) => ({ path: '.github/scalene.yml', text });

function resolveOne(sources: SettingSources): Settings {
  const [settings, ...others] = resolveSettings(sources);
  if (settings === undefined || others.length > 0) throw new Error('expected the settings of one program');
  return settings;
}

describe('without any configuration', () => {
  const settings = resolveOne({});

  it('judges each metric by its own limits', () => {
    for (const id of METRIC_IDS) {
      expect(settings.limits[id]).toEqual({ tolerance: METRICS[id].tolerance, floor: METRICS[id].floor });
    }
  });

  it('makes 3 to 10 pairs and fails on CPU time and peak memory', () => {
    expect(settings).toMatchObject({
      minPairs: 3,
      maxPairs: 10,
      timeBudget: 900,
      timeout: 600,
      failOn: ['cpu-time', 'peak-memory'],
      failOnInconclusive: false,
      scaleneVersion: '2.4.0',
      mode: 'gate',
      comment: 'on-change',
    });
  });

  it('cannot say what to run, and says how to', () => {
    expect(() => programOf(settings)).toThrow(
      /name a script \(--script bench\/etl\.py, or `script: bench\/etl\.py` in/,
    );
  });
});

describe('precedence', () => {
  it('lets the file beat the default, the program beat the file, and a flag beat all', () => {
    const text = 'timeout: 1m\nmax-pairs: 8\nprograms:\n  etl: { script: a.py, max-pairs: 6, min-pairs: 2 }';
    expect(resolveOne({ file: file(text), flags: { 'min-pairs': '1' } })).toMatchObject({
      programName: 'etl',
      timeout: 60,
      maxPairs: 6,
      minPairs: 1,
    });
  });

  it('takes an input that is empty as not given', () => {
    expect(resolveOne({ file: file('max-pairs: 7'), inputs: { 'max-pairs': '', script: '' } }).maxPairs).toBe(7);
  });

  it('lowers the minimum of pairs to a maximum that was given alone, and raises the maximum to a minimum', () => {
    expect(resolveOne({ flags: { 'max-pairs': '2' } })).toMatchObject({ minPairs: 2, maxPairs: 2 });
    expect(resolveOne({ flags: { 'min-pairs': '20' } })).toMatchObject({ minPairs: 20, maxPairs: 20 });
  });
});

describe('limits', () => {
  it('gives the whole-for-all percentage to every metric and leaves the floors', () => {
    const { limits } = resolveOne({ flags: { tolerance: '8%' } });
    for (const id of METRIC_IDS) expect(limits[id]).toEqual({ tolerance: 0.08, floor: METRICS[id].floor });
  });

  it("prefers a metric's own limit to the one for all in the same place", () => {
    const { limits } = resolveOne({ file: file('tolerance: 8%\ntolerances: { cpu-time: 2% | 5ms }') });
    expect(limits['cpu-time']).toEqual({ tolerance: 0.02, floor: 0.005 });
    expect(limits['peak-memory'].tolerance).toBe(0.08);
  });

  it('prefers a percentage for all on the command line to a metric’s own in the file', () => {
    const { limits } = resolveOne({ file: file('tolerances: { cpu-time: 2% | 5ms }'), flags: { tolerance: '8%' } });
    expect(limits['cpu-time']).toEqual({ tolerance: 0.08, floor: 0.005 });
  });

  it('changes only the part that is written: a floor leaves the percentage', () => {
    const { limits } = resolveOne({ flags: { tolerances: 'peak-memory: 16MiB, cpu-time=20ms | 7%' } });
    expect(limits['peak-memory']).toEqual({ tolerance: METRICS['peak-memory'].tolerance, floor: 16 });
    expect(limits['cpu-time']).toEqual({ tolerance: 0.07, floor: 0.02 });
  });

  it('reads limits of functions from the file and from text alike', () => {
    const limits = [{ pattern: 'etl/parse.py:parse_*', limit: { tolerance: 0.1 } }];
    const fromFile = resolveOne({ file: file('tolerances: { functions: { "etl/parse.py:parse_*": 10% } }') });
    const fromText = resolveOne({ inputs: { tolerances: 'cpu-time: 5%\netl/parse.py:parse_*: 10%\n' } });
    expect(fromFile.functionLimits).toEqual(limits);
    expect(fromText.functionLimits).toEqual(limits);
  });

  it("gives a function's absolute limit to the metrics of its dimension, and a metric's own to that metric", () => {
    const text = 'tolerances: { functions: { "*.load": 4MiB, "*.run": { cpu-time: 9% | 1ms } } }';
    const { functionLimits } = resolveOne({ file: file(text) });
    expect(functionLimits).toEqual([
      ...(['peak-memory', 'allocated', 'gpu-memory', 'peak-rss'] as const).map((metric) => {
        return { pattern: '*.load', metric, limit: { floor: 4 } };
      }),
      { pattern: '*.run', metric: 'cpu-time', limit: { tolerance: 0.09, floor: 0.001 } },
    ]);
  });

  it('puts the limits that count more last', () => {
    const text =
      'tolerances: { functions: { "a.py:*": 1% } }\nprograms: { p: { script: x, tolerances: { functions: { "b.py:*": 2% } } } }';
    const { functionLimits } = resolveOne({ file: file(text), flags: { tolerances: 'c.py:*: 3%' } });
    expect(functionLimits.map(({ pattern }) => pattern)).toEqual(['a.py:*', 'b.py:*', 'c.py:*']);
  });
});

describe('programs', () => {
  const text = `
args: --rows 10
programs:
  etl: { script: bench/etl.py }
  tests: { module: pytest, args: [-x, tests], working-directory: services/api }
`;

  it('gives the settings of each program in the order of the file', () => {
    expect(resolveSettings({ file: file(text) }).map(programOf)).toEqual([
      { name: 'etl', script: 'bench/etl.py', args: ['--rows', '10'] },
      { name: 'tests', module: 'pytest', args: ['-x', 'tests'], workingDirectory: 'services/api' },
    ]);
  });

  it('picks programs by name', () => {
    expect(resolveSettings({ file: file(text), inputs: { program: 'tests' } }).map((one) => one.programName)).toEqual([
      'tests',
    ]);
  });

  it('takes the program that a flag names, with the settings of the file where it is listed', () => {
    expect(programOf(resolveOne({ file: file(text), flags: { module: 'pytest' } }))).toMatchObject({ name: 'tests' });
  });

  it('takes another program that a flag names alone, without the arguments that belong to the listed ones', () => {
    const other = 'script: bench/etl.py\nargs: --rows 10';
    expect(programOf(resolveOne({ file: file(other), flags: { script: 'bench/other.py' } }))).toEqual({
      script: 'bench/other.py',
      args: [],
    });
    expect(programOf(resolveOne({ file: file(other), flags: { module: 'app' } }))).toEqual({ module: 'app', args: [] });
    expect(programOf(resolveOne({ file: file(other), flags: { script: 'bench/etl.py' } })).args).toEqual([
      '--rows',
      '10',
    ]);
  });

  it('splits arguments as a shell would, and keeps a list as it is', () => {
    expect(resolveOne({ inputs: { args: `--name 'a b' "c d" e\\ f ''` } }).args).toEqual([
      '--name',
      'a b',
      'c d',
      'e f',
      '',
    ]);
    expect(resolveOne({ file: file('args: [--rows, 200000, "a b"]') }).args).toEqual(['--rows', '200000', 'a b']);
    expect(resolveOne({ flags: { args: ['--x', 'a b', '$HOME'] } }).args).toEqual(['--x', 'a b', '$HOME']);
  });

  it('judges a measurement by the part of the program that it names', () => {
    const judged = 'tolerance: 9%\nprograms: { etl: { script: a.py, tolerance: 2% } }';
    expect(settingsForMeasured({ file: file(judged) }, { name: 'etl' }).limits['cpu-time'].tolerance).toBe(0.02);
    expect(settingsForMeasured({ file: file(judged) }, { name: 'gone' }).limits['cpu-time'].tolerance).toBe(0.09);
    expect(settingsForMeasured({ file: file(judged) }, {}).limits['cpu-time'].tolerance).toBe(0.09);
  });
});

it('hands to the judging what concerns it, and nothing else', () => {
  const settings = resolveOne({ inputs: { only: 'src/**\nlib/*.py', 'fail-on': 'none', 'github-token': 'secret' } });
  expect(toCompareSettings(settings)).toEqual({
    limits: settings.limits,
    functionLimits: [],
    failOn: [],
    failOnInconclusive: false,
    minPairs: 3,
    maxPairs: 10,
    only: ['src/**', 'lib/*.py'],
    exclude: [],
  });
});

describe('a duration', () => {
  it('without a unit is of seconds, in flags, inputs and the file', () => {
    for (const sources of [{ flags: { timeout: '8' } }, { inputs: { timeout: '8' } }, { file: file('timeout: 8\n') }]) {
      expect(resolveOne(sources).timeout).toBe(8);
    }
  });

  it('that cannot be used is refused in one sentence', () => {
    expect(() => resolveSettings({ flags: { timeout: '8 parsecs' } })).toThrow(/^--timeout is .* is not a duration/);
  });
});
