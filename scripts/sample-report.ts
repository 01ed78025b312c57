/**
 * Makes docs/sample-report.html of the recorded measurement, and with `--screenshots` the pictures under docs/images/ of it, in Chromium.
 * `node scripts/run.mjs scripts/sample-report.ts [--screenshots]`; run it after a change of the page or of what it says.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { compare } from '../src/compare/compare.js';
import { toCompareSettings } from '../src/config/judging.js';
import { settingsForMeasured } from '../src/config/resolve.js';
import { loadReportAssets } from '../src/engine/report-assets.js';
import { readMeasurement } from '../src/measure/readFolder.js';
import { renderHtml } from '../src/report/html/html.js';

const MEASUREMENT = path.resolve('__tests__', 'fixtures', 'measurements', 'nightly');
const SAMPLE = path.resolve('docs', 'sample-report.html');
const IMAGES = path.resolve('docs', 'images');
const WIDE = 1280;
const NARROW = 390;

interface Picture {
  readonly name: string;
  readonly fragment: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const PICTURES: readonly Picture[] = [
  { name: 'report-overview', fragment: '#/overview', theme: 'light', width: WIDE, height: 960 },
  { name: 'report-overview-dark', fragment: '#/overview', theme: 'dark', width: WIDE, height: 960 },
  { name: 'report-flame', fragment: '#/flame', theme: 'light', width: WIDE, height: 600 },
  { name: 'report-flame-dark', fragment: '#/flame?metric=allocated', theme: 'dark', width: WIDE, height: 600 },
  { name: 'report-functions', fragment: '#/functions', theme: 'light', width: WIDE, height: 780 },
  { name: 'report-source', fragment: '#/source/etl/rows.py', theme: 'light', width: WIDE, height: 1180 },
  { name: 'report-source-dark', fragment: '#/source/etl/rows.py', theme: 'dark', width: WIDE, height: 1180 },
  { name: 'report-memory', fragment: '#/memory', theme: 'light', width: WIDE, height: 1140 },
  { name: 'report-method', fragment: '#/method', theme: 'dark', width: WIDE, height: 1340 },
  { name: 'report-narrow', fragment: '#/overview', theme: 'light', width: NARROW, height: 1000 },
  { name: 'report-narrow-source', fragment: '#/source/etl/rows.py', theme: 'dark', width: NARROW, height: 1000 },
];

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { screenshots: { type: 'boolean', default: false } } });
  const loaded = await readMeasurement(MEASUREMENT);
  const comparison = compare([loaded], toCompareSettings(settingsForMeasured({}, {})));
  await writeFile(SAMPLE, renderHtml({ comparison, loaded: [loaded] }, await loadReportAssets()));
  console.log(`${comparison.summary.headline} → ${path.relative('.', SAMPLE)}`);
  if (values.screenshots) await takePictures();
  return 0;
}

async function takePictures(): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    for (const { name, fragment, theme, width, height } of PICTURES) {
      const viewport = { width, height };
      const page = await browser.newPage({ viewport, colorScheme: theme, offline: true, reducedMotion: 'reduce' });
      await page.goto(pathToFileURL(SAMPLE).href + fragment);
      await page.waitForSelector('main h1');
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
