/**
 * What the tests of the HTML report share: the recorded measurement, judged for real; a large and a hostile one made of it; Chromium.
 * Making the recorded one is told in `__tests__/fixtures/measurements/make.py`.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { buildReportClient } from '../../scripts/build-report-client.mjs';
import { compare } from '../../src/compare/compare.js';
import { toCompareSettings } from '../../src/config/judging.js';
import { settingsForMeasured } from '../../src/config/resolve.js';
import { readMeasurement } from '../../src/measure/readFolder.js';
import type { Comparison } from '../../src/model/comparison.js';
import type { LoadedMeasurement } from '../../src/profile/loaded.js';
import type { Profile, ProfileFile } from '../../src/profile/model.js';
import type { ReportData } from '../../src/report/html/data.js';
import type { ReportAssets } from '../../src/report/html/page.js';

export const NIGHTLY = fileURLToPath(new URL('../fixtures/measurements/nightly', import.meta.url));

export interface Judged {
  readonly comparison: Comparison;
  readonly loaded: LoadedMeasurement;
}

export function judge(loaded: LoadedMeasurement): Comparison {
  return compare([loaded], toCompareSettings(settingsForMeasured({}, {})));
}

/** The recorded measurement and what the real comparator says of it. */
export async function nightly(): Promise<Judged> {
  const loaded = await readMeasurement(NIGHTLY);
  return { loaded, comparison: judge(loaded) };
}

let assets: Promise<ReportAssets> | undefined;

/** The browser code, bundled once for each test file. */
export function client(): Promise<ReportAssets> {
  assets ??= buildReportClient();
  return assets;
}

/** The same measurement with its profiles changed. */
export function withProfiles(loaded: LoadedMeasurement, change: (profile: Profile) => Profile): LoadedMeasurement {
  return { ...loaded, profiles: new Map([...loaded.profiles].map(([path, profile]) => [path, change(profile)])) };
}

/** As many files as asked for, each a copy of a real one with `functions` functions; stacks are repeated for every file. */
export function enlarged(profile: Profile, files: number, functions: number): Profile {
  const [model] = profile.files.filter((file) => file.path.endsWith('rows.py'));
  if (model === undefined) throw new Error('the recorded profile has no rows.py');
  const share = 1 / files;
  const copies = Array.from({ length: files }, (_, index) =>
    copyOf(model, `pkg${index % 20}/module_${index}.py`, functions, share),
  );
  const stacks = copies.flatMap(({ path, functions: own }) =>
    own.flatMap((one, index) => {
      const [first] = profile.stacks;
      const outer = first?.frames[0] ?? { file: path, function: '<module>', line: 1 };
      const inner = own[(index * 7) % own.length] ?? one;
      const frames = [
        outer,
        { file: path, function: one.name, line: one.line },
        { file: path, function: inner.name, line: inner.line },
      ];
      return [{ frames, count: 1 + (index % 5), pythonSec: 0.001, nativeSec: 0 }];
    }),
  );
  return { ...profile, files: copies, stacks, samples: stacks.reduce((sum, { count }) => sum + count, 0) };
}

function copyOf(model: ProfileFile, path: string, functions: number, share: number): ProfileFile {
  const [line] = model.lines;
  const [one] = model.functions.filter(({ name }) => name !== '<module>');
  if (line === undefined || one === undefined) throw new Error('the recorded file has no busy function');
  const body = [
    '    rows = []',
    '    for number in range(count):',
    '        rows.append(f"{number};{number % 6}")',
    '    return rows',
    '',
  ];
  const names = Array.from({ length: functions }, (_, index) => `function_${index}`);
  const sources = names.flatMap((name) => [`def ${name}(count: int) -> list[str]:`, ...body]);
  const height = body.length + 1;
  const cpu = (100 * share) / functions;
  return {
    ...model,
    path,
    sources,
    functions: names.map((name, index) => ({
      ...one,
      name,
      line: index * height + 1,
      endLine: (index + 1) * height - 1,
      cpuPythonPercent: cpu,
      cpuNativePercent: 0,
      cpuSystemPercent: 0,
    })),
    lines: names.map((_, index) => ({
      ...line,
      line: index * height + 4,
      source: sources[index * height + 3] ?? '',
      cpuPythonPercent: cpu,
      cpuNativePercent: 0,
      cpuSystemPercent: 0,
    })),
  };
}

/** Texts that would run, break out of an element or change the page if anything took them for markup. */
export const HOSTILE = [
  '<script>window.hacked = true</script>',
  '</script><script>window.hacked = true</script>',
  '<img src=x onerror="window.hacked=true">',
  '"><svg onload=window.hacked=true>',
  '<!--<script>',
  "javascript:window.hacked='link'",
] as const;

/** Every name, path and source line of the profile replaced or followed by something hostile. */
export function poisoned(profile: Profile): Profile {
  const text = (index: number) => HOSTILE[index % HOSTILE.length] ?? '';
  const file = (path: string) => `${text(path.length)}/${path}`;
  const name = (plain: string) => `${plain}${text(plain.length)}`;
  return {
    ...profile,
    program: text(0),
    args: [...HOSTILE],
    gpuDevice: text(2),
    files: profile.files.map((one) => ({
      ...one,
      path: file(one.path),
      functions: one.functions.map((each) => ({ ...each, name: name(each.name) })),
      lines: one.lines.map((line, index) => ({ ...line, source: `${line.source} # ${text(index)}` })),
      sources: one.sources.map((source, index) => `${source} # ${text(index)}`),
    })),
    stacks: profile.stacks.map((stack) => ({
      ...stack,
      frames: stack.frames.map((frame) => ({ ...frame, file: file(frame.file), function: name(frame.function) })),
    })),
  };
}

/** The data block of a page, as the page's own script reads it. */
export function dataOf(html: string): ReportData {
  const block = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)?.[1];
  if (block === undefined) throw new Error('the page has no data block');
  return JSON.parse(block) as ReportData;
}

const CHROMIUM = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** Why the tests in a browser cannot run here; null when they can. */
export const NO_BROWSER: string | null =
  CHROMIUM === undefined ? 'Chromium is not installed (apt-get install chromium, or set CHROMIUM_PATH)' : null;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
}

/** A report opened from a file with the network off, and everything that the browser complained of or asked for. */
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
  readonly requests: string[];
  readonly close: () => Promise<void>;
}

export async function open(
  browser: Browser,
  html: string,
  fragment = '',
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    offline: true,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) requests.push(request.url());
  });
  await page.goto(address + fragment);
  await page.waitForSelector('main h1');
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, context, complaints, requests, close };
}
