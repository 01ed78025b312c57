import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { METRICS } from '../../src/model/metrics.js';
import { headingLine, headingOf } from '../../src/report/heading.js';
import { plain } from '../../src/report/prose.js';
import { headline } from '../../src/report/sentence.js';
import { renderHtml, renderProfileHtml } from '../../src/report/html/html.js';
import { VIEWS } from '../../web/route.js';
import {
  HOSTILE,
  NO_BROWSER,
  client,
  enlarged,
  judge,
  launch,
  nightly,
  open,
  poisoned,
  withProfiles,
  type Judged,
  type Opened,
} from './support.js';

if (NO_BROWSER !== null) console.warn(`Skipped: the tests of the HTML report in a browser. ${NO_BROWSER}.`);
const inBrowser = NO_BROWSER === null ? describe : describe.skip;

// A browser on a machine that is busy with other tests takes its time; only the last test is about time.
jest.setTimeout(90_000);

let browser: Browser;
let judged: Judged;
let html: string;
const opened: Opened[] = [];

/** Opens a page that is closed after the tests, whatever they find. */
async function show(page: string, fragment = '', options: Parameters<typeof open>[3] = {}): Promise<Opened> {
  const one = await open(browser, page, fragment, options);
  opened.push(one);
  return one;
}

inBrowser('the HTML report in Chromium, from a file, with the network off', () => {
  beforeAll(async () => {
    [browser, judged] = await Promise.all([launch(), nightly()]);
    const links = { repositoryUrl: 'https://github.com/example/nightly', pullRequest: 7 };
    html = renderHtml({ comparison: judged.comparison, loaded: [judged.loaded], context: { links } }, await client());
  });

  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await browser.close();
  });

  it('shows the verdict first', async () => {
    const { page } = await show(html);
    const heading = headingOf(judged.comparison);
    expect(await page.locator('main h1').innerText()).toMatch(new RegExp(`^${heading.words}\\s*gate failed$`));
    expect(await page.title()).toBe(`${headingLine(heading)} in nightly.py`);
    expect(await page.locator('.verdict-headline').innerText()).toBe(plain(headline(judged.comparison)));
  });

  it('opens every view without a complaint and without a request', async () => {
    for (const view of VIEWS) {
      const { page, complaints, requests } = await show(html, `#/${view}`);
      await page.waitForTimeout(100);
      expect({ view, complaints, requests }).toEqual({ view, complaints: [], requests: [] });
      expect(await page.locator('nav[aria-label=Views] [aria-current=page]').getAttribute('href')).toBe(`#/${view}`);
    }
  });

  it('shows the figures of the Comparison for every metric', async () => {
    const { page } = await show(html);
    for (const metric of judged.comparison.metrics) {
      const card = page.locator(`[data-metric=${metric.metric}]`);
      const [base, head] = await card.locator('.card-range .side').allInnerTexts();
      expectAmount(base, metric.base, metric.unit);
      expectAmount(head, metric.head, metric.unit);
      expectPercent(await card.locator('.card-change strong').innerText(), metric.change);
      expect(await card.locator('circle').count()).toBe(
        (metric.values?.base.length ?? 0) + (metric.values?.head.length ?? 0),
      );
    }
  });

  it('shows the figures of the Comparison for every judged function', async () => {
    const { page } = await show(html);
    for (const metric of new Set(judged.comparison.functions.map((finding) => finding.metric))) {
      await visit(page, `#/functions?metric=${metric}`);
      for (const finding of judged.comparison.functions.filter((one) => one.metric === metric)) {
        const row = page
          .locator('.grid tbody tr', { hasText: `${finding.file}:` })
          .filter({ has: page.getByRole('link', { name: finding.name, exact: true }) });
        expectAmount(await row.locator('.col-base').innerText(), finding.base, METRICS[metric].unit);
        expectAmount((await row.locator('.col-head').innerText()).trim(), finding.head, METRICS[metric].unit);
        if (finding.change !== null && finding.head !== null)
          expectPercent((await row.locator('.col-change').innerText()).split('\n')[0], finding.change);
      }
    }
  });

  it('draws every run, the accepted band and the interval of each metric', async () => {
    const { page } = await show(html);
    const card = page.locator('[data-metric=cpu-time]');
    expect(await card.locator('.strip-band rect').count()).toBe(1);
    expect(await card.locator('.strip-interval line').count()).toBe(1);
    expect(await card.getByRole('img').getAttribute('aria-label')).toMatch(
      /^CPU time of every run\. base: 5 runs from .* accepted change 5 %\.$/,
    );
  });

  it('sorts functions by a click on a column, and filters them by text and verdict', async () => {
    const { page } = await show(html, '#/functions');
    await page.getByRole('button', { name: 'Head' }).click();
    expect(await page.locator('th.col-head').getAttribute('aria-sort')).toBe('descending');
    const seconds = (await page.locator('.grid td.col-head').allInnerTexts()).map(amountOf);
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
    await page.getByPlaceholder('name or path').fill('summary.py');
    expect(await names(page)).toEqual(expect.arrayContaining(['totals', 'percentiles']));
    expect(await names(page)).toHaveLength(2);
    await page.getByPlaceholder('name or path').fill('');
    await page.getByLabel('Verdict').selectOption('removed');
    expect(await names(page)).toEqual(
      judged.comparison.functions
        .filter((one) => one.metric === 'cpu-time' && one.verdict === 'removed')
        .map((one) => one.name),
    );
    expect(page.url()).toContain('#/functions?sort=-head&verdict=removed');
  });

  it('goes from a function to its source and back', async () => {
    const { page } = await show(html, '#/functions?q=tidy');
    await page.getByRole('link', { name: 'tidy', exact: true }).click();
    expect(page.url()).toContain('#/source/etl/rows.py?side=head&line=21');
    const line = page.locator('[data-line=head-21]');
    expect(await line.locator('xpath=..').getAttribute('class')).toContain('line-target');
    await page.getByRole('button', { name: '← Back' }).click();
    await page.waitForSelector('.grid');
    expect(await page.getByPlaceholder('name or path').inputValue()).toBe('tidy');
  });

  it('moves through the functions by keys', async () => {
    const { page } = await show(html, '#/functions');
    const all = await names(page);
    await page.getByRole('link', { name: all[0] ?? '', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(`document.activeElement.textContent === ${JSON.stringify(all[1])}`);
    await page.keyboard.press('End');
    await page.waitForFunction(`document.activeElement.textContent === ${JSON.stringify(all.at(-1))}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.listing');
  });

  it('sets base beside head, aligned, with the figures of each line', async () => {
    const { page } = await show(html, '#/source/etl/rows.py');
    const row = page.locator('.line', { has: page.locator('[data-line=head-17]') });
    expect(
      await row.locator('[data-line]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-line'))),
    ).toEqual(['base-13', 'head-17']);
    const unit = (await page.locator('.listing-head .amount').first().innerText()).replace('CPU ', '');
    const shown = (await row.locator('.amount-cpu').allInnerTexts()).map((text) => amountOf(`${text} ${unit}`));
    const expected = ['base', 'head'].map((side) =>
      secondsOfLine(judged, side as 'base' | 'head', side === 'base' ? 13 : 17),
    );
    shown.forEach((seconds, index) => expect(seconds / (expected[index] ?? 0)).toBeCloseTo(1, 1));
    expect(await page.locator('.code code').filter({ hasText: 'def tidy' }).count()).toBe(1);
    expect(await page.locator('[data-line=head-21] ~ .code .pill').first().innerText()).toMatch(/^CPU /);
  });

  it('folds quiet lines, opens them by a click, and steps through changes', async () => {
    const large = withProfiles(judged.loaded, (profile) => ({
      ...profile,
      files: profile.files.map((file) => ({
        ...file,
        sources: [...file.sources, ...Array.from({ length: 300 }, (_, index) => `# note ${index}`)],
      })),
    }));
    const { page } = await show(
      renderHtml({ comparison: judged.comparison, loaded: [large] }, await client()),
      '#/source/etl/rows.py',
    );
    const fold = page.getByRole('button', { name: /quiet lines/ });
    expect(await page.getByText('# note 200').count()).toBe(0);
    await fold.click();
    expect(await page.getByText('# note 200').count()).toBe(2);
    await page.getByRole('button', { name: /Next/ }).click();
    expect(page.url()).toContain('line=1');
    await page.getByRole('button', { name: /Next/ }).click();
    expect(page.url()).toMatch(/line=(3|5|10|12|14|15|17)$/);
  });

  it('searches the flame graph, zooms by keys and clicks, and keeps the place in the address', async () => {
    const { page } = await show(html, '#/flame');
    const tree = page.getByRole('tree');
    await page.getByPlaceholder('name or path').fill('tidy');
    await page
      .getByRole('status')
      .filter({ hasText: /^1 box matches/ })
      .waitFor();
    expect(await page.getByRole('status').innerText()).toMatch(/^1 box matches, .* of the width\.$/);
    expect(await page.locator('g[aria-label^="tidy"] rect').getAttribute('fill')).toBe('var(--frame-found)');
    await page.getByPlaceholder('name or path').fill('');
    await tree.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('.trail');
    expect(await page.locator('.trail [aria-current]').innerText()).toBe('parse_rows');
    expect(page.url()).toMatch(/zoom=\d+/);
    const [whole, box] = await Promise.all([
      page.locator('.flame svg').boundingBox(),
      page.locator('g[aria-label^="parse_rows"] rect').first().boundingBox(),
    ]);
    expect(box?.width).toBeCloseTo(whole?.width ?? 0, -1);
    const shared = await show(html, new URL(page.url()).hash);
    expect(await shared.page.locator('.trail [aria-current]').innerText()).toBe('parse_rows');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.trail', { state: 'detached' });
    await page.locator('g[aria-label^="dedupe"] rect').click();
    expect(await page.locator('.trail [aria-current]').innerText()).toBe('dedupe');
    await page.goBack();
    await page.waitForSelector('.trail', { state: 'detached' });
    await page.keyboard.press('/');
  });

  it('shows in the flame graph base, head or the difference, of CPU time or of memory, coloured by what the legend says', async () => {
    const { page } = await show(html, '#/flame');
    expect(await page.locator('.legend').innerText()).toContain('colour: change of the inclusive amount');
    await page.getByRole('radio', { name: 'Self' }).check();
    expect(await page.locator('.legend').innerText()).toContain('colour: change of the self amount');
    expect(await page.locator('g[aria-label^="order_key"]').count()).toBe(1);
    expect(await page.locator('g[aria-label^="tidy"]').count()).toBe(1);
    await page.getByRole('radio', { name: 'Head' }).check();
    expect(await page.locator('g[aria-label^="order_key"]').count()).toBe(0);
    await page.getByRole('radio', { name: 'Base' }).check();
    expect(await page.locator('g[aria-label^="tidy"]').count()).toBe(0);
    await page.getByRole('radio', { name: 'Allocated' }).check();
    expect(await page.locator('g[aria-label^="all"]').getAttribute('aria-label')).toMatch(/MiB/);
  });

  it('goes from a box of the flame graph to its source', async () => {
    const { page } = await show(html, '#/flame');
    await page.getByRole('tree').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 's']) await page.keyboard.press(key);
    await page.waitForSelector('.listing');
    expect(page.url()).toContain('#/source/etl/rows.py?side=head&line=');
  });

  it('draws memory over time of every profile run, and lists the leak with its place', async () => {
    const { page } = await show(html, '#/memory');
    expect(await page.locator('.line-base path').count()).toBe(4);
    expect(await page.locator('.line-head path').count()).toBe(4);
    const [leak] = judged.comparison.leaks;
    const row = page.locator('tr', { hasText: `${leak?.file}:${leak?.line}` });
    expect(await row.innerText()).toMatch(/new on head.*4 of 4 of head, 0 of 4 of base/s);
    await row.getByRole('link').click();
    expect(page.url()).toContain('#/source/etl/history.py?side=head&line=15');
    expect(await page.locator('[data-line=head-15] ~ .code .pill').innerText()).toBe('leak?');
  });

  it('says how sure it is, on which machine, and how to make it again', async () => {
    const { page } = await show(html, '#/method');
    const text = await page.locator('main').innerText();
    const { method, sides, environment } = judged.comparison;
    for (const fact of [method, sides?.base.commit, sides?.head.commit, environment?.python, environment?.scalene])
      expect(text).toContain(fact);
    expect(await page.locator('.command code').innerText()).toMatch(
      /^scalene-mcp-action gate --script nightly\.py --base \w+ --head \w+ -- 200000 120$/,
    );
  });

  it('changes its theme by choice, and follows the system otherwise', async () => {
    const { page } = await show(html, '', { colorScheme: 'dark' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    await page.getByRole('radio', { name: 'Light' }).check();
    expect(await background()).not.toBe(dark);
    await page.reload();
    await page.waitForSelector('main h1');
    expect(await background()).not.toBe(dark);
    await page.getByRole('radio', { name: 'Auto' }).check();
    expect(await background()).toBe(dark);
  });

  it.each([320, 390, 768])('needs no sideways scrolling at a width of %i pixels', async (width) => {
    const { page } = await show(html, '', { viewport: { width, height: 800 } });
    for (const view of VIEWS) {
      await visit(page, `#/${view}`);
      await page.waitForTimeout(80);
      const fits = await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');
      expect({ view, fits }).toEqual({ view, fits: true });
    }
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that keeps people out, in the %s theme (axe)',
    async (colorScheme) => {
      const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const { page } = await show(html, '', { colorScheme, bypassCSP: true });
      await page.evaluate(source);
      for (const view of VIEWS) {
        await visit(page, `#/${view}`);
        await page.waitForTimeout(150);
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        expect({
          view,
          violations: violations.map(
            ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.html).join(' ')}`,
          ),
        }).toEqual({ view, violations: [] });
      }
    },
  );

  it('prints every view, without what needs a click', async () => {
    const { page } = await show(html, '#/memory');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("void dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('main section').count()).toBe(VIEWS.length);
    expect(await page.locator('.tools:visible, .tabs:visible').count()).toBe(0);
    const widths = await page
      .locator('.flame g.frame rect')
      .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('width')));
    expect(widths.length).toBeGreaterThan(5);
    expect(widths.every((width) => Number(width) > 0)).toBe(true);
    expect(await page.locator('details').getAttribute('open')).toBe('');
    expect((await page.pdf()).length).toBeGreaterThan(20_000);
    await page.evaluate("void dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('main section').count()).toBe(1);
  });

  it('runs nothing that names, paths, sources or links hold', async () => {
    const hostile = withProfiles(judged.loaded, poisoned);
    const comparison = {
      ...judge(hostile),
      program: { script: HOSTILE[1], args: [...HOSTILE] },
      recommendations: [...HOSTILE],
      warnings: HOSTILE.map((message) => ({ code: 'tampered', message })),
      gateReasons: [...HOSTILE],
      method: HOSTILE[0],
    };
    const context = { links: { repositoryUrl: HOSTILE[5], baseSha: 'a', headSha: 'b' }, accepted: { by: HOSTILE[2] } };
    const pages = [
      renderHtml({ comparison, loaded: [hostile], context, name: HOSTILE[1] }, await client()),
      renderProfileHtml(
        { profile: [...hostile.profiles.values()][0] as never, name: HOSTILE[1], context },
        await client(),
      ),
    ];
    for (const text of pages) {
      const { page, complaints, requests } = await show(text);
      for (const view of VIEWS) {
        await visit(page, `#/${view}`);
        await page.waitForTimeout(120);
        expect(await page.locator('img, iframe, object, main script, main style').count()).toBe(0);
        expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
      }
      expect(await page.evaluate<boolean>("'hacked' in window")).toBe(false);
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    }
  });

  it('tells of a head that failed, with what it last wrote, and shows what the base took', async () => {
    const { measurement, profiles } = judged.loaded;
    const outputTail = 'Traceback (most recent call last):\n  <b>ValueError</b>: bad row';
    const runs = measurement.runs.map((run) =>
      run.side === 'base' ? run : { ...run, outcome: 'program-failed' as const, exitCode: 3, outputTail },
    );
    const failed = { measurement: { ...measurement, runs }, profiles };
    const text = renderHtml({ comparison: judge(failed), loaded: [failed] }, await client());
    const { page, complaints } = await show(text);
    expect(await page.locator('main h1').innerText()).toMatch(/^head run failed \(exit 3\)/);
    expect(await page.locator('.output pre').innerText()).toBe(outputTail);
    for (const view of VIEWS) {
      await visit(page, `#/${view}`);
      await page.waitForTimeout(60);
    }
    await visit(page, '#/source/etl/rows.py');
    expect(await page.locator('.code').filter({ hasText: 'def parse_rows' }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('shows a single profile, its time, its flame graph and its leaks', async () => {
    const profile = judged.loaded.profiles.get('profiles/head-00.json.gz');
    if (profile === undefined) throw new Error('the recorded profile is missing');
    const { page, complaints } = await show(renderProfileHtml({ profile, name: 'head-00.json' }, await client()));
    expect(await page.locator('h1').innerText()).toBe('Profile of head-00.json');
    expect(await page.locator('.plain tbody tr').first().innerText()).toContain('tidy');
    for (const view of VIEWS) {
      await visit(page, `#/${view}`);
      await page.waitForTimeout(60);
      expect(await page.locator('main').innerText()).not.toMatch(/\bbase\b/i);
    }
    expect(complaints).toEqual([]);
  });

  it('is usable within a second at 10,000 functions in 200 files', async () => {
    const large = withProfiles(judged.loaded, (profile) => enlarged(profile, 200, 50));
    const page = renderHtml({ comparison: judged.comparison, loaded: [large] }, await client());
    // The machine may be busy with other tests: what counts is what the page can do, the best of three.
    const times = [await timed(page), await timed(page), await timed(page)];
    const best = (step: keyof (typeof times)[number]) => Math.min(...times.map((one) => one[step]));
    for (const step of ['overview', 'functions', 'sorted', 'filtered', 'flame', 'source', 'bottom'] as const) {
      expect({ step, ms: best(step) < 1000 ? 'under 1000' : best(step) }).toEqual({ step, ms: 'under 1000' });
    }
  });
});

/** Milliseconds until each step is drawn. */
async function timed(
  html: string,
): Promise<Record<'overview' | 'functions' | 'sorted' | 'filtered' | 'flame' | 'source' | 'bottom', number>> {
  const { page, close } = await open(browser, html);
  const overview = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
  const step = (act: string, until: string) =>
    page.evaluate<number>(`(async () => {
      const start = performance.now();
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      ${act};
      while (document.querySelector(${JSON.stringify(until)}) === null) await frame();
      await frame();
      return performance.now() - start;
    })()`);
  const filter = `const input = document.querySelector('.tools input[type=search]');
    input.value = 'function_17';
    input.dispatchEvent(new Event('input', { bubbles: true }))`;
  const result = {
    overview,
    functions: await step("location.hash = '#/functions'", '.grid tbody tr[data-index="3"]'),
    bottom: await step(
      "document.querySelector('.grid-scroller').scrollTo({ top: 1e7 })",
      '.grid tbody tr[data-index="10000"]',
    ),
    sorted: await step(
      "document.querySelector('th.col-difference button').click()",
      'th.col-difference[aria-sort=descending]',
    ),
    filtered: await step(filter, '.grid[aria-rowcount="201"], .grid[aria-rowcount="202"]'),
    flame: await step("location.hash = '#/flame'", '.flame g.frame'),
    source: await step("location.hash = '#/source/pkg7/module_7.py'", '.listing .line'),
  };
  await close();
  return result;
}

/** Follows a fragment as a link would. */
async function visit(page: Page, fragment: string): Promise<void> {
  await page.evaluate(`void (location.hash = ${JSON.stringify(fragment)})`);
}

async function names(page: Page): Promise<string[]> {
  return page.locator('.grid tbody .col-name > a, .grid tbody .col-name > code').allInnerTexts();
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  ms: 1e-3,
  µs: 1e-6,
  min: 60,
  MiB: 1,
  KiB: 2 ** -10,
  GiB: 2 ** 10,
};

/** Reads a shown amount back, in seconds or mebibytes; a dash is NaN. */
function amountOf(text: string): number {
  const [number = '', unit = ''] = text.trim().split(/\s/);
  return number === '–' ? -1 : Number(number.replace('−', '-')) * (UNITS[unit] ?? Number.NaN);
}

/** Three digits are shown: two where the other side of the row is much larger. */
function expectAmount(text: string | undefined, expected: number | null, _unit: 's' | 'MiB'): void {
  if (expected === null) expect(text?.trim()).toBe('–');
  else expect(Math.abs(amountOf(text ?? '') - expected) / (expected || 1)).toBeLessThan(0.02);
}

function expectPercent(text: string | undefined, expected: number | null): void {
  const shown = Number((text ?? '').replace('−', '-').replace('+', '').replace(' %', '')) / 100;
  expect(Math.abs(shown - (expected ?? Number.NaN))).toBeLessThan(0.0051);
}

/** What a line took according to the profiles and the Comparison, computed here from scratch. */
function secondsOfLine({ loaded, comparison }: Judged, side: 'base' | 'head', line: number): number {
  const profiles = [...loaded.profiles].filter(([path]) => path.includes(side)).map(([, profile]) => profile);
  const samples = profiles.reduce((sum, profile) => sum + (profile.samples ?? 0), 0);
  const percent = profiles.reduce((sum, profile) => {
    const found = profile.files.find(({ path }) => path === 'etl/rows.py')?.lines.find((one) => one.line === line);
    const share = found === undefined ? 0 : found.cpuPythonPercent + found.cpuNativePercent + found.cpuSystemPercent;
    return sum + share * (profile.samples ?? 0);
  }, 0);
  const total = comparison.metrics.find(({ metric }) => metric === 'cpu-time')?.[side] ?? 0;
  return (percent / samples / 100) * total;
}
