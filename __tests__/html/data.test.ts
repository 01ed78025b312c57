import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ComparisonSchema } from '../../src/model/comparison.js';
import { FUNCTION_METRICS, type FlameData, type ReportData } from '../../src/report/html/data.js';
import { renderHtml, renderProfileHtml, type ReportAssets } from '../../src/report/html/html.js';
import { renamesOfDiff } from '../../src/report/html/places.js';
import { HOSTILE, client, dataOf, judge, nightly, poisoned, withProfiles, type Judged } from './support.js';

let judged: Judged;
let assets: ReportAssets;
let html: string;
let data: ReportData;

beforeAll(async () => {
  judged = await nightly();
  assets = await client();
  html = renderHtml({ comparison: judged.comparison, loaded: [judged.loaded] }, assets);
  data = dataOf(html);
});

describe('the page as a file', () => {
  it('carries the Comparison unchanged', () => {
    expect(ComparisonSchema.parse(data.comparison)).toEqual(ComparisonSchema.parse(judged.comparison));
  });

  it('is the same for the same input', () => {
    expect(renderHtml({ comparison: judged.comparison, loaded: [judged.loaded] }, assets)).toBe(html);
  });

  it('allows by its policy only the one style and the one script of known content', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    expect(policy).toBe(
      `default-src 'none'; script-src '${hash(assets.script)}'; style-src '${hash(assets.style)}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    expect(html).toContain(`<script>${assets.script}</script>`);
    expect(html).toContain(`<style>${assets.style}</style>`);
  });

  it('stays under two megabytes without its data, and its assets cannot end their own elements', () => {
    expect(assets.script.length + assets.style.length).toBeLessThan(2_000_000);
    expect(assets.script).not.toMatch(/<\/script|<!--/i);
    expect(assets.style).not.toMatch(/<\/style/i);
    expect(assets.style).not.toMatch(/url\(|@import/);
  });

  it('names the licences of the libraries in its script', () => {
    for (const name of [
      'd3-flame-graph',
      '@observablehq/plot',
      'preact',
      '@tanstack/table-core',
      '@lezer/python',
      'diff',
    ]) {
      expect(assets.script).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
    }
  });

  it('holds no markup but its own, whatever the profiles say', () => {
    const hostile = withProfiles(judged.loaded, poisoned);
    const context = { links: { repositoryUrl: HOSTILE[5] }, accepted: { by: HOSTILE[2] } };
    const page = renderHtml({ comparison: judge(hostile), loaded: [hostile], context, name: HOSTILE[1] }, assets);
    const [before = '', rest = ''] = page.split(`<style>${assets.style}</style>`);
    const tags = [before, rest.replace(assets.script, '')].join('').match(/<\/?[a-z!][a-z0-9-]*/gi) ?? [];
    const plain =
      [html.split(`<style>${assets.style}</style>`).join('').replace(assets.script, '')]
        .join('')
        .match(/<\/?[a-z!][a-z0-9-]*/gi) ?? [];
    expect(new Set(tags)).toEqual(new Set([...plain, ...tags.filter((tag) => tag === '<code' || tag === '</code')]));
    expect(tags.filter((tag) => tag.toLowerCase() === '<script')).toHaveLength(2);
  });

  it('says the verdict, the sentence and the whole-program table without its script', () => {
    const words = /<div id="app">([\s\S]*?)<\/div>\n<script type="application/.exec(html)?.[1] ?? '';
    expect(words).toContain('regressions in <code>nightly.py</code></h1>');
    expect(words).toContain('CPU time rose');
    expect(words.match(/<tr>/g)).toHaveLength(judged.comparison.metrics.length + 1);
  });
});

describe('functions', () => {
  it('have a row for each one that was judged, with each finding in exactly one row', () => {
    const indices = data.functions.flatMap((row) => row.judged).sort((a, b) => a - b);
    expect(indices).toEqual(judged.comparison.functions.map((_, index) => index));
    for (const row of data.functions) {
      for (const index of row.judged) expect(judged.comparison.functions[index]?.name).toBe(row.name);
    }
  });

  it('are found across the renamed file, with where they were', () => {
    const totals = data.functions.find(({ name, path }) => name === 'totals' && path === 'etl/summary.py');
    expect(totals).toMatchObject({ basePath: 'etl/stats.py', base: expect.any(Array), head: expect.any(Array) });
    expect(data.functions.filter(({ path }) => path === 'etl/stats.py')).toEqual([]);
  });

  it('carry the figures that the comparator pooled from the same profiles', () => {
    for (const row of data.functions) {
      for (const finding of row.judged.map((index) => judged.comparison.functions[index])) {
        if (finding === undefined || finding.metric !== 'cpu-time') continue;
        const column = FUNCTION_METRICS.indexOf(finding.metric);
        if (finding.head !== null) expect((row.head?.[column] ?? 0) / finding.head).toBeCloseTo(1, 1);
        if (finding.base !== null) expect((row.base?.[column] ?? 0) / finding.base).toBeCloseTo(1, 1);
      }
    }
  });

  it('have their CPU seconds add up to those of the side', () => {
    const sum = (side: 'base' | 'head') => data.functions.reduce((total, row) => total + (row[side]?.[0] ?? 0), 0);
    expect(sum('head') / data.head.seconds).toBeCloseTo(1, 1);
    expect(sum('base') / (data.base?.seconds ?? 0)).toBeCloseTo(1, 1);
  });
});

describe('files', () => {
  it('pair the renamed one, and keep a text that is equal on both sides once', () => {
    const summary = data.files.find(({ path }) => path === 'etl/summary.py');
    expect(summary).toMatchObject({ basePath: 'etl/stats.py', base: { source: null } });
    expect(summary?.head?.source).toContain('def percentiles');
    expect(data.files.find(({ path }) => path === 'etl/rows.py')?.base?.source).toContain('row.split(";")');
  });

  it('have the one that changed most first', () => {
    expect(data.files[0]?.path).toBe('etl/rows.py');
  });

  it('read renames from git, with names that git quotes, and nothing from what is no patch', () => {
    expect(renamesOfDiff(judged.loaded.diff ?? '')).toEqual([['etl/stats.py', 'etl/summary.py']]);
    const quoted =
      'diff --git "a/caf\\303\\251.py" b/cafe.py\nsimilarity index 100%\nrename from "caf\\303\\251.py"\nrename to cafe.py\n';
    expect(renamesOfDiff(quoted)).toEqual([['café.py', 'cafe.py']]);
    expect(renamesOfDiff('@@ not a patch')).toEqual([]);
  });
});

describe('flame graphs', () => {
  const total = ({ base, head }: FlameData) =>
    [base, head].map((column) => column.reduce((sum, amount) => sum + amount, 0));
  const flame = (metric: FlameData['metric']) => {
    const found = data.flames.find((one) => one.metric === metric);
    if (found === undefined) throw new Error(`no flame graph of ${metric}`);
    return found;
  };

  it('have as many seconds as each side', () => {
    const [base = 0, head = 0] = total(flame('cpu-time'));
    expect(base / (data.base?.seconds ?? 0)).toBeCloseTo(1, 2);
    expect(head / data.head.seconds).toBeCloseTo(1, 2);
  });

  it('show allocated memory too, about as much as the metric says', () => {
    const metric = judged.comparison.metrics.find((one) => one.metric === 'allocated');
    const [base = 0, head = 0] = total(flame('allocated'));
    expect(base / (metric?.base ?? 0)).toBeCloseTo(1, 1);
    expect(head / (metric?.head ?? 0)).toBeCloseTo(1, 1);
  });

  it('merge both sides of a function in a renamed file into one box', () => {
    const { frames, frame, base, head } = flame('cpu-time');
    const totals = frames.findIndex(({ name, path }) => name === 'totals' && path === 'etl/summary.py');
    const boxes = frame.flatMap((one, index) => (one === totals ? [[base[index], head[index]]] : []));
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.every((seconds) => (seconds ?? 0) > 0)).toBe(true);
    expect(frames.some(({ path }) => path === 'etl/stats.py')).toBe(false);
  });

  it('fall back to files and functions where there are no stacks', () => {
    const bare = withProfiles(judged.loaded, (profile) => ({
      ...profile,
      stacks: [],
      memoryStacks: [],
      samples: null,
    }));
    const [only, ...others] = dataOf(renderHtml({ comparison: judge(bare), loaded: [bare] }, assets)).flames;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ source: 'files', metric: 'cpu-time' });
    expect(only?.frames.map(({ name }) => name)).toEqual(expect.arrayContaining(['etl/rows.py', 'parse_rows']));
  });
});

describe('a page without profiles', () => {
  it('has the Comparison and says nothing of sources', () => {
    const bare = dataOf(renderHtml({ comparison: judged.comparison, loaded: [] }, assets));
    expect(bare.comparison).toEqual(data.comparison);
    expect(bare.files).toEqual([]);
    expect(bare.flames).toEqual([]);
    expect(bare.functions).toHaveLength(data.functions.filter((row) => row.judged.length > 0).length);
  });
});

describe('a single profile', () => {
  it('has one side, its leaks and its own seconds', () => {
    const profile = judged.loaded.profiles.get('profiles/head-00.json.gz');
    if (profile === undefined) throw new Error('the recorded profile is missing');
    const page = dataOf(renderProfileHtml({ profile, name: 'head-00.json' }, assets));
    expect(page).toMatchObject({ kind: 'profile', base: null, comparison: null, title: 'Profile of head-00.json' });
    expect(page.head).toMatchObject({ seconds: profile.elapsedSec, secondsFrom: 'profiles', samples: profile.samples });
    expect(page.files.flatMap((file) => file.head?.leaks ?? [])).toEqual([expect.objectContaining({ line: 15 })]);
  });
});
