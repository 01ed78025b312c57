/**
 * CPU time of every function judged: who explains a proven change of the whole program, who changed beyond doubt
 * without one, and who is left in peace. Seconds come from `shares.ts`, evidence from `blame.ts` and `detect.ts`.
 */
import type { FindingVerdict, MetricComparison } from '../../model/comparison.js';
import type { CompareSettings } from '../input.js';
import type { JudgedMetric } from '../totals/metric.js';
import { blame } from './blame.js';
import { commonShifts } from './common-shift.js';
import { detect } from './detect.js';
import type { Evidence } from './evidence.js';
import type { FunctionFinding } from './finding.js';
import type { LimitOf } from './limits.js';
import type { MatchedFunction } from './match.js';
import { functionTimes, IDLE, type FunctionTime, type ProfileGroup } from './shares.js';
import { unitsOf, type Unit } from './units.js';

/** Shares of the whole program below this are too small to judge. */
const RELEVANT_SHARE = 0.01;
/** Fewer samples than this on both sides together say nothing. */
const LEAST_SAMPLES = 3;

/** The whole program's CPU time, judged before. */
interface Total {
  readonly base: number;
  readonly head: number;
  /** head − base. */
  readonly change: number;
  /** The change is a regression or an improvement. */
  readonly proven: boolean;
  /** The accepted change, in seconds. */
  readonly accepted: number;
  readonly logError: number;
  readonly pairs: number;
}

interface Context {
  readonly functions: readonly MatchedFunction[];
  readonly times: readonly FunctionTime[];
  readonly total: Total;
  readonly limitOf: LimitOf;
  /** For each function, ln of the factor by which the profiles misjudge code that did not change, as far as can be told. */
  readonly shifts: readonly number[];
}

/** What is claimed about a unit: for the worse (1) or the better (−1). */
interface Claim {
  readonly direction: number;
  readonly tier: 0 | 1;
  /** Seconds by which it is weighed against other claims. */
  readonly amount: number;
}

/** One finding for each function that was sampled. */
export function judgeCpu(
  { functions, groups }: Evidence,
  metric: JudgedMetric | undefined,
  limitOf: LimitOf,
  { minPairs }: CompareSettings,
): FunctionFinding[] {
  const total = metric && totalOf(metric.row, metric.change?.standardError ?? null);
  const pooled = total && functionTimes(functions, groups, total);
  if (!pooled) return [];
  const logChange = Math.log(total.head / total.base);
  const shifts = commonShifts(functions, pooled, logChange, (time) => isRelevant(time, total));
  const times = pooled.map((time, f) => widened(time, shifts[f] ?? 0));
  const context = { functions, times, total, limitOf, shifts };
  const units = unitsOf(functions, times, RELEVANT_SHARE * Math.min(total.base, total.head));
  const judged = units.filter(({ members }) => members.some((member) => isRelevant(times[member], total)));
  const blamed = total.proven ? blamedUnits(judged, context) : new Map<Unit, Claim>();
  const enough = total.pairs >= minPairs && groups.some(hasSpread);
  const detected = enough ? detectedUnits(judged, context) : new Map<Unit, Claim>();
  return units.flatMap((unit) => findings(unit, blamed.get(unit) ?? detected.get(unit) ?? null, context));
}

function totalOf(row: MetricComparison, logError: number | null): Total | null {
  const { base, head, verdict, tolerance, runs } = row;
  if (base === null || head === null || base <= 0 || head <= 0 || logError === null) return null;
  const smaller = Math.min(base, head);
  return {
    base,
    head,
    change: head - base,
    proven: verdict === 'regression' || verdict === 'improvement',
    accepted: smaller * (tolerance > 0 ? tolerance : 1),
    logError,
    pairs: runs?.base ?? 0,
  };
}

/** A function's time with an error that allows for the shift, so that intervals hold what the profiler distorts. */
function widened(time: FunctionTime, shift: number): FunctionTime {
  return {
    ...time,
    standardError: Math.hypot(time.standardError, shift * Math.sqrt(time.base * time.head)),
    logError: Math.hypot(time.logError, shift),
  };
}

