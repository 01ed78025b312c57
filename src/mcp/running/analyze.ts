/**
 * The work of `analyze`: the page that was asked for, the words around it, and what could be asked next.
 * Finding the profile is left to `subjects.ts`, what a view shows to `views/`.
 */
import type * as z from 'zod';
import { summary } from '../../analyze/summary.js';
import { InputError } from '../../model/errors.js';
import { nextCall, untrusted, type Answer, type Next } from '../answer.js';
import type { Context } from '../context.js';
import { isHandle } from '../references.js';
import { SubjectCache, type Subject } from '../subjects.js';
import type { AnalyzeInput, AnalyzeOutput } from '../tools/analyze.js';
import { profileUri } from '../uris.js';
import type { View } from '../views/names.js';
import { overviewLines } from '../views/overview.js';
import type { Row } from '../views/row.js';
import { scaleNote, scaleOf, VIEW_TABLE, type ViewPage } from '../views/table.js';

type AnalyzeArgs = z.infer<typeof AnalyzeInput>;

const cache = new SubjectCache();

/** Shows one page of a profile. */
export async function analyzeProfile(
  args: AnalyzeArgs,
  context: Context,
): Promise<Answer<z.infer<typeof AnalyzeOutput>>> {
  const subject = await cache.get(args.profile, args.side, context);
  const page = viewOf(subject, args);
  const notes = [
    scaleNote(scaleOf(subject)),
    ...summary(subject.profile)
      .notes.filter(({ code }) => code !== 'wall-with-overhead')
      .map(({ message }) => message),
  ];
  return {
    text: answerText(subject, args.view, page, notes),
    data: {
      items: [...page.items],
      total_items: page.totalItems,
      ...(page.nextOffset === undefined ? {} : { next_offset: page.nextOffset }),
      omitted: page.omitted,
      ...(page.unavailable === undefined ? {} : { unavailable: page.unavailable }),
      notes,
    },
    next: nextCalls(args, page, subject),
    ...(isHandle(subject.reference) && subject.status !== null
      ? { link: { uri: profileUri(subject.reference), name: subject.reference, mimeType: 'text/markdown' } }
      : {}),
  };
}

function viewOf(subject: Subject, args: AnalyzeArgs): ViewPage {
  if (!Number.isInteger(args.offset) || (args.top_n !== undefined && !Number.isInteger(args.top_n))) {
    throw new InputError('offset and top_n must be whole numbers: give for example top_n 10 and offset 0.');
  }
  return VIEW_TABLE[args.view](subject, {
    file: args.file,
    metric: args.metric,
    minPercent: args.min_percent,
    topN: args.top_n,
    offset: args.offset,
    contextLines: args.context_lines,
  });
}

function answerText(subject: Subject, view: View, page: ViewPage, notes: readonly string[]): string {
  const about = `${subject.title}${subject.program === null ? '' : ` · \`${untrusted(subject.program)}\``}`;
  const empty = page.unavailable ?? 'Nothing above the threshold.';
  const shown =
    page.nextOffset === undefined
      ? ''
      : `\n(${String(page.omitted)} of ${String(page.totalItems)} not shown; next_offset ${String(page.nextOffset)})`;
  return [
    ...(view === 'summary' ? overviewLines(subject) : [about]),
    '',
    `**${page.heading}**`,
    ...(page.items.length === 0 ? [empty] : page.lines),
    shown,
    ...notes.map((note) => `Note: ${note}`),
  ]
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n');
}

function nextCalls(args: AnalyzeArgs, page: ViewPage, subject: Subject): Next[] {
  const { profile, view, offset: _offset, ...rest } = args;
  const calls: Next[] = [];
  const [worst] = page.items as readonly (Row | undefined)[];
  if (view !== 'file' && worst?.file !== undefined) {
    calls.push(nextCall('analyze', { profile, view: 'file', file: worst.file }, 'its lines with their numbers'));
  }
  if (page.nextOffset !== undefined) {
    const { max_chars: _max, side: _side, ...same } = rest;
    calls.push(nextCall('analyze', { profile, view, ...same, offset: page.nextOffset }, 'the next page'));
  }
  if (view === 'hotspots' || view === 'summary')
    calls.push(nextCall('analyze', { profile, view: 'insight' }, 'causes and advice'));
  if (view !== 'leaks' && subject.profile.files.some((file) => file.leaks.length > 0)) {
    calls.push(nextCall('analyze', { profile, view: 'leaks' }, 'Scalene suspects leaks'));
  }
  return calls;
}
