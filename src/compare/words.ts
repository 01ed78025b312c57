/**
 * The Comparison's own sentences: headline, method, advice. Reports write their own longer text from the same data.
 */
import type { FunctionComparison, LineComparison, MetricComparison, Verdict } from '../model/comparison.js';
import { METRICS } from '../model/metrics.js';

/** One plain sentence on the result. */
export function headline(
  verdict: Verdict,
  metrics: readonly MetricComparison[],
  functions: readonly FunctionComparison[],
): string {
  const changed = metrics.filter(
    ({ metric, gated, verdict: own }) =>
      (METRICS[metric].decides || gated === true) && (own === 'regression' || own === 'improvement'),
  );
  const [worst] = functions.filter(({ verdict: own }) => own === 'regression' || own === 'improvement');
  if (changed.length > 0) {
    const parts = changed.map((row) => `${METRICS[row.metric].label} ${rose(row.change)}`);
    return `${parts.join('; ')}${worst ? `, foremost in ${worst.name}` : ''}.`;
  }
  if (worst) return `${worst.name} ${rose(worst.change)} while the whole program stayed within tolerance.`;
  return verdict === 'inconclusive'
    ? 'The runs cannot tell whether anything changed.'
    : 'Nothing changed beyond tolerance and noise.';
}

function rose(change: number | null): string {
  if (change === null) return 'changed';
  const size = `${Math.abs(100 * change).toFixed(1)} %`;
  return change >= 0 ? `rose ${size}` : `fell ${size}`;
}

export function methodSentence(pairs: number, profiles: { readonly base: number; readonly head: number }): string {
  return (
    `Time: robust estimate (Student t₄ noise) over ${pairs} paired, alternated runs without a profiler, looked at a fixed number of times. ` +
    `Memory and functions: ${profiles.base} profiles of base and ${profiles.head} of head; seconds of a function are its pooled share of the samples times the side's CPU time.`
  );
}

/** What to do next, most useful first. */
export function recommendations(
  verdict: Verdict,
  metrics: readonly MetricComparison[],
  functions: readonly FunctionComparison[],
  lines: readonly LineComparison[],
): string[] {
  const advice: string[] = [];
  for (const worse of functions.filter((entry) => entry.verdict === 'regression').slice(0, 3)) {
    const line = lines.find(
      (entry) =>
        entry.file === worse.file &&
        entry.function === worse.name &&
        entry.line !== null &&
        entry.metric === worse.metric,
    );
    const place = line?.line ? `${worse.file}:${line.line}` : `${worse.file}:${worse.line}`;
    const why =
      worse.inDiff === false
        ? `is not in the diff${worse.via ? `, but hangs together with ${worse.via}, which is` : ''}: look at what it is given to do`
        : 'is in the diff';
    advice.push(`Look at ${worse.name} (${place}): it ${why}.`);
  }
  for (const { metric, verdict: own, pairsNeeded } of metrics) {
    if (own !== 'inconclusive' || verdict !== 'inconclusive') continue;
    const label = METRICS[metric].label;
    advice.push(
      pairsNeeded
        ? `${label}: about ${pairsNeeded} pairs would tell (max-pairs).`
        : `${label}: use a quieter machine, a longer program or a larger tolerance.`,
    );
  }
  return advice;
}
