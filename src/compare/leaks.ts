/**
 * Scalene's leak suspicions on both sides. Its likelihood is advisory: a leak is new when most profiles of head show it
 * and none of base does, and the answer says on how many profiles that rests.
 */
import type { LeakComparison } from '../model/comparison.js';
import type { Profile } from '../profile/model.js';
import type { MatchedFunction } from './functions/match.js';
import { median } from './stats/robust.js';
import { pairLines } from './lines.js';

interface Suspicion {
  readonly file: string;
  readonly line: number;
  readonly likelihoods: number[];
  readonly velocities: number[];
}

/** Leaks of both sides, the new ones first. */
export function compareLeaks(
  profiles: { readonly base: readonly Profile[]; readonly head: readonly Profile[] },
  functions: readonly MatchedFunction[],
): LeakComparison[] {
  const base = suspicions(profiles.base);
  const head = suspicions(profiles.head);
  const baseOf = profiles.base.filter(({ hasMemory }) => hasMemory).length;
  const headOf = profiles.head.filter(({ hasMemory }) => hasMemory).length;
  if (baseOf === 0 || headOf === 0) return [];
  const found: LeakComparison[] = [];
  const met = new Set<string>();
  for (const suspicion of head.values()) {
    const partnerKey = baseKeyOf(suspicion, functions);
    const partner = partnerKey === null ? undefined : base.get(partnerKey);
    if (partner && partnerKey !== null) met.add(partnerKey);
    const seen = { base: partner?.likelihoods.length ?? 0, baseOf, head: suspicion.likelihoods.length, headOf };
    if (partner) found.push(row(suspicion, 'both', seen, functions, 'head'));
    else if (suspicion.likelihoods.length * 2 > headOf) found.push(row(suspicion, 'new', seen, functions, 'head'));
  }
  for (const [key, suspicion] of base) {
    if (met.has(key) || suspicion.likelihoods.length * 2 <= baseOf) continue;
    found.push(
      row(suspicion, 'gone', { base: suspicion.likelihoods.length, baseOf, head: 0, headOf }, functions, 'base'),
    );
  }
  const order = { new: 0, both: 1, gone: 2 };
  return found.sort((a, b) => order[a.verdict] - order[b.verdict] || b.likelihood - a.likelihood || a.line - b.line);
}

function suspicions(profiles: readonly Profile[]): Map<string, Suspicion> {
  const found = new Map<string, Suspicion>();
  for (const { files, hasMemory } of profiles) {
    if (!hasMemory) continue;
    for (const { path, leaks } of files) {
      for (const { line, likelihood, velocityMbPerSec } of leaks) {
        const key = keyOf(path, line);
        const entry = found.get(key) ?? { file: path, line, likelihoods: [], velocities: [] };
        entry.likelihoods.push(likelihood);
        entry.velocities.push(velocityMbPerSec);
        found.set(key, entry);
      }
    }
  }
  return found;
}

function keyOf(file: string, line: number): string {
  return `${file}\0${line}`;
}

/** Where a line of head is on base. */
function baseKeyOf({ file, line }: Suspicion, functions: readonly MatchedFunction[]): string | null {
  const entry = functions.find(({ head }) => head?.file === file && head.ownLines.includes(line));
  if (!entry) return keyOf(file, line);
  const pair = pairLines(entry.base, entry.head).find(({ head }) => head?.line === line);
  return entry.base && pair?.base ? keyOf(entry.base.file, pair.base.line) : null;
}

function row(
  { file, line, likelihoods, velocities }: Suspicion,
  verdict: LeakComparison['verdict'],
  seen: LeakComparison['seen'],
  functions: readonly MatchedFunction[],
  side: 'base' | 'head',
): LeakComparison {
  const entry = functions.find(
    (candidate) => candidate[side]?.file === file && candidate[side].ownLines.includes(line),
  );
  return {
    file,
    line,
    function: entry?.[side]?.name ?? '<module>',
    verdict,
    likelihood: median(likelihoods),
    velocityMbPerSec: median(velocities),
    seen,
  };
}
