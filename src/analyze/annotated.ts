/**
 * A file's source with what happened on each line.
 * Which files are worth opening is left to the other views.
 */
import * as z from 'zod';
import { InputError } from '../model/errors.js';
import { functionAt, MODULE_LEVEL } from '../profile/functions.js';
import type { Profile, ProfileFile } from '../profile/model.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import { lineSpots, type Spot, SpotNumbersSchema } from './spots.js';

export const AnnotatedLineSchema = z.object({
  line: z.int().min(1),
  text: z.string(),
  function: z.string(),
  numbers: SpotNumbersSchema.describe('Missing where nothing happened').exactOptional(),
  leak: z.number().min(0).max(1).describe('Likelihood of a leak').exactOptional(),
});
export type AnnotatedLine = z.infer<typeof AnnotatedLineSchema>;

export const AnnotatedFileSchema = z.object({
  file: z.string(),
  cpuPercent: z.number().min(0),
  totalLines: z.int().min(0),
  ...pageShape(AnnotatedLineSchema),
});
export type AnnotatedFile = z.infer<typeof AnnotatedFileSchema>;

export interface AnnotatedOptions extends PageRequest {
  /** Only lines with activity and this many lines around each; all lines when missing. */
  readonly contextLines?: number;
}

/** As much of a file as fits one answer. */
const DEFAULT_TOP_N = 200;

/**
 * @param path the file's path in the profile, or the end of it where that is unambiguous
 * @throws InputError when the profile has no such file or several, and for a page that makes no sense
 */
export function annotatedFile(profile: Profile, path: string, options: AnnotatedOptions = {}): AnnotatedFile {
  const file = fileNamed(profile, path);
  const spots = new Map(lineSpots({ ...profile, files: [file] }).map((spot) => [spot.line, spot]));
  const { items, ...page } = pageOf(chosenLines(file, options.contextLines), { topN: DEFAULT_TOP_N, ...options });
  return {
    file: file.path,
    cpuPercent: file.cpuPercent,
    totalLines: file.sources.length,
    items: items.map((line) => annotated(file, line, spots.get(line))),
    ...page,
  };
}

/** One line with its numbers, when there are any. */
export function annotated(file: ProfileFile, line: number, spot: Spot | undefined): AnnotatedLine {
  const leak = file.leaks.find((candidate) => candidate.line === line)?.likelihood;
  return {
    line,
    text: file.sources[line - 1] ?? '',
    function: functionAt(file.functions, line)?.name ?? MODULE_LEVEL,
    ...(spot !== undefined && { numbers: SpotNumbersSchema.parse(spot) }),
    ...(leak !== undefined && { leak }),
  };
}

function fileNamed({ files }: Profile, path: string): ProfileFile {
  const exact = files.find((file) => file.path === path);
  if (exact !== undefined) return exact;
  const [found, ...others] = files.filter((file) => file.path.endsWith(`/${path}`));
  if (found !== undefined && others.length === 0) return found;
  const reason = found === undefined ? 'it is not in the profile' : 'several files of the profile end so';
  throw new InputError(
    `\`${path}\` cannot be shown, because ${reason}: choose one of ${listed(found === undefined ? files : [found, ...others])}.`,
  );
}

function listed(files: readonly ProfileFile[]): string {
  const few = files.slice(0, 8).map(({ path }) => `\`${path}\``);
  return files.length > few.length ? `${few.join(', ')} and ${String(files.length - few.length)} more` : few.join(', ');
}

function chosenLines({ lines, sources }: ProfileFile, context: number | undefined): number[] {
  const all = sources.map((_, index) => index + 1);
  if (context === undefined) return all;
  const near = new Set(
    lines.flatMap(({ line }) => Array.from({ length: 2 * context + 1 }, (_, index) => line - context + index)),
  );
  return all.filter((line) => near.has(line));
}
