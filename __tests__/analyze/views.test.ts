import { describe, expect, it } from '@jest/globals';
import {
  annotatedFile,
  AnnotatedFileSchema,
  functions,
  FunctionsSchema,
  hotspots,
  HotspotsSchema,
  reducedProfile,
  ReducedProfileSchema,
  stacks,
  StacksSchema,
  summary,
  SummarySchema,
} from '../../src/analyze/index.js';
import { InputError } from '../../src/model/errors.js';
import { changed, cpuOf, fileOf, parsed, profileOf, VERSIONS } from '../profile/fixtures.js';

const full = profileOf('2.4.0/shop-full');
const cpuOnly = profileOf('2.4.0/shop-cpu');

describe('the summary', () => {
  it.each(VERSIONS)('of a profile by Scalene %s has the program’s totals', (version) => {
    const profile = profileOf(`${version}/shop-full`);
    const found = SummarySchema.parse(summary(profile));
    expect(found.cpuPythonPercent + found.cpuNativePercent + found.cpuSystemPercent).toBeGreaterThan(80);
    expect(found).toMatchObject({
      program: 'shop/main.py',
      files: 3,
      hasMemory: true,
      hasGpu: false,
      gpuSec: 0,
      leaks: 0,
    });
    expect(found.maxFootprintMb).toBe(profile.maxFootprintMb);
    expect(found.allocationMbPerSec).toBeCloseTo(profile.allocatedMb / profile.elapsedSec, 9);
    expect(found.functions).toBeGreaterThan(5);
  });

  it('says what the numbers do not mean', () => {
    const codes = (name: string): string[] => summary(profileOf(name)).notes.map(({ code }) => code);
    expect(codes('2.4.0/waits')).toEqual(['wall-with-overhead', 'few-samples', 'mostly-waiting']);
    expect(codes('2.4.0/marked')).toContain('decorated-only');
    expect(codes('1.5.49/shop-stacks')).toContain('partly-unattributed');
    expect(codes('1.5.55/leak')).not.toContain('few-samples');
  });
});

describe('hotspots', () => {
  it('are the lines with the largest share of CPU time, in percent and in seconds', () => {
    const found = HotspotsSchema.parse(hotspots(full));
    const largest = full.files.flatMap(({ lines }) => lines).sort((a, b) => cpuOf(b) - cpuOf(a))[0];
    expect(found.items[0]).toMatchObject({
      line: largest?.line,
      source: [{ line: largest?.line, text: largest?.source }],
    });
    expect(found.items[0]?.sec).toBeCloseTo(((found.items[0]?.percent ?? 0) / 100) * full.elapsedSec, 9);
    const shares = found.items.map(({ percent }) => percent);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1);
  });

  it('name the function that a line is in', () => {
    const found = hotspots(full, { only: ['shop/orders/loader.py'] });
    expect(found.items.find(({ line }) => line === 35)?.function).toBe('Loader.line');
  });

  it('come in pages that together are the whole list', () => {
    const whole = hotspots(full, { topN: 1000, minPercent: 0 });
    const pages: number[] = [];
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const page: ReturnType<typeof hotspots> = hotspots(full, { topN: 4, offset, minPercent: 0 });
      expect(page.totalItems).toBe(whole.items.length);
      expect(page.omitted).toBe(whole.items.length - page.items.length);
      pages.push(...page.items.map(({ percent }) => percent));
      offset = page.nextOffset;
    }
    expect(pages).toEqual(whole.items.map(({ percent }) => percent));
    expect(hotspots(full, { offset: 10_000 })).toMatchObject({ items: [], omitted: expect.any(Number) });
  });

  it('are cut off at a share, and what stays below is counted', () => {
    const all = hotspots(full, { minPercent: 0, topN: 1000 });
    const some = hotspots(full, { minPercent: 5, topN: 1000 });
    expect(some.items).toEqual(all.items.filter(({ percent }) => percent >= 5));
    expect(some.below).toBe(all.items.length - some.items.length);
  });

  it('can be functions, with their hottest lines in the order of the source', () => {
    const found = hotspots(full, { metric: 'memory', level: 'function' });
    expect(found.items[0]).toMatchObject({ function: 'blocks', file: 'shop/main.py', line: 20, endLine: 25 });
    expect(found.items[0]?.source.map(({ line }) => line)).toEqual([23, 24]);
    expect(found.items[0]?.percent).toBeGreaterThan(50);
  });

  it('of memory count a high peak like much allocation', () => {
    const profile = parsed(
      changed('2.4.0/shop-full', (document) => {
        document['max_footprint_mb'] = 100;
        for (const line of Object.values(document.files).flatMap(({ lines }) => lines)) {
          if (line['line'] === 'import sys\n') Object.assign(line, { n_peak_mb: 90, n_usage_fraction: 0.01 });
        }
      }),
    );
    const found = hotspots(profile, { metric: 'memory' }).items.filter(
      ({ source }) => source[0]?.text === 'import sys',
    );
    expect(found.map(({ percent }) => percent)).toEqual([90, 90]);
  });

  it('can be places that copy', () => {
    const found = hotspots(profileOf('1.5.55/native'), { metric: 'copy' });
    expect(found.items.reduce((total, { percent }) => total + percent, 0)).toBeCloseTo(100, 6);
    expect(found.items[0]).toMatchObject({ function: 'copies', line: 15 });
  });

  it('bring the lines around with them, within the file', () => {
    const found = hotspots(profileOf('2.4.0/native'), { contextLines: 2, only: ['<module>'], minPercent: 0 });
    expect(found.items.find(({ line }) => line === 2)?.source.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('can be narrowed by file and function', () => {
    const files = hotspots(full, { exclude: ['shop/orders/**'], minPercent: 0 }).items.map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set(['shop/main.py']));
    const names = hotspots(full, { only: ['Loader.*'], minPercent: 0 }).items.map(({ function: name }) => name);
    expect(names.every((name) => name.startsWith('Loader.'))).toBe(true);
    expect(names.length).toBeGreaterThan(0);
  });

  it.each(['memory', 'copy', 'gpu'] as const)('say why there are none for %s when it was not profiled', (metric) => {
    const found = HotspotsSchema.parse(hotspots(cpuOnly, { metric }));
    expect(found.items).toEqual([]);
    expect(found.unavailable).toMatch(/profile again/);
  });

  it.each([{ topN: 0 }, { topN: Number.NaN }, { topN: 2.5 }, { offset: -1 }])('refuse the page %j', (options) => {
    expect(() => hotspots(full, options)).toThrow(InputError);
  });
});

