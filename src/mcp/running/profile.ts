/**
 * The work of `profile`: where the program is run and how, and what is told of it.
 * Running it is left to `profile-run.ts`, what a profile shows to `views/`.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type * as z from 'zod';
import type { Settings } from '../../config/resolve.js';
import { InputError } from '../../model/errors.js';
import { programText, type ProfileStatus, type StoredEntry } from '../../store/entry.js';
import type { NewEntry } from '../../store/store.js';
import { medianCpuSec } from '../../store/summary.js';
import { nextCall, oneLine, untrusted, type Answer, type Next } from '../answer.js';
import type { Context } from '../context.js';
import { peakOf } from '../documents.js';
import type { JobInfo } from '../jobs.js';
import { mib, rounded, seconds } from '../numbers.js';
import { profileUri } from '../uris.js';
import { refuseOption } from './place.js';
import { profileProgram, type ProfileResult, type ProfileWish } from './profile-run.js';
import { runSettings, workFolder, type WorkFolder } from '../settings.js';
import { titleOf, type Subject } from '../subjects.js';
import type { Call } from '../tool.js';
import type { ProfileArgs, ProfileOutput } from '../tools/profile.js';
import { insightsOf, scaleNote, scaleOf, VIEW_TABLE, type ViewPage } from '../views/table.js';

type ProfileEntry = Extract<StoredEntry, { kind: 'profile' }>;
type ProfileData = z.infer<typeof ProfileOutput>;

const INSIGHTS = 3;
const TAIL_LINES = 10;

/** Runs the program and keeps the result. */
export async function profileOne(args: ProfileArgs, context: Context, call: Call): Promise<Answer<ProfileData>> {
  const place = await workFolder(args.cwd, context, call.signal);
  const settings = await runSettings({}, place.top, context);
  const wish = wishOf(args, place, settings, context);
  const onWaiting = (ahead: number): void =>
    call.say(`waiting for ${String(ahead)} other ${ahead === 1 ? 'measurement' : 'measurements'}`);
  return context.jobs.run({ signal: call.signal, onWaiting }, async (job) => {
    const { signal, say } = call;
    const result = await profileProgram(wish, { signal, say, env: context.env, cacheDir: context.options.cacheDir });
    const { body, documents } = result;
    const peakMb = result.profile === null ? null : peakOf([result.profile]);
    const { entry, notes } = await keep({ body, documents, peakMb }, context);
    return told({ ...entry, ...body }, result, args, job, notes);
  });
}

/** A result is not lost because its profile is too large to keep: then its times are kept, and it is said. */
async function keep(entry: NewEntry, { store }: Context): Promise<{ entry: StoredEntry; notes: readonly string[] }> {
  try {
    return { entry: await store.save(entry), notes: [] };
  } catch (error) {
    if (!(error instanceof InputError) || entry.documents.size === 0) throw error;
    return {
      entry: await store.save({ ...entry, documents: new Map() }),
      notes: [`Only the times are kept under this id: ${error.message}`],
    };
  }
}

function wishOf(args: ProfileArgs, { cwd, top }: WorkFolder, settings: Settings, context: Context): ProfileWish {
  const limit = context.options.maxSeconds;
  if (args.timeout_seconds > limit) {
    throw new InputError(
      `timeout_seconds is ${String(args.timeout_seconds)}, more than the ${String(limit)} that this server allows: give less, or start it with a larger --max-seconds.`,
    );
  }
  if (args.ref !== undefined) refuseOption(args.ref);
  return {
    program: programOf(args, cwd, context),
    cwd,
    root: top,
    what: whatOf(args),
    memory: args.metrics.includes('memory'),
    gpu: args.metrics.includes('gpu'),
    repeat: args.repeat,
    timeoutSec: args.timeout_seconds,
    label: args.label,
    settings,
  };
}

function whatOf({ code, ref }: ProfileArgs): ProfileWish['what'] {
  if (code !== undefined) return { kind: 'code', code };
  return ref === undefined ? { kind: 'working-tree' } : { kind: 'commit', ref };
}