function blamedUnits(units: readonly Unit[], context: Context): Map<Unit, Claim> {
  const { functions, total, limitOf } = context;
  const suspects = units.map((unit) => {
    const codeChanged = unit.members.some((member) => functions[member]?.codeChanged ?? false);
    return { ...unit, codeChanged, difference: codeChanged ? unit.difference : unshifted(unit, context) };
  });
  const blames = blame(suspects, total.change);
  return new Map(
    units.flatMap((unit, i): [Unit, Claim][] => {
      const found = blames[i];
      if (found?.named !== true || isAccepted(unit, functions, limitOf)) return [];
      return [[unit, { direction: Math.sign(total.change), tier: 0, amount: Math.abs(found.expected) }]];
    }),
  );
}

/** The difference that is left when both sides are judged alike. */
function unshifted({ members }: Unit, { times, shifts }: Context): number {
  return members.reduce((all, member) => {
    const { base, head } = times[member] ?? IDLE;
    const shift = shifts[member] ?? 0;
    return all + head * Math.exp(-shift / 2) - base * Math.exp(shift / 2);
  }, 0);
}

function detectedUnits(units: readonly Unit[], { functions, total, limitOf }: Context): Map<Unit, Claim> {
  const candidates = units.map((unit) => ({ ...unit, limit: limitOfUnit(unit, functions, limitOf) }));
  const found = detect(candidates, total.base, total.head);
  return new Map(
    units.flatMap((unit, i): [Unit, Claim][] => {
      const direction = found[i] ?? 0;
      if (direction === 0 || !existsOnBothSides(unit, functions)) return [];
      if (isBesideTheChange(unit, direction, functions, total)) return [];
      return [[unit, { direction, tier: 1, amount: Math.abs(unit.difference) }]];
    }),
  );
}

/**
 * Code that nobody touched, and that seems to move against a proven change of the whole: the seconds of a side are shared out by samples, those
 * of the interpreter's start too, so what is left seems to grow where most of the work has gone.
 */
function isBesideTheChange(
  { members }: Unit,
  direction: number,
  functions: readonly MatchedFunction[],
  total: Total,
): boolean {
  const isTouched = members.some((member) => functions[member]?.codeChanged ?? false);
  return total.proven && direction !== Math.sign(total.change) && !isTouched;
}

/** A unit's members as findings; its claim goes to the member that moved most. */
function findings(unit: Unit, claim: Claim | null, { functions, times, total }: Context): FunctionFinding[] {
  const leader = claim && leaderOf(unit.members, times, claim.direction);
  const sharesWork = unit.members.length > 1;
  return unit.members.flatMap((member): FunctionFinding[] => {
    const time = times[member] ?? IDLE;
    if (time.base <= 0 && time.head <= 0) return [];
    const own = member === leader ? claim : null;
    const difference = own ? unit.difference : time.difference;
    return [
      {
        index: member,
        metric: 'cpu-time',
        verdict: own ? verdictOf(own) : quietVerdict(functions[member], isRelevant(time, total) || sharesWork),
        base: time.base,
        head: time.head,
        standardError: time.standardError,
        logError: time.logError,
        contribution: total.proven ? difference / total.change : null,
        weight: (own?.amount ?? Math.abs(difference)) / total.accepted,
        tier: own?.tier ?? 2,
        sharedWith: sharesWork ? unit.members.filter((other) => other !== member) : [],
      },
    ];
  });
}

function verdictOf({ direction }: Claim): FindingVerdict {
  return direction > 0 ? 'regression' : 'improvement';
}

function quietVerdict(entry: MatchedFunction | undefined, judged: boolean): FindingVerdict {
  if (!judged) return 'too-small';
  return entry === undefined || entry.presence === 'both' ? 'unchanged' : entry.presence;
}

function leaderOf(members: readonly number[], times: readonly FunctionTime[], direction: number): number {
  return members.reduce((best, member) =>
    direction * (times[member]?.difference ?? 0) > direction * (times[best]?.difference ?? 0) ? member : best,
  );
}

function isRelevant(time: FunctionTime | undefined, total: Total): boolean {
  if (!time) return false;
  const share = Math.max(time.base / total.base, time.head / total.head);
  return share >= RELEVANT_SHARE && time.samples.base + time.samples.head >= LEAST_SAMPLES;
}

/** One profile against one shows no noise, and proves nothing. */
function hasSpread({ base, head }: ProfileGroup): boolean {
  return base.length >= 2 && head.length >= 2;
}

/** A function on one side only is "new" or "removed", unless the total makes it responsible for something. */
function existsOnBothSides({ members }: Unit, functions: readonly MatchedFunction[]): boolean {
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
  const size = Math.abs(unit.difference);
  return explicit && (size <= floor || size <= tolerance * Math.min(unit.base, unit.head));
}
