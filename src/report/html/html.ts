/**
 * The HTML report: one self-contained page for a comparison, or for a single profile.
 * Loading the browser code is left to the edges, the look of the page to that code.
 */
import type { Comparison } from '../../model/comparison.js';
import { VERSION } from '../../model/version.js';
import type { LoadedMeasurement } from '../../profile/loaded.js';
import type { Profile } from '../../profile/model.js';
import { headingLine } from '../heading.js';
import { buildReport, type ReportContext } from '../model.js';
import { programText } from '../sentence.js';
import type { Side } from '../stacks.js';
import { nameText } from '../text.js';
import type { FileData, MemoryLine, ReportData, SideData } from './data.js';
import { flamesOf } from './flame.js';
import { functionRows, metricsOf } from './functions.js';
import { memoryLines } from './memory.js';
import { page, type ReportAssets } from './page.js';
import { SAME_PLACES, placesOf } from './places.js';
import { poolFiles } from './pool.js';
import { sidesOf, type MeasuredSide } from './sides.js';
import { pairFiles } from './sources.js';
import { comparisonWords, profileWords } from './static.js';

export type { ReportAssets } from './page.js';

export interface HtmlInput {
  readonly comparison: Comparison;
  /** The measurements that were compared, with their profiles: without them the page has no sources, flame graph or memory over time. */
  readonly loaded: readonly LoadedMeasurement[];
  readonly context?: ReportContext;
  /** Name in the configuration file; only needed when there are several programs. */
  readonly name?: string;
}

/** The report of one comparison as an HTML document. The same input gives the same bytes. */
export function renderHtml(input: HtmlInput, assets: ReportAssets): string {
  const { comparison, loaded, name, context = {} } = input;
  const report = buildReport([{ comparison, ...(name === undefined ? {} : { name }) }], context);
  const program = name === undefined ? programText(comparison) : nameText(name);
  const title = `${headingLine(report.heading)}${program === null ? '' : ` in ${program}`}`;
  const data = comparisonData(comparison, loaded, report.context, title);
  return page(data, comparisonWords(report), assets);
}

export interface ProfileHtmlInput {
  readonly profile: Profile;
  /** What the profile is called, such as its file name. Untrusted. */
  readonly name: string;
  readonly context?: ReportContext;
}

/** One profile as an HTML document. */
export function renderProfileHtml({ profile, name, context = {} }: ProfileHtmlInput, assets: ReportAssets): string {
  const data = profileData(profile, `Profile of ${nameText(name)}`, context);
  return page(data, profileWords(data), assets);
}

function comparisonData(
  comparison: Comparison,
  loaded: readonly LoadedMeasurement[],
  context: ReportContext,
  title: string,
): ReportData {
  const sides = sidesOf(comparison, loaded);
  const places = placesOf(
    comparison,
    loaded.flatMap(({ diff }) => (diff === undefined ? [] : [diff])),
  );
  const [baseFiles, headFiles] = [poolFiles(sides.base), poolFiles(sides.head)];
  const files = pairFiles(baseFiles, headFiles, places);
  const functions = functionRows({ base: baseFiles, head: headFiles, places, files, findings: comparison.functions });
  return {
    kind: 'comparison',
    title,
    comparison,
    context,
    version: VERSION,
    base: sideData(sides.base),
    head: sideData(sides.head),
    metrics: metricsOf(functions, comparison.functions),
    functions,
    files,
    flames: flamesOf({ base: sides.base, head: sides.head, places, baseFiles, headFiles }),
    profile: null,
  };
}

function profileData(profile: Profile, title: string, context: ReportContext): ReportData {
  const side: Side = { profiles: [profile], seconds: profile.elapsedSec };
  const headFiles = poolFiles(side);
  const files: FileData[] = pairFiles(new Map(), headFiles, SAME_PLACES);
  const functions = functionRows({ base: new Map(), head: headFiles, places: SAME_PLACES, files, findings: [] });
  const { elapsedSec, maxFootprintMb, hasMemory, gpuDevice, format, program, args } = profile;
  return {
    kind: 'profile',
    title,
    comparison: null,
    context,
    version: VERSION,
    base: null,
    head: sideData({ ...side, secondsFrom: 'profiles', memory: memoryLines([{ label: 'this run', profile }]) }),
    metrics: metricsOf(functions, []),
    functions,
    files,
    flames: flamesOf({ base: null, head: side, places: SAME_PLACES, baseFiles: new Map(), headFiles }),
    profile: { elapsedSec, maxFootprintMb, hasMemory, gpuDevice, format, program, args },
  };
}

function sideData({ profiles, seconds, secondsFrom, memory }: MeasuredSide): SideData {
  const counts = profiles.map(({ samples }) => samples);
  const samples = counts.some((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return { profiles: profiles.length, seconds, secondsFrom, samples, memory: memory satisfies readonly MemoryLine[] };
}