describe('GPU numbers', () => {
  /** No GPU was at hand: a real profile with GPU numbers put where Scalene writes them. */
  const profile = parsed(
    changed('2.4.0/native', (document) => {
      Object.assign(document, { gpu: true, gpu_device: 'GPU' });
      for (const line of Object.values(document.files).flatMap(({ lines }) => lines)) {
        if (line['lineno'] === 8) Object.assign(line, { n_gpu_percent: 50, n_gpu_peak_memory_mb: 300 });
        if (line['lineno'] === 15) Object.assign(line, { n_gpu_percent: 10, n_gpu_peak_memory_mb: 700 });
      }
    }),
  );
  const lines = fileOf(profile, 'small/native.py').lines;
  const share = (line: number): number =>
    cpuOf(
      lines.find((entry) => entry.line === line) ?? { cpuPythonPercent: 0, cpuNativePercent: 0, cpuSystemPercent: 0 },
    );

  it('are shares of the GPU’s work: utilisation while a line ran, times how long it ran', () => {
    const busy = 0.5 * share(8) + 0.1 * share(15);
    const found = hotspots(profile, { metric: 'gpu', minPercent: 0 });
    expect(found.items.find(({ line }) => line === 8)?.percent).toBeCloseTo((100 * 0.5 * share(8)) / busy, 9);
    expect(summary(profile).gpuSec).toBeCloseTo((busy / 100) * profile.elapsedSec, 9);
    expect(summary(profile)).toMatchObject({ hasGpu: true, gpuPeakMb: 700 });
    const [first, second] = functions(profile, { sort: 'gpu' }).items;
    expect(first).toMatchObject({ function: 'multiply', gpuPeakMb: 300 });
    expect(first?.gpuPercent).toBeCloseTo((100 * 0.5 * share(8)) / busy, 9);
    expect(second).toMatchObject({ function: 'copies', gpuPeakMb: 700 });
    expect(second?.gpuSec).toBeCloseTo(((0.1 * share(15)) / 100) * profile.elapsedSec, 9);
  });
});

describe('functions', () => {
  it('are all that were active, with their totals', () => {
    const found = FunctionsSchema.parse(functions(full, { topN: 1000 }));
    const active = full.files.flatMap((file) => file.functions.filter((entry) => cpuOf(entry) + entry.allocatedMb > 0));
    expect(found.totalItems).toBe(active.length);
    expect(found.items[0]?.cpuPercent).toBeCloseTo(Math.max(...active.map(cpuOf)), 9);
  });

  it('can be cut off at a share', () => {
    const all = functions(full, { topN: 1000 }).items;
    const large = functions(full, { topN: 1000, minPercent: 10 }).items;
    expect(large).toEqual(all.filter(({ cpuPercent }) => cpuPercent >= 10));
    expect(large.length).toBeLessThan(all.length);
  });

  it('can be sorted by memory', () => {
    expect(functions(full, { sort: 'memory' }).items[0]?.function).toBe('blocks');
  });
});

