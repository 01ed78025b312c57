/**
 * The accepted change of one function: what the settings say for its name, else the default of its metric.
 */
import picomatch from 'picomatch/posix.js';
import type { MetricId } from '../../model/metrics.js';
import type { CompareSettings, FunctionLimit, Limit } from '../input.js';
import type { SideFunction } from './inventory.js';

/** A function's own change is noisier than the whole program's: at least this much is accepted, as a fraction. */
const FUNCTION_TOLERANCE = 0.1;

/** Looks up a function's limit; `explicit` says that the settings name this function. */
export type LimitOf = (entry: SideFunction, metric: MetricId) => Limit & { readonly explicit: boolean };

/** Compiles the globs once. */
export function functionLimits(settings: CompareSettings): LimitOf {
  const compiled = settings.functionLimits.map((entry) => ({ entry, matches: matcher(entry.pattern) }));
  return (entry, metric) => {
    const usual = settings.limits[metric];
    const named = compiled.filter(
      ({ entry: { metric: only }, matches }) => (only ?? metric) === metric && matches(entry),
    );
    const own = named.reduce<Partial<Limit>>(
      (limit, { entry: { limit: next } }) => ({ ...limit, ...defined(next) }),
      {},
    );
    return {
      tolerance: own.tolerance ?? Math.max(usual.tolerance, FUNCTION_TOLERANCE),
      floor: own.floor ?? usual.floor,
      explicit: named.length > 0,
    };
  };
}

function defined(limit: FunctionLimit['limit']): Partial<Limit> {
  return {
    ...(limit.tolerance !== undefined && { tolerance: limit.tolerance }),
    ...(limit.floor !== undefined && { floor: limit.floor }),
  };
}

/** `file:qualified.name`, or a name alone. Names have no slashes, so `*` in one means anything. */
function matcher(pattern: string): (entry: SideFunction) => boolean {
  const whole = picomatch(pattern, { dot: true });
  const colon = pattern.lastIndexOf(':');
  if (colon === -1) return ({ name }) => whole(name);
  const file = picomatch(pattern.slice(0, colon), { dot: true });
  const name = picomatch(pattern.slice(colon + 1), { dot: true });
  return (entry) => file(entry.file) && name(entry.name);
}

/** Whether a function's file is one that the settings want listed. */
export function fileFilter({ only, exclude }: Pick<CompareSettings, 'only' | 'exclude'>): (file: string) => boolean {
  const wanted = only.length === 0 ? (): boolean => true : picomatch([...only], { dot: true });
  const unwanted = exclude.length === 0 ? (): boolean => false : picomatch([...exclude], { dot: true });
  return (file) => wanted(file) && !unwanted(file);
}
