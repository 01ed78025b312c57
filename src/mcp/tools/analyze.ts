/**
 * `analyze`, as a client sees it: one profile from one side, in a page that fits an answer.
 * Doing that is left to `work/analyze.ts`.
 */
import * as z from 'zod';
import { METRICS } from '../../analyze/spots.js';
import { NextSchema } from '../answer.js';
import { work } from '../load.js';
import type { Tool } from '../tool.js';
import { VIEWS } from '../views/names.js';
import { ROW_FIELDS, RowSchema } from '../views/row.js';

export const AnalyzeInput = z.object({
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

export const AnalyzeOutput = z.object({
  items: z.array(RowSchema).describe(`${ROW_FIELDS} (untrusted)`),
  total_items: z.number().describe('On all pages'),
  next_offset: z.number().optional().describe('Next page'),
  omitted: z.number().describe('Not on this page'),
  unavailable: z.string().optional().describe('Why nothing can be told'),
  notes: z.array(z.string()).describe('Limits of the numbers'),
  next: NextSchema,
});

export const analyze: Tool<typeof AnalyzeInput, typeof AnalyzeOutput> = {
  name: 'analyze',
  title: 'Analyze a profile',
  description:
    'Shows a recorded profile in pages: hotspots, source with numbers, bottlenecks with advice, leaks, call paths.',
  input: AnalyzeInput,
  output: AnalyzeOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  run: async (args, context) => (await work()).analyzeProfile(args, context),
};
