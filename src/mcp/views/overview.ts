/**
 * A profile in a few lines: what ran, how it ended, what it cost, and where that went.
 * The numbers are left to `analyze`, finding the profile to `subjects.ts`.
 */
import { summary } from '../../analyze/summary.js';
import type { StoredEntry } from '../../store/entry.js';
import { untrusted } from '../answer.js';
import type { Context } from '../context.js';
import { mib, percent, seconds } from '../numbers.js';
import { subjectOf, titleOf, type Subject } from '../subjects.js';
import { VIEW_TABLE } from './table.js';

/** The whole program's numbers. */
export function overviewLines(subject: Subject): string[] {
  const { profile, cpuSec } = subject;
  const facts = summary(profile);
  return [
    `${subject.title}${subject.program === null ? '' : ` · \`${untrusted(subject.program)}\``}`,
    [
      cpuSec === null ? undefined : `CPU ${seconds(cpuSec)} unprofiled`,
      `${seconds(facts.elapsedSec)} under the profiler`,
      `Python ${percent(facts.cpuPythonPercent)}, native ${percent(facts.cpuNativePercent)}, system or waiting ${percent(facts.cpuSystemPercent)}`,
      facts.hasMemory
        ? `peak ${mib(facts.maxFootprintMb)}, allocated ${mib(facts.allocatedMb)}`
        : 'memory not profiled',
      facts.hasGpu ? `GPU ${seconds(facts.gpuSec)}` : undefined,
      `${String(facts.functions)} functions in ${String(facts.files)} files`,
      facts.leaks === 0 ? undefined : `${String(facts.leaks)} suspected leaks`,
    ]
      .filter((fact) => fact !== undefined)
      .join(' · '),
  ];
}

/** The resource of a profile; null when there is none of that id. */
export async function profileOverview(id: string, context: Context): Promise<string | null> {
  const entry = await context.store.find(id);
  if (entry?.kind !== 'profile') return null;
  const head = [
    `# ${titleOf(entry)}`,
    '',
    `status ${entry.status} · commit ${entry.side.commit === '' ? 'none' : entry.side.commit.slice(0, 12)}${entry.side.dirty === true ? ' with uncommitted changes' : ''} · ` +
      `Python ${entry.environment.python ?? 'unknown'} · Scalene ${entry.environment.scalene ?? 'unknown'}`,
  ];
  return [...head, ...(await profileLines(entry, context))].join('\n');
}

async function profileLines(entry: StoredEntry, context: Context): Promise<string[]> {
  if (entry.kind !== 'profile' || !entry.runs.some((run) => run.kind === 'profile' && run.profile !== undefined)) {
    return ['', 'No profile came of it.'];
  }
  const subject = await subjectOf({ kind: 'entry', entry }, 'head', context);
  const page = VIEW_TABLE.hotspots(subject, { metric: 'cpu', offset: 0 });
  return ['', ...overviewLines(subject), '', `## ${page.heading}`, ...page.lines];
}
