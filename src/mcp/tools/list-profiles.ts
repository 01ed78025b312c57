/**
 * `list_profiles`: what is kept, newest first, and what one program cost at each commit.
 * Looking into an entry is left to `analyze` and `compare`.
 */
import * as z from 'zod';
import type { EntrySummary } from '../../store/entry.js';
import type { HistoryPoint } from '../../store/store.js';
import { nextCall, NextSchema, untrusted, type Next } from '../answer.js';
import { age, mib, seconds } from '../numbers.js';
import type { Tool } from '../tool.js';

const Input = z.object({
  limit: z.number().min(1).max(100).default(20).describe('Entries'),
  cursor: z.string().optional().describe('next_cursor of the page before'),
  program: z.string().optional().describe('Only this one, as listed; adds its history over commits'),
});

const EntrySchema = z.object({
  id: z.string(),
  kind: z.enum(['profile', 'measurement', 'comparison']),
  label: z.string().optional(),
  program: z.string(),
  commit: z.string().optional(),
  outcome: z.string().optional(),
  cpu_seconds: z.number().optional(),
  peak_mb: z.number().optional(),
  age: z.string(),
});
const FIELDS = 'id, kind, label, program, commit (+ if changed since), outcome, cpu_seconds, peak_mb, age';

const Output = z.object({
  entries: z.array(EntrySchema).describe(FIELDS),
  total: z.number().describe('That match'),
  next_cursor: z.string().optional().describe('Next page'),
  history: z.array(EntrySchema).optional().describe('Newest of each commit'),
  next: NextSchema,
});

const HISTORY_LIMIT = 20;

export const listProfiles: Tool<typeof Input, typeof Output> = {
  name: 'list_profiles',
  title: 'List profiles',
  description: 'Lists what is kept, newest first; with program, also its cost at each commit.',
  input: Input,
  output: Output,
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
  async run({ limit, cursor, program }, { store, now }) {
    const page = await store.list({
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...(program === undefined ? {} : { program }),
    });
    const history = program === undefined ? [] : await store.history(program, HISTORY_LIMIT);
    const at = now();
    const entries = page.entries.map((entry) => entryData(entry, at));
    const past = history.map((point: HistoryPoint) => entryData(point.entry, at));
    return {
      text: [
        page.total === 0
          ? `Nothing is kept yet (${store.description}).`
          : `${String(page.total)} entries (${store.description}), newest first:`,
        ...entries.map(entryText),
        ...(past.length === 0 ? [] : ['', 'By commit, newest first:', ...past.map(entryText)]),
      ].join('\n'),
      data: {
        entries,
        total: page.total,
        ...(page.next === null ? {} : { next_cursor: page.next }),
        ...(program === undefined ? {} : { history: past }),
      },
      next: nextCalls(page.entries, page.next, program),
    };
  },
};

function entryData(entry: EntrySummary, at: number): z.infer<typeof EntrySchema> {
  return {
    id: entry.id,
    kind: entry.kind,
    program: untrusted(entry.program),
    age: age(at - entry.createdAt),
    ...(entry.label === null ? {} : { label: untrusted(entry.label) }),
    ...(entry.commit === null ? {} : { commit: `${entry.commit.slice(0, 12)}${entry.dirty ? '+' : ''}` }),
    ...(entry.outcome === null ? {} : { outcome: entry.outcome }),
    ...(entry.cpuSec === null ? {} : { cpu_seconds: entry.cpuSec }),
    ...(entry.peakMb === null ? {} : { peak_mb: entry.peakMb }),
  };
}

function entryText(entry: z.infer<typeof EntrySchema>): string {
  const facts = [
    entry.label === undefined ? entry.id : `${entry.id} "${entry.label}"`,
    entry.age,
    `\`${entry.program}\``,
    entry.commit,
    entry.outcome,
    entry.cpu_seconds === undefined ? undefined : `CPU ${seconds(entry.cpu_seconds)}`,
    entry.peak_mb === undefined ? undefined : `peak ${mib(entry.peak_mb)}`,
  ];
  return `- ${facts.filter((fact) => fact !== undefined).join(' · ')}`;
}

function nextCalls(entries: readonly EntrySummary[], cursor: string | null, program: string | undefined): Next[] {
  const profiles = entries.filter((entry) => entry.kind === 'profile');
  const [newest, before] = profiles;
  const calls: Next[] = [];
  if (newest !== undefined)
    calls.push(nextCall('analyze', { profile: newest.id }, 'where the newest profile spends its time'));
  if (newest !== undefined && before !== undefined && newest.program === before.program) {
    calls.push(
      nextCall('compare', { baseline: before.id, candidate: newest.id }, 'what changed between the two newest'),
    );
  }
  if (cursor !== null)
    calls.push(nextCall('list_profiles', { cursor, ...(program === undefined ? {} : { program }) }, 'older entries'));
  return calls;
}