function programOf(
  { script, module, args = [], code, ref }: ProfileArgs,
  cwd: string,
  { roots }: Context,
): ProfileWish['program'] {
  const named = [script, module, code].filter((each) => each !== undefined).length;
  if (named !== 1) {
    throw new InputError(
      'Exactly one of script and module says what to run: give script (a Python file relative to cwd) or module (as after python -m).',
    );
  }
  for (const arg of args) {
    if (arg.includes('\0'))
      throw new InputError('An argument has a NUL byte in it, which no program can be given: leave it out.');
  }
  if (module !== undefined) return { module: moduleName(module), args };
  if (code !== undefined) return { args };
  return { script: scriptName(script ?? '', cwd, ref, roots), args };
}

function moduleName(module: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(module)) return module;
  throw new InputError(
    `"${untrusted(module, 60)}" is not the name of a module: give one as after python -m, such as pytest or package.tool.`,
  );
}

/** Relative to `cwd`. In a commit the file need not be in the working tree; its path is checked all the same. */
function scriptName(script: string, cwd: string, ref: string | undefined, roots: Context['roots']): string {
  const gone =
    ref !== undefined &&
    !existsSync(script) &&
    !isAbsolute(script) &&
    !script.includes('\0') &&
    !script.split('/').includes('..');
  return gone ? script : relative(cwd, roots.file(script, cwd));
}

const STATUS_WORDS: { readonly [S in ProfileStatus]: string } = {
  ok: 'ran to its end',
  partial:
    'did not get to its end under the profiler (time limit, or ended by a signal); the profile shows the part up to there',
  script_failed: 'ended with an error; mend that first, what is shown is the way there',
  too_short:
    'was too short for a single sample, or runs no code of its own: there is nothing to see. Give it more work',
};

function told(
  entry: ProfileEntry,
  result: ProfileResult,
  args: ProfileArgs,
  job: JobInfo,
  keptNotes: readonly string[],
): Answer<ProfileData> {
  const subject: Subject | null =
    result.profile === null
      ? null
      : {
          reference: entry.id,
          title: titleOf(entry),
          program: programText(entry.program),
          profile: result.profile,
          cpuSec: medianCpuSec(entry.runs),
          status: entry.status,
        };
  const request = { metric: 'cpu' as const, topN: args.top_n, offset: 0, only: args.only, exclude: args.exclude };
  const page = subject === null ? null : VIEW_TABLE.hotspots(subject, request);
  const insights = subject === null ? [] : insightsOf(subject, request).slice(0, INSIGHTS);
  const timing = entry.runs.filter((run) => run.kind === 'timing');
  const tail = result.outputTail
    .split('\n')
    .slice(-TAIL_LINES)
    .map((line) => untrusted(line))
    .join('\n')
    .trim();
  const data = {
    profile_id: entry.id,
    status: entry.status,
    ...(result.exitCode === null ? {} : { exit_code: result.exitCode }),
    cpu_seconds: timing.map((run) => rounded((run.userSec ?? 0) + (run.sysSec ?? 0))),
    wall_seconds: timing.map((run) => rounded(run.wallSec ?? 0)),
    ...(result.profile !== null && result.profile.maxFootprintMb > 0
      ? { peak_mb: rounded(result.profile.maxFootprintMb) }
      : {}),
    ...(entry.side.commit === ''
      ? {}
      : { commit: `${entry.side.commit.slice(0, 12)}${entry.side.dirty === true ? '+' : ''}` }),
    hotspots: page === null ? [] : [...page.items],
    omitted: page?.omitted ?? 0,
    insights: insights.map(({ name, place, evidence, advice }) => ({
      name,
      place: `${untrusted(place.function)} ${untrusted(place.file, 300)}:${String(place.line)}`,
      evidence: oneLine(evidence, 300),
      advice: oneLine(advice, 400),
    })),
    notes: [...notesOf(subject, entry, job), ...keptNotes],
    output_tail: tail,
  };
  return {
    text: profileText(entry, data, page),
    data,
    next: nextCalls(entry, page, args),
    link: { uri: profileUri(entry.id), name: titleOf(entry), mimeType: 'text/markdown' },
  };
}

/** What runs may note of themselves, in words. */
const RUN_NOTES: Readonly<Record<string, string>> = {
  'uncounted-children': 'Some processes that the program started could not be counted: its CPU time is a lower bound.',
  'orphans-killed': 'The program left processes behind, which were ended.',
};

