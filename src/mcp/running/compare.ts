/**
 * The work of `compare`: two states of a repository are measured in turn and judged as the gate does; things that were
 * made before are judged by what they hold. Measuring and judging are left to `engine` and `compare`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { compare as judge } from '../../compare/compare.js';
import { compareProfiles } from '../../compare/profiles.js';
import { toCompareSettings } from '../../config/judging.js';
import type { GivenValues } from '../../config/resolve.js';
import { runGate } from '../../engine/gate.js';
import { progressNote } from '../../engine/progress.js';
import { gateRequest } from '../../engine/request.js';
import { makeRunFolder } from '../../measure/runFolder.js';
import type { Comparison } from '../../model/comparison.js';
import type { LoadedMeasurement } from '../../profile/loaded.js';
import { InputError } from '../../model/errors.js';
import { METRICS } from '../../model/metrics.js';
import type { StoredEntry } from '../../store/entry.js';
import { nextCall, untrusted, type Answer, type Next } from '../answer.js';
import type { Context } from '../context.js';
import { measurementDocuments, peakOf, profiledRuns, profilesOfEntry } from '../documents.js';
import { comparisonUri } from '../uris.js';
import { judgingSettings, settingsFor, workFolder } from '../settings.js';
import { readSide, type Side } from '../sides.js';
import { find, type Found } from '../subjects.js';
import type { Call } from '../tool.js';
import type { CompareInput } from '../tools/compare.js';
import { comparisonData, comparisonText, environmentDifferences, type ComparisonData } from '../views/comparison.js';

type Args = z.infer<typeof CompareInput>;

/** What was judged, ready to be kept and told. */
interface Judged {
  readonly comparison: Comparison;
  readonly environment: readonly string[];
  readonly measurement?: string;
  /** Why the runs could not be kept, where they could not. */
  readonly notKept?: string;
  readonly next: readonly Next[];
}

/** Judges what was asked for, and keeps the comparison. */
export async function compareSides(args: Args, context: Context, call: Call): Promise<Answer<ComparisonData>> {
  const baseline = readSide(args.baseline);
  const candidate = args.candidate === undefined ? undefined : readSide(args.candidate);
  const judged = withNotKept(await judgeSides(baseline, candidate, args, context, call));
  const between = {
    baseline: args.baseline,
    candidate: args.candidate ?? (judged.measurement === undefined ? '' : 'worktree'),
  };
  const { id } = await context.store.save({
    body: {
      kind: 'comparison',
      between,
      comparison: judged.comparison,
      ...(judged.measurement === undefined ? {} : { measurement: judged.measurement }),
      ...(args.label === undefined ? {} : { label: args.label }),
    },
    documents: new Map(),
    peakMb: null,
  });
  return {
    text: comparisonText(id, judged.comparison, judged.environment),
    data: comparisonData(id, judged.comparison, judged.environment, judged.measurement),
    next: judged.next,
    link: { uri: comparisonUri(id), name: id, mimeType: 'application/json' },
  };
}

function withNotKept(judged: Judged): Judged {
  if (judged.notKept === undefined) return judged;
  const warning = { code: 'not-kept', message: judged.notKept };
  return { ...judged, comparison: { ...judged.comparison, warnings: [...judged.comparison.warnings, warning] } };
}

async function judgeSides(
  baseline: Side,
  candidate: Side | undefined,
  args: Args,
  context: Context,
  call: Call,
): Promise<Judged> {
  if (baseline.kind === 'made') {
    const found = await find(baseline.reference, context);
    if (found.kind === 'measurement') return judgeMeasurement(found, candidate, args, context);
    if (candidate?.kind === 'made')
      return judgeRecorded(found, await find(candidate.reference, context), args, context);
    throw needsMeasuring(found, candidate);
  }
  if (candidate?.kind === 'made') throw needsMeasuring(await find(candidate.reference, context), baseline);
  return measureAndJudge(baseline, candidate ?? { kind: 'worktree' }, args, context, call);
}

