/**
 * Every function judged: first those that explain a proven change of the whole program, then those that changed beyond
 * doubt by themselves, then the rest. Matching, seconds and evidence come from the neighbours; rows are left to `rows.ts`.
 */
import type { FindingVerdict } from '../../model/comparison.js';
import type { MetricId } from '../../model/metrics.js';
import type { CompareSettings } from '../input.js';
import type { JudgedMetric } from '../totals/metric.js';
import { blame } from './blame.js';
import { detect } from './detect.js';
import type { Evidence } from './evidence.js';
import { functionLimits, type LimitOf } from './limits.js';
import type { MatchedFunction } from './match.js';
import { explainMemory } from './memory.js';
import { shareWork } from './moved-work.js';
import { functionTimes, type FunctionTime, type ProfileGroup } from './shares.js';

/** What was found about one function in one metric. Amounts in the metric's unit. */
export interface FunctionFinding {
  readonly index: number;
  readonly metric: Extract<MetricId, 'cpu-time' | 'peak-memory' | 'allocated'>;
  readonly verdict: FindingVerdict;
  readonly base: number;
  readonly head: number;
  readonly standardError: number;
  /** Standard error of ln(head / base); infinite where a side is zero. */
  readonly logError: number;
  /** Part of the whole program's change that it explains, as a fraction; null where the total did not change. */
  readonly contribution: number | null;
  /** Its change, in tolerances of the whole program: what findings are ordered by. */
  readonly weight: number;
  /** 0: explains a proven change of a total. 1: claimed on its own. 2: no claim. */
  readonly tier: 0 | 1 | 2;
  /** Functions that it exchanged work with. */
  readonly sharedWith: readonly number[];
}

/** Shares of the whole program below this are too small to judge. */
const RELEVANT_SHARE = 0.01;
/** Fewer samples than this on both sides together say nothing. */
const LEAST_SAMPLES = 3;

/** Findings about functions, in the order in which they are reported; a function has one per metric that says something. */
export function judgeFunctions(
  evidence: Evidence,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  settings: CompareSettings,
): FunctionFinding[] {
  const limitOf = functionLimits(settings);
  const cpu = judgeCpu(evidence, metrics.get('cpu-time'), limitOf, settings);
  const memory = judgeMemory(evidence, metrics, limitOf);
  return [...cpu, ...memory].sort(byImportance);
}

const VERDICT_ORDER: { readonly [V in FindingVerdict]: number } = {
  regression: 0,
  improvement: 1,
  added: 2,
  removed: 3,
  inconclusive: 4,
  unchanged: 5,
  'too-small': 6,
};

function byImportance(a: FunctionFinding, b: FunctionFinding): number {
  return (
    VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] ||
    a.tier - b.tier ||
    b.weight - a.weight ||
    Math.max(b.base, b.head) - Math.max(a.base, a.head) ||
    a.index - b.index
  );
}

function judgeCpu(
  evidence: Evidence,
  total: JudgedMetric | undefined,
  limitOf: LimitOf,
  { minPairs }: CompareSettings,
): FunctionFinding[] {
  const { functions, groups } = evidence;
  const row = total?.row;
  if (!total?.change || !row || row.base === null || row.head === null || row.base <= 0) return [];
  const totals = { base: row.base, head: row.head, logError: total.change.standardError };
  const times = functionTimes(functions, groups, totals);
  if (!times) return [];
  const smaller = Math.min(row.base, row.head);
  const units = joinWork(functions, times, RELEVANT_SHARE * smaller);
  const relevant = units.map((unit) => unit.members.some((member) => isRelevant(times[member], totals)));
  const change = row.head - row.base;
  const proven = row.verdict === 'regression' || row.verdict === 'improvement';
  const blames = proven
    ? blame(
        units.map((unit, i) => ({ ...unit, relevant: relevant[i] ?? false })),
        change,
      )
    : units.map(() => null);
  const enough = (row.runs?.base ?? 0) >= minPairs && groups.some(hasSpread);
  const candidates = units.map((unit, i) => ({
    ...unit,
    limit: limitOfUnit(unit, functions, limitOf),
    relevant: relevant[i] ?? false,
  }));
  const detected = enough ? detect(candidates, row.base, row.head) : [];
  const tolerance = smaller * row.tolerance;
  return units.flatMap((unit, i) => {
    const blamed = blames[i];
    const named = blamed?.named === true && !isAccepted(unit, functions, limitOf);
    const direction = named ? Math.sign(change) : mayBeClaimed(unit, functions) ? (detected[i] ?? 0) : 0;
    const leader = direction === 0 ? null : leaderOf(unit.members, times, direction);
    return unit.members
      .filter((member) => isActive(times[member]))
      .map((member): FunctionFinding => {
        const time = times[member] ?? NO_TIME;
        const isLeader = member === leader;
        const amount = isLeader ? unit.difference : time.difference;
        return {
          index: member,
          metric: 'cpu-time',
          verdict: isLeader
            ? direction > 0
              ? 'regression'
              : 'improvement'
            : quietVerdict(functions[member], time, totals, unit.members.length > 1),
          base: time.base,
          head: time.head,
          standardError: time.standardError,
          logError: time.logError,
          contribution: proven ? amount / change : null,
          weight: Math.abs(named && isLeader ? blamed.expected : amount) / (tolerance > 0 ? tolerance : smaller),
          tier: isLeader ? (named ? 0 : 1) : 2,
          sharedWith: unit.members.filter((other) => other !== member),
        };
      });
  });
}

