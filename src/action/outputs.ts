/**
 * The Action's outputs: all of them on every path, empty where there is nothing to say.
 * What they mean is in `config/action.ts`, from which `action.yml` is made.
 */
import { OUTPUTS, type OutputName } from '../config/action.js';
import type { MetricId } from '../model/metrics.js';
import { comparisonsOf, worstVerdict, type Findings } from './findings.js';
import type { Runner } from './runner.js';

export type OutputValues = { readonly [Name in OutputName]?: string };

/** Sets every output. */
export function setOutputs(runner: Pick<Runner, 'setOutput'>, values: OutputValues): void {
  // `Object.keys` forgets its keys; they are those of the definition.
  for (const name of Object.keys(OUTPUTS) as OutputName[]) runner.setOutput(name, values[name] ?? '');
}

/** The outputs that the findings give; where they are kept and told is added by `tell`. */
export function outputsOf({ programs, baseSha, headSha }: Findings, gate: 'pass' | 'fail'): OutputValues {
  const comparisons = comparisonsOf(programs);
  const total = (count: (comparison: (typeof comparisons)[number]) => number): string =>
    String(comparisons.reduce((sum, comparison) => sum + count(comparison), 0));
  const worstChange = (id: MetricId): string => {
    const changes = comparisons.map(({ metrics }) => metrics.find(({ metric }) => metric === id)?.change ?? null);
    const known = changes.filter((change) => change !== null);
    return known.length === 0 ? '' : String(Math.max(...known));
  };
  return {
    verdict: worstVerdict(programs),
    gate,
    regressions: total(({ regressions }) => regressions.length),
    improvements: total(({ improvements }) => improvements.length),
    'cpu-time-change': worstChange('cpu-time'),
    'peak-memory-change': worstChange('peak-memory'),
    'base-sha': baseSha,
    'head-sha': headSha,
    pairs: total(({ pairs }) => pairs),
  };
}