function notesOf(subject: Subject | null, { runs }: ProfileEntry, job: JobInfo): string[] {
  const beside = job.sideBySide();
  const noted = new Set(runs.flatMap((run) => run.notes ?? []));
  return [
    ...(subject === null ? [] : [scaleNote(scaleOf(subject))]),
    ...(beside > 1
      ? [`${String(beside)} measurements ran side by side and disturbed each other: times are not to be compared.`]
      : []),
    ...[...noted].flatMap((note) => RUN_NOTES[note] ?? []),
    ...runs.flatMap(failedUnderScalene),
  ];
}

/** Why a program that runs to its end by itself left no profile. */
function failedUnderScalene(run: ProfileEntry['runs'][number]): string[] {
  if (run.kind !== 'profile' || run.outcome === 'ok' || run.outcome === 'too-short') return [];
  const how =
    run.outcome === 'timed-out'
      ? 'passed its time limit'
      : `ended with ${run.signal ?? `exit code ${String(run.exitCode)}`}`;
  const words = (run.outputTail ?? '').trim().split('\n').slice(-3).join(' ');
  return [
    `The run under Scalene ${how}${words === '' ? '' : `; its last words (untrusted): \`${untrusted(words, 400)}\``}.`,
  ];
}

function profileText(entry: ProfileEntry, data: ProfileData, page: ViewPage | null): string {
  const runs = data.cpu_seconds.length;
  const times =
    runs === 0
      ? 'no unprofiled run'
      : `CPU ${data.cpu_seconds.map(seconds).join(', ')} · wall ${data.wall_seconds.map(seconds).join(', ')} (${String(runs)} unprofiled ${runs === 1 ? 'run' : 'runs'})`;
  return [
    `**${data.status}** · ${titleOf(entry)} · \`${untrusted(programText(entry.program))}\`${data.commit === undefined ? '' : ` · ${data.commit}`}`,
    `The program ${STATUS_WORDS[data.status]}.${data.exit_code === undefined || data.exit_code === 0 ? '' : ` Exit code ${String(data.exit_code)}.`}`,
    `${times}${data.peak_mb === undefined ? '' : ` · peak ${mib(data.peak_mb)}`}`,
    ...(page === null || page.items.length === 0 ? [] : ['', `**${page.heading}**`, ...page.lines]),
    ...(data.omitted === 0 ? [] : [`(${String(data.omitted)} more: analyze)`]),
    ...(data.insights.length === 0 ? [] : ['', '**Insights**']),
    ...data.insights.map(({ name, place, evidence, advice }) => `- ${name} · ${place}: ${evidence} ${advice}`),
    ...(data.notes.length === 0 ? [] : ['']),
    ...data.notes.map((note) => `Note: ${note}`),
    ...(data.output_tail === '' ? [] : ['', 'Last output (untrusted):', '```', data.output_tail, '```']),
  ].join('\n');
}

function nextCalls(entry: ProfileEntry, page: ViewPage | null, args: ProfileArgs): Next[] {
  const program = {
    ...(args.script === undefined ? {} : { script: args.script }),
    ...(args.module === undefined ? {} : { module: args.module }),
    ...(args.args === undefined ? {} : { args: args.args }),
    ...(args.cwd === undefined ? {} : { cwd: args.cwd }),
  };
  if (entry.status === 'too_short' || page === null) {
    return [
      nextCall(
        'profile',
        { ...program, args: [...(args.args ?? []), 'MORE_WORK'] },
        'again, with arguments that make it run for a second or more',
      ),
    ];
  }
  const [worst] = page.items;
  const calls: Next[] = [];
  if (worst?.file !== undefined)
    calls.push(
      nextCall('analyze', { profile: entry.id, view: 'file', file: worst.file }, 'the lines of the worst hotspot'),
    );
  calls.push(nextCall('analyze', { profile: entry.id, view: 'bottlenecks' }, 'places by severity, with advice'));
  if (args.code === undefined && args.ref === undefined) {
    calls.push(
      nextCall(
        'compare',
        { baseline: 'git:HEAD', candidate: 'worktree', ...program },
        'after a change: whether it helped',
      ),
    );
  }
  return calls;
}