const NO_TIME: FunctionTime = {
  base: 0,
  head: 0,
  difference: 0,
  standardError: 0,
  steadyDifference: 0,
  logError: Infinity,
  samples: { base: 0, head: 0 },
};

/** One function, or several that exchanged work: judged as one. */
interface Unit {
  readonly members: readonly number[];
  readonly base: number;
  readonly head: number;
  readonly difference: number;
  readonly standardError: number;
  readonly steadyDifference: number;
  readonly size: number;
  readonly codeChanged: boolean;
}

function joinWork(functions: readonly MatchedFunction[], times: readonly FunctionTime[], least: number): Unit[] {
  return shareWork(functions, times, least).map((members) => {
    const own = members.map((member) => times[member] ?? NO_TIME);
    const total = (read: (time: FunctionTime) => number): number => own.reduce((all, time) => all + read(time), 0);
    const difference = total((time) => time.difference);
    // Of a group, what is left of the net difference is as steady as its least steady member allows.
    const steady =
      own.length === 1
        ? total((time) => time.steadyDifference)
        : Math.sign(difference) *
          Math.max(
            0,
            Math.abs(difference) - Math.max(...own.map((time) => Math.abs(time.difference - time.steadyDifference))),
          );
    return {
      members,
      base: total((time) => time.base),
      head: total((time) => time.head),
      difference,
      standardError: Math.sqrt(total((time) => time.standardError ** 2)),
      steadyDifference: steady,
      size: Math.max(
        total((time) => time.base),
        total((time) => time.head),
      ),
      codeChanged: members.some((member) => functions[member]?.codeChanged ?? false),
    };
  });
}

/** One profile against one shows no noise, and proves nothing. */
function hasSpread({ base, head }: ProfileGroup): boolean {
  return base.length >= 2 && head.length >= 2;
}

/** Seen at all: functions that never ran are not counted. */
function isActive(time: FunctionTime | undefined): boolean {
  return time !== undefined && (time.base > 0 || time.head > 0);
}

function isRelevant(time: FunctionTime | undefined, totals: { base: number; head: number }): boolean {
  if (!time) return false;
  const share = Math.max(time.base / totals.base, time.head / totals.head);
  return share >= RELEVANT_SHARE && time.samples.base + time.samples.head >= LEAST_SAMPLES;
}

/** A function on one side only is "new" or "removed", unless the total makes it responsible for something. */
function mayBeClaimed({ members }: Unit, functions: readonly MatchedFunction[]): boolean {
  return members.some((member) => functions[member]?.presence === 'both');
}

function limitOfUnit({ members }: Unit, functions: readonly MatchedFunction[], limitOf: LimitOf): ReturnType<LimitOf> {
  const first = functions[members[0] ?? -1];
  const entry = first?.head ?? first?.base;
  return entry ? limitOf(entry, 'cpu-time') : { tolerance: 0, floor: 0, explicit: false };
}

/** The settings accept this much for this very function. */
function isAccepted(unit: Unit, functions: readonly MatchedFunction[], limitOf: LimitOf): boolean {
  const { tolerance, floor, explicit } = limitOfUnit(unit, functions, limitOf);
  if (!explicit) return false;
  const size = Math.abs(unit.difference);
  return size <= floor || size <= tolerance * Math.min(unit.base, unit.head);
}

function leaderOf(members: readonly number[], times: readonly FunctionTime[], direction: number): number {
  return members.reduce((best, member) =>
    direction * (times[member]?.difference ?? 0) > direction * (times[best]?.difference ?? 0) ? member : best,
  );
}

function quietVerdict(
  entry: MatchedFunction | undefined,
  time: FunctionTime,
  totals: { base: number; head: number },
  sharesWork: boolean,
): FindingVerdict {
  if (!isRelevant(time, totals) && !sharesWork) return 'too-small';
  return entry === undefined || entry.presence === 'both' ? 'unchanged' : entry.presence;
}

/** Functions that explain a proven change of peak memory, else of what was allocated. */
function judgeMemory(
  { functions, memory }: Evidence,
  metrics: ReadonlyMap<MetricId, JudgedMetric>,
  limitOf: LimitOf,
): FunctionFinding[] {
  const changed = [metrics.get('peak-memory'), metrics.get('allocated')].find(
    (metric) => metric?.row.verdict === 'regression' || metric?.row.verdict === 'improvement',
  );
  const row = changed?.row;
  if (!row || row.base === null || row.head === null) return [];
  const total = row.head - row.base;
  const tolerance = Math.max(row.tolerance * Math.min(row.base, row.head), row.floor, Number.MIN_VALUE);
  return explainMemory(functions, memory, total).flatMap((claim): FunctionFinding[] => {
    const entry = functions[claim.index];
    const named = entry?.head ?? entry?.base;
    const limit = named && limitOf(named, claim.metric);
    const size = Math.abs(claim.head - claim.base);
    if (limit?.explicit && (size <= limit.floor || size <= limit.tolerance * Math.min(claim.base, claim.head)))
      return [];
    return [
      {
        index: claim.index,
        metric: claim.metric,
        verdict: total > 0 ? 'regression' : 'improvement',
        base: claim.base,
        head: claim.head,
        standardError: claim.standardError,
        logError:
          claim.base > 0 && claim.head > 0 ? claim.standardError / Math.sqrt(claim.base * claim.head) : Infinity,
        contribution: claim.explained / total,
        weight: Math.abs(claim.explained) / tolerance,
        tier: 0,
        sharedWith: claim.sharedWith,
      },
    ];
  });
}
