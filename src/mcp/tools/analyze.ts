/**
 * `analyze`: one profile from one side, in a page that fits an answer.
 * Finding the profile is left to `subjects.ts`, what a view shows to `views/`.
 */
import * as z from 'zod';
import { METRICS } from '../../analyze/spots.js';
import { summary } from '../../analyze/summary.js';
import { InputError } from '../../model/errors.js';
import { nextCall, NextSchema, untrusted, type Next } from '../answer.js';
import { profileUri } from '../resources.js';
import { isHandle } from '../references.js';
import { SubjectCache, type Subject } from '../subjects.js';
import type { Tool } from '../tool.js';
import { overviewLines } from '../views/overview.js';
import { ROW_FIELDS, RowSchema, type Row } from '../views/row.js';
import { scaleNote, scaleOf, VIEW_TABLE, VIEWS, type View, type ViewPage } from '../views/table.js';

const Input = z.object({
  profile: z.string().describe('Id, label, or path of a Scalene JSON, measurement folder or its zip'),
  view: z.enum(VIEWS).default('hotspots').describe('file needs file'),
  file: z.string().optional().describe('Only this path or glob'),
  metric: z.enum(METRICS).default('cpu').describe('Rank by'),
  side: z.enum(['base', 'head']).default('head').describe('Of a measurement'),
  min_percent: z.number().min(0).max(100).optional().describe('Least share'),
  top_n: z.number().min(1).max(500).optional().describe('Items; default 10'),
  offset: z.number().min(0).default(0).describe('Items to skip'),
  context_lines: z.number().min(0).max(20).optional().describe('Rank lines, with context'),
  max_chars: z.number().min(500).max(100_000).default(6_000).describe('Most text'),
});

const Output = z.object({
  items: z.array(RowSchema).describe(`${ROW_FIELDS} (untrusted)`),
  total_items: z.number().describe('On all pages'),
  next_offset: z.number().optional().describe('Next page'),
  omitted: z.number().describe('Not on this page'),
  unavailable: z.string().optional().describe('Why nothing can be told'),
  notes: z.array(z.string()).describe('Limits of the numbers'),
  next: NextSchema,
});

const cache = new SubjectCache();

export const analyze: Tool<typeof Input, typeof Output> = {
  name: 'analyze',
  title: 'Analyze a profile',
  description:
    'Shows a recorded profile in pages: hotspots, source with numbers, bottlenecks with advice, leaks, call paths.',
  input: Input,
  output: Output,
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  async run(args, context) {
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
  },
};

function viewOf(subject: Subject, args: z.infer<typeof Input>): ViewPage {
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

function nextCalls(args: z.infer<typeof Input>, page: ViewPage, subject: Subject): Next[] {
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
