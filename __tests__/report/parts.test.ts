import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { split } from 'shlex';
import { renderJson } from '../../src/report/json.js';
import { baseCodeUrl, codeUrl, compareUrl, diffUrl, type ReportLinks } from '../../src/report/markdown/links.js';
import { renderSummary } from '../../src/report/markdown/summary.js';
import { buildReport } from '../../src/report/model.js';
import { plain, proseOf } from '../../src/report/prose.js';
import { reproduceCommand } from '../../src/report/reproduce.js';
import { headline, quietSentence } from '../../src/report/sentence.js';
import { BASE, HEAD, comparison, fn, metric } from './build.js';
import { regression } from './states.js';

const LINKS: ReportLinks = { repositoryUrl: 'https://github.com/o/r', headSha: HEAD, baseSha: BASE, pullRequest: 7 };

describe('links', () => {
  it('lead to the line at head and at base', () => {
    expect(codeUrl(LINKS, 'etl/my file.py', 3)).toBe(`https://github.com/o/r/blob/${HEAD}/etl/my%20file.py#L3`);
    expect(baseCodeUrl(LINKS, 'a.py', 3)).toBe(`https://github.com/o/r/blob/${BASE}/a.py#L3`);
    expect(compareUrl(LINKS)).toBe(`https://github.com/o/r/compare/${BASE}...${HEAD}`);
  });

  it('lead to the line of the diff, whose file GitHub names by the SHA-256 of its path', () => {
    const anchor = createHash('sha256').update('etl/größe.py').digest('hex');
    expect(diffUrl(LINKS, 'etl/größe.py', 9)).toBe(`https://github.com/o/r/pull/7/files#diff-${anchor}R9`);
  });

  it('cannot be left by a path', () => {
    expect(codeUrl(LINKS, 'a)](javascript:x)?q#f.py', 1)).toBe(
      `https://github.com/o/r/blob/${HEAD}/a%29%5D%28javascript%3Ax%29%3Fq%23f.py#L1`,
    );
    for (const path of ['../x', '/etc/passwd', '<string>', 'a/../../b', '']) expect(codeUrl(LINKS, path, 1)).toBeNull();
    expect(codeUrl(LINKS, 'half \ud800.py', 1)).toContain('half%20%EF%BF%BD.py');
  });

  it('are missing where nothing is known, and for changes that are not committed', () => {
    expect([codeUrl({}, 'a.py', 1), diffUrl({}, 'a.py', 1), compareUrl({})]).toEqual([null, null, null]);
    const dirty = comparison({ sides: { base: { commit: BASE }, head: { commit: HEAD, dirty: true } } });
    expect(buildReport([{ comparison: dirty }]).context.links).toEqual({ baseSha: BASE });
  });
});

describe('the command that reproduces', () => {
  it('is read back by a shell as it was measured', () => {
    const args = ["it's", '$(x)', 'a b', '--rows', ''];
    const command = reproduceCommand(
      comparison({ program: { script: 'my bench.py', args, workingDirectory: 'sub dir' } }),
    );
    expect(split(command ?? '')).toEqual(
      ['scalene-mcp-action', 'gate', '--script', 'my bench.py', '--working-directory', 'sub dir'].concat(
        ['--base', BASE.slice(0, 12), '--head', HEAD.slice(0, 12), '--'],
        args,
      ),
    );
  });

  it('names no head for uncommitted changes, and the module for a module', () => {
    const command = reproduceCommand(
      comparison({
        program: { module: 'pytest', args: [] },
        sides: { base: { commit: BASE }, head: { commit: HEAD, dirty: true } },
      }),
    );
    expect(command).toBe(`scalene-mcp-action gate --module pytest --base ${BASE.slice(0, 12)}`);
  });

  it('is left out where it could not be checked before it is pasted', () => {
    expect(reproduceCommand(comparison({ program: { script: 'a.py', args: ['\u202e'] } }))).toBeNull();
    expect(
      reproduceCommand(comparison({ sides: { base: { commit: '--upload-pack=x' }, head: { commit: HEAD } } })),
    ).toBeNull();
  });
});