async function judgeMeasurement(
  { loaded, reference }: Extract<Found, { kind: 'measurement' }>,
  candidate: Side | undefined,
  args: Args,
  context: Context,
): Promise<Judged> {
  if (candidate !== undefined) {
    throw new InputError(`${reference} is a measurement and holds both sides already: give it alone, as baseline.`);
  }
  const settings = await judgingSettings(loaded.measurement.program, judgingInputs(args), context);
  const comparison = judge([loaded], toCompareSettings(settings));
  return { comparison, environment: environmentDifferences(comparison), next: nextAfter(comparison, args, reference) };
}

async function judgeRecorded(base: Found, head: Found, args: Args, context: Context): Promise<Judged> {
  const profiles = { base: await recordedProfiles(base, context), head: await recordedProfiles(head, context) };
  const settings = await judgingSettings({}, judgingInputs(args), context);
  const comparison = compareProfiles(profiles, toCompareSettings(settings));
  const again = measureInstead(base);
  return {
    comparison,
    environment: [...recordedDifferences(base, head), ...environmentDifferences(comparison)],
    next: again === null ? [] : [again],
  };
}

async function recordedProfiles(found: Found, context: Context): ReturnType<typeof profilesOfEntry> {
  if (found.kind === 'file') return [found.profile];
  if (found.kind === 'measurement') {
    throw new InputError(
      `${found.reference} is a measurement and holds both sides already: give it alone, as baseline.`,
    );
  }
  const { entry } = found;
  if (entry.kind === 'profile') return profilesOfEntry(entry, context);
  throw new InputError(
    `${entry.id} is a ${entry.kind}, not a profile: compare profiles, or read scalene://comparisons/${entry.id}.`,
  );
}

/** What is known to differ between two profiles that were made apart. */
function recordedDifferences(base: Found, head: Found): string[] {
  if (base.kind !== 'entry' || head.kind !== 'entry') return [];
  if (base.entry.kind !== 'profile' || head.entry.kind !== 'profile') return [];
  const [one, other] = [base.entry.environment, head.entry.environment];
  return (['python', 'scalene', 'os', 'arch', 'cpuModel', 'cpuCount'] as const)
    .filter((name) => one[name] !== other[name])
    .map((name) => `${name}: ${String(one[name] ?? 'unknown')} → ${String(other[name] ?? 'unknown')}`);
}

/** The call that measures what was only recorded, where the old state is a commit. */
function measureInstead(base: Found): Next | null {
  const entry = base.kind === 'entry' && base.entry.kind === 'profile' ? base.entry : null;
  if (entry === null || entry.side.commit === '' || entry.side.dirty === true) return null;
  return nextCall('compare', measuringCall(entry), 'measures both in turn, which is what CPU time is judged by');
}

function measuringCall({ side, program }: Extract<StoredEntry, { kind: 'profile' }>): Record<string, unknown> {
  return {
    baseline: `git:${side.commit.slice(0, 12)}`,
    candidate: 'worktree',
    ...(program.script === undefined ? {} : { script: program.script }),
    ...(program.module === undefined ? {} : { module: program.module }),
    ...(program.args.length === 0 ? {} : { args: program.args }),
    ...(program.workingDirectory === undefined ? {} : { cwd: program.workingDirectory }),
  };
}

function needsMeasuring(found: Found, other: Side | undefined): InputError {
  const what = found.kind === 'entry' ? found.entry.id : found.reference;
  const against = other?.kind === 'commit' ? `git:${other.ref}` : 'worktree';
  const call = measureInstead(found);
  return new InputError(
    `${what} was recorded before and ${against} would have to be measured now, and two moments are not comparable: ` +
      (call === null ? 'name two recorded profiles, or two of git:REF and worktree.' : `call ${call}.`),
  );
}

