/**
 * The tolerance grammar: `5%`, `20ms`, `5% | 20ms`, per metric and per function glob, in the file and as text.
 * Joining the limits of several layers into those that count is left to `resolve.ts`.
 */
import * as z from 'zod';
import type { FunctionLimit, Limit } from '../model/judging.js';
import { METRIC_IDS, METRICS, isMetricId, type MetricId, type Unit } from '../model/metrics.js';
import { PERCENT, parseAmount, parsePercent, type Amount } from './amounts.js';
import { didYouMean } from './suggest.js';

/** Accepted changes that one layer of the settings names. */
export interface Tolerances {
  readonly metrics: { readonly [Id in MetricId]?: Partial<Limit> | undefined };
  readonly functions: readonly FunctionLimit[];
}

/** One limit as written: either part may be missing, not both. */
interface WrittenLimit {
  readonly tolerance?: number;
  readonly floor?: Amount;
}

/** Reads `5%`, `20ms` or `5% | 20ms` in any order; undefined when the text says something else. */
export function parseLimit(text: string): WrittenLimit | undefined {
  let limit: WrittenLimit = {};
  for (const part of text.split('|').map((piece) => piece.trim())) {
    const read = parsePart(part);
    if (read === undefined || Object.keys(read).some((key) => key in limit)) return undefined;
    limit = { ...limit, ...read };
  }
  return limit;
}

function parsePart(text: string): WrittenLimit | undefined {
  if (PERCENT.test(text)) return { tolerance: parsePercent(text) };
  const floor = parseAmount(text);
  return floor && { floor };
}

/** The limit's text; whether it can be read is one yes or no, so that the message can show the whole value. */
const LimitText = z
  .string()
  .refine((text) => parseLimit(text) !== undefined, { abort: true, params: { malformed: true } })
  .transform((text): WrittenLimit => parseLimit(text) ?? {})
  .meta({ description: 'A percentage, an absolute amount, or both: 5%, 20ms, 5% | 20ms.' });

const DIMENSION: { readonly [U in Unit]: string } = {
  s: 'a time: its absolute part is one such as 20ms',
  MiB: 'an amount of memory: its absolute part is one such as 2MiB',
};

/** A metric's own limit: the absolute part must be in the metric's dimension. */
function metricLimit(metric: MetricId) {
  const { unit } = METRICS[metric];
  return LimitText.refine(({ floor }) => floor === undefined || floor.unit === unit, {
    abort: true,
    message: `does not fit: ${metric} is ${DIMENSION[unit]}`,
  })
    .transform(({ tolerance, floor }): Partial<Limit> => {
      return { ...(tolerance !== undefined && { tolerance }), ...(floor !== undefined && { floor: floor.value }) };
    })
    .optional();
}

type MetricLimits = { [Id in MetricId]: ReturnType<typeof metricLimit> };

// `Object.fromEntries` forgets its keys; they are those of METRIC_IDS.
const metricLimits = Object.fromEntries(METRIC_IDS.map((id) => [id, metricLimit(id)])) as MetricLimits;

/** Words the error for keys that are no metric. */
const unknownMetric = {
  error: ({ code, keys }: { readonly code: string; readonly keys?: unknown }): string | undefined => {
    if (code !== 'unrecognized_keys' || !Array.isArray(keys)) return undefined;
    const name = String(keys[0]);
    return `names "${name}", which is neither a metric nor a function pattern.${didYouMean(name, METRIC_IDS)}`;
  },
};

/** Limits of one function glob, once the glob is known. */
type ForPattern = (pattern: string) => FunctionLimit[];

const PerMetric = z.strictObject(metricLimits, unknownMetric).transform((limits): ForPattern => {
  return (pattern) =>
    METRIC_IDS.flatMap((metric) => {
      const limit = limits[metric];
      return limit === undefined ? [] : [{ pattern, metric, limit }];
    });
});

const ForAll = LimitText.transform(
  (limit): ForPattern =>
    (pattern) =>
      forEveryMetric(pattern, limit),
);

const FunctionLimits = z
  .record(z.string().min(1), z.union([ForAll, PerMetric]))
  .transform((limits) => Object.entries(limits).flatMap(([pattern, limitsFor]) => limitsFor(pattern)))
  .meta({ description: 'By glob over file:qualified.name, such as "etl/parse.py:parse_*".' });

/** A limit without a metric: its percentage counts for every metric, its absolute part for those of its dimension. */
function forEveryMetric(pattern: string, { tolerance, floor }: WrittenLimit): FunctionLimit[] {
  const everywhere = tolerance === undefined ? [] : [{ pattern, limit: { tolerance } }];
  if (floor === undefined) return everywhere;
  const fitting = METRIC_IDS.filter((id) => METRICS[id].unit === floor.unit);
  return [...everywhere, ...fitting.map((metric) => ({ pattern, metric, limit: { floor: floor.value } }))];
}

/** The value of `tolerances` in the configuration file. */
export const TolerancesSchema = z
  .strictObject({ ...metricLimits, functions: FunctionLimits.optional() }, unknownMetric)
  .transform(({ functions = [], ...metrics }): Tolerances => ({ metrics, functions }));

/** Only patterns hold one of these; a plain word that is no metric is more likely a misspelt one. */
const PATTERN_CHARACTER = /[:/.*?[{]/;

/**
 * Text of an input or a flag to what the file would hold: one `NAME: LIMIT` (or `NAME=LIMIT`) per line or comma, where
 * a name is a metric or a function glob. Returns the text itself where it cannot be split.
 */
export function tolerancesFromText(text: string): unknown {
  const metrics: Record<string, string> = {};
  const functions: Record<string, string> = {};
  for (const entry of text.split(/[\n,]/).map((piece) => piece.trim())) {
    if (entry === '') continue;
    const [, name, limit] = /^(.+?)\s*[:=]\s*([^:=]*)$/.exec(entry) ?? [];
    if (name === undefined || limit === undefined) return text;
    const target = !isMetricId(name) && PATTERN_CHARACTER.test(name) ? functions : metrics;
    target[name] = limit;
  }
  return { ...metrics, ...(Object.keys(functions).length > 0 && { functions }) };
}