describe('the first sentence', () => {
  const cpu = metric('cpu-time', 14.2, 17.5, 'regression');

  it.each([
    [0.9, ', most of it in parse_rows'],
    [0.3, ', the largest part of it in parse_rows'],
    [0.05, ''],
    [null, ''],
  ])('says that a function explains %p of a change as "%s"', (contribution, where) => {
    const functions = [fn('parse_rows', 'a.py:1', 'cpu-time', [1, 2], 'regression', { contribution })];
    const each = comparison({ verdict: 'regression', gate: 'fail', metrics: [cpu], functions });
    expect(plain(headline(each))).toBe(`CPU time rose 23.2 % (14.2 → 17.5 s)${where}.`);
  });

  it('tells a new function from one that got slower', () => {
    const functions = [fn('helper', 'a.py:1', 'cpu-time', [null, 2], 'regression', { contribution: 0.8 })];
    expect(plain(headline(comparison({ verdict: 'regression', metrics: [cpu], functions })))).toContain(
      'most of it in the new helper.',
    );
    expect(plain(headline(comparison({ verdict: 'regression', functions })))).toBe(
      'The new helper takes 2.00 s of CPU time.',
    );
  });

  it('says how many pairs would settle it, or that more pairs would not', () => {
    const noisy = (pairsNeeded: number | null) =>
      plain(
        headline(
          comparison({
            verdict: 'inconclusive',
            pairs: 10,
            metrics: [{ ...cpu, verdict: 'inconclusive', pairsNeeded }],
          }),
        ),
      );
    expect(noisy(24)).toMatch(
      /^10 pairs cannot tell whether CPU time .* changed beyond tolerance\. About 24 pairs would\.$/,
    );
    expect(noisy(null)).toContain('a quieter machine or a longer program would help.');
  });
});

describe('the second sentence', () => {
  it('names what did not change and what could not be told', () => {
    const metrics = [
      metric('cpu-time', 1, 2, 'regression'),
      metric('peak-memory', 1, 1, 'inconclusive'),
      metric('allocated', 1, 1, 'unchanged'),
    ];
    const each = comparison({ verdict: 'regression', gate: 'fail', metrics, gateReasons: ['CPU time regressed.'] });
    expect(plain(quietSentence(each))).toBe(
      'Allocated memory and leaks did not change. The runs cannot tell about peak memory. The gate failed.',
    );
  });

  it('gives the reason for a failed gate where the heading does not', () => {
    const each = comparison({ verdict: 'inconclusive', gate: 'fail', gateReasons: ['The runs cannot tell.'] });
    expect(plain(quietSentence(each))).toContain('The gate failed: The runs cannot tell.');
  });

  it('says why a regression did not fail the gate', () => {
    const metrics = [metric('cpu-time', 1, 1, 'unchanged'), metric('allocated', 1, 2, 'regression')];
    expect(plain(quietSentence(comparison({ verdict: 'regression', metrics })))).toContain(
      'The gate passed: it looks at CPU time only.',
    );
  });
});

describe('a message written elsewhere', () => {
  it('keeps its code, and is plain words where its backticks do not pair', () => {
    expect(proseOf('look at `a.py` first')).toEqual(['look at ', { code: 'a.py' }, ' first']);
    expect(proseOf('odd ` one')).toEqual(['odd ` one']);
  });
});

describe('the job summary', () => {
  it('draws every run of every metric with the axis around the values', () => {
    const text = renderSummary(buildReport([{ comparison: regression }]));
    const charts = [...text.matchAll(/```mermaid\n[\s\S]*?\nxychart-beta\n([\s\S]*?)```/g)].map(
      ([, body = '']) => body,
    );
    expect(charts).toHaveLength(regression.metrics.length);
    for (const chart of charts) {
      const [, low, high] = /y-axis "\w+" ([\d.]+) --> ([\d.]+)/.exec(chart) ?? [];
      const values = [...chart.matchAll(/line \[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(', ').map(Number));
      expect(values).toHaveLength(10);
      expect(Math.min(...values)).toBeGreaterThan(Number(low));
      expect(Math.max(...values)).toBeLessThan(Number(high));
    }
  });

  it('draws memory over time on one axis, and nothing after the end of the process', () => {
    const base = [0, 1].map((sec) => ({ sec, mb: 100 }));
    const head = [0, 1, 2].map((sec) => ({ sec, mb: 50 * (sec + 1) }));
    const text = renderSummary(buildReport([{ comparison: comparison(), memoryOverTime: { base, head } }]));
    const [first = '', second = ''] = [...text.slice(text.indexOf('Footprint')).matchAll(/line \[([^\]]*)\]/g)].map(
      ([, list]) => list,
    );
    const points = (list: string) => list.split(', ').map(Number);
    expect(points(first).slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 100));
    expect(points(first).slice(20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect([points(second)[0], points(second).at(-1)]).toEqual([50, 150]);
  });
});

describe('JSON', () => {
  it('keeps the order of the schema, and what the schema does not know', () => {
    const shuffled = { zebra: 1, apple: { b: 1, a: 2 }, ...Object.fromEntries(Object.entries(regression).reverse()) };
    const keys = Object.keys(JSON.parse(renderJson({ ...shuffled, ...regression })) as object);
    expect(keys.slice(0, 4)).toEqual(['schemaVersion', 'verdict', 'gate', 'gateReasons']);
    expect(keys.slice(-2)).toEqual(['apple', 'zebra']);
  });
});