describe('an annotated file', () => {
  it('has every line with what happened there', () => {
    const found = AnnotatedFileSchema.parse(annotatedFile(full, 'shop/main.py'));
    expect(found.items.map(({ text }) => text)).toEqual(fileOf(full, 'shop/main.py').sources);
    expect(found.items[23]).toMatchObject({ line: 24, function: 'blocks', numbers: { peakMb: expect.any(Number) } });
    expect(found.items[1]).toEqual({ line: 2, text: 'import sys', function: '<module>' });
  });

  it('can be cut to active lines with some context', () => {
    const active = fileOf(full, 'shop/main.py').lines.map(({ line }) => line);
    expect(annotatedFile(full, 'main.py', { contextLines: 0 }).items.map(({ line }) => line)).toEqual(active);
    expect(annotatedFile(full, 'main.py', { contextLines: 1 }).items.map(({ line }) => line)).toContain(
      (active[0] ?? 0) - 1,
    );
  });

  it('marks leaks', () => {
    expect(annotatedFile(profileOf('2.4.0/leak'), 'leak/leak.py').items[6]?.leak).toBeGreaterThan(0.95);
  });

  it('is refused by name, with the files that there are', () => {
    expect(() => annotatedFile(full, 'other.py')).toThrow(
      '`other.py` cannot be shown, because it is not in the profile: choose one of `shop/',
    );
    const twice = parsed(
      changed('2.4.0/shop-cpu', (document) => {
        const [file] = Object.values(document.files);
        document.files = { '/a/x.py': file ?? { lines: [] }, '/b/x.py': file ?? { lines: [] } };
      }),
    );
    expect(() => annotatedFile(twice, 'x.py')).toThrow(
      'several files of the profile end so: choose one of `/a/x.py`, `/b/x.py`.',
    );
  });
});

describe('call paths', () => {
  it.each(['2.4.0', '2.2.1', '1.5.55', '1.5.49'])(
    'of %s go through the program’s functions, hottest first',
    (version) => {
      const profile = profileOf(`${version}/shop-stacks`);
      const found = StacksSchema.parse(stacks(profile, { minPercent: 0, topN: 100 }));
      expect(found.items.reduce((total, { percent }) => total + percent, 0)).toBeCloseTo(100, 6);
      expect(found.items.reduce((total, { count }) => total + count, 0)).toBe(profile.samples);
      const seconds = found.items.map(({ sec }) => sec);
      expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
      const chains = found.items.map(({ frames }) => frames.map(({ function: name }) => name).join(' > '));
      expect(chains.some((chain) => chain.endsWith('Loader.load > Loader.parse > Base.parse'))).toBe(true);
      expect(new Set(chains).size).toBe(chains.length);
    },
  );

  it('say in which library they end', () => {
    const path = stacks(profileOf('2.4.0/native')).items.find(({ frames }) => frames.at(-1)?.function === 'multiply');
    expect(path?.native).toMatch(/blas/);
    const others = stacks(profileOf('2.4.0/shop-stacks'), { topN: 100, minPercent: 0 }).items;
    expect(others.map(({ native }) => native)).toEqual(others.map(() => undefined));
  });

  it('can be narrowed to those through a place', () => {
    const found = stacks(full, { only: ['pricing.py'], topN: 100, minPercent: 0 });
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items.every(({ frames }) => frames.some(({ file }) => file === 'shop/orders/pricing.py'))).toBe(true);
  });

  it('are said to be missing where the profile has none', () => {
    expect(stacks(profileOf('2.0.1/shop-cpu'))).toEqual({
      unavailable: 'The profile has no stacks: profile again with `--stacks`.',
      items: [],
      totalItems: 0,
      omitted: 0,
    });
  });
});

describe('a reduced profile', () => {
  it('has the significant lines, and counts the others', () => {
    const found = ReducedProfileSchema.parse(reducedProfile(full, { minPercent: 8 }));
    const kept = found.files.flatMap(({ lines }) => lines);
    const active = full.files.reduce((count, file) => count + file.lines.length, 0);
    expect(kept.length + found.omitted.lines).toBe(active);
    expect(kept.length).toBeGreaterThan(0);
    expect(found.omitted.lines).toBeGreaterThan(0);
    for (const { numbers } of kept) {
      expect(
        Math.max(numbers?.cpuPercent ?? 0, numbers?.memoryPercent ?? 0, numbers?.copyPercent ?? 0),
      ).toBeGreaterThanOrEqual(8);
    }
    expect(reducedProfile(full, { minPercent: 101 })).toMatchObject({
      files: [],
      omitted: { files: 3, lines: active },
    });
  });

  it('keeps a leak, however small its line', () => {
    const found = reducedProfile(profileOf('2.4.0/leak'), { minPercent: 101 });
    expect(found.files[0]?.lines).toEqual([expect.objectContaining({ line: 7, leak: expect.any(Number) })]);
    expect(reducedProfile(profileOf('2.4.0/leak'), { minPercent: 101, exclude: ['remember'] }).files).toEqual([]);
  });
});