async function measureAndJudge(
  baseline: Exclude<Side, { kind: 'made' }>,
  candidate: Exclude<Side, { kind: 'made' }>,
  args: Args,
  context: Context,
  call: Call,
): Promise<Judged> {
  if (context.options.access === 'read-only') {
    throw new InputError(
      'This server is read-only and measures nothing: give recorded profiles (ids or paths), or a measurement as baseline.',
    );
  }
  if (baseline.kind === 'worktree') {
    throw new InputError(
      'The baseline is the old state and cannot be the working tree: give git:REF as baseline and worktree as candidate.',
    );
  }
  const onWaiting = (ahead: number): void =>
    call.say(`waiting for ${String(ahead)} other ${ahead === 1 ? 'measurement' : 'measurements'}`);
  return context.jobs.run({ signal: call.signal, onWaiting }, () =>
    measured(baseline.ref, candidate, args, context, call),
  );
}

async function measured(
  base: string,
  candidate: Exclude<Side, { kind: 'made' }>,
  args: Args,
  context: Context,
  call: Call,
): Promise<Judged> {
  const place = await workFolder(args.cwd, context, call.signal);
  if (!place.isRepository) {
    throw new InputError(
      `${place.cwd} is not in a git repository inside the roots, so there are no two states to measure: commit the old state first, or start the server with --root at the top of the repository.`,
    );
  }
  const settings = await settingsFor(args, judgingInputs(args), place, context);
  const folder = await makeRunFolder();
  try {
    const out = join(folder.path, 'measurement');
    await mkdir(out);
    const request = gateRequest(settings, {
      repository: place.cwd,
      sides: { kind: 'refs', base, head: candidate.kind === 'commit' ? candidate.ref : undefined },
      out,
      cacheDir: context.options.cacheDir,
    });
    const { comparison, loaded } = await runGate(request, {
      signal: call.signal,
      clock: () => performance.now() / 1000,
      env: context.env,
      onProgress: (event) => {
        const note = progressNote(event);
        if (note !== null) call.say(note.text);
      },
    });
    const kept = await keepMeasurement(out, loaded, context);
    return {
      comparison,
      environment: environmentDifferences(comparison),
      ...kept,
      next: nextAfter(comparison, args, kept.measurement),
    };
  } finally {
    await folder.remove();
  }
}

/** A judgement of minutes is not lost because its runs are too many to keep. */
async function keepMeasurement(
  folder: string,
  { measurement, profiles }: LoadedMeasurement,
  { store }: Context,
): Promise<Pick<Judged, 'measurement' | 'notKept'>> {
  const documents = await measurementDocuments(folder, measurement);
  const heads = profiledRuns(measurement.runs, 'head').flatMap((run) => profiles.get(run.profile) ?? []);
  try {
    const { id } = await store.save({ body: { kind: 'measurement', measurement }, documents, peakMb: peakOf(heads) });
    return { measurement: id };
  } catch (error) {
    if (error instanceof InputError) return { notKept: `The runs were not kept: ${error.message}` };
    throw error;
  }
}

function judgingInputs({ pairs, tolerance, timeout_seconds: timeout }: Args): GivenValues {
  return {
    ...(pairs === undefined
      ? {}
      : { 'max-pairs': String(pairs), ...(pairs < 3 ? { 'min-pairs': String(pairs) } : {}) }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(timeout === undefined ? {} : { timeout: `${String(timeout)}s` }),
  };
}

function nextAfter(comparison: Comparison, args: Args, measurement: string | undefined): Next[] {
  const calls: Next[] = [];
  const [worst] = comparison.functions.filter(({ verdict }) => verdict === 'regression');
  if (worst !== undefined && measurement !== undefined) {
    calls.push(
      nextCall(
        'analyze',
        { profile: measurement, view: 'file', file: worst.file },
        `${METRICS[worst.metric].label} of ${untrusted(worst.name)}, line by line`,
      ),
    );
  }
  if (comparison.verdict === 'inconclusive') {
    const more =
      comparison.metrics.find(({ pairsNeeded }) => typeof pairsNeeded === 'number')?.pairsNeeded ??
      2 * Math.max(5, comparison.pairs);
    calls.push(nextCall('compare', { ...args, pairs: Math.min(100, more) }, 'more pairs, to settle what is open'));
  }
  if (measurement !== undefined) {
    calls.push(nextCall('analyze', { profile: measurement }, 'where the new state spends its time'));
  }
  return calls;
}
