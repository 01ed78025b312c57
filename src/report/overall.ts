/**
 * The heading over several programs: the gravest of theirs, and how many share it.
 * The heading of one program is left to `heading.ts`.
 */
import { countOf, type Heading } from './heading.js';
import type { ProgramReport } from './model.js';
import { counted } from './words.js';

/** The gravest first. Icons stand for kinds of outcome, and no outcome has more than one. */
const GRAVITY: readonly string[] = ['🛑', '❌', '⚠️', '☑️', '⚪', '✅'];

type Judged = Pick<ProgramReport, 'heading' | 'comparison'>;

/** One program: its own heading. Several: `2 regressions in 1 of 3 programs`. */
export function overallHeading(programs: readonly [Judged, ...Judged[]]): Heading {
  const [first] = programs;
  if (programs.length === 1) return first.heading;
  const gravest = programs.reduce(
    (worst, { heading }) => (gravity(heading) < gravity(worst) ? heading : worst),
    first.heading,
  );
  const sharing = programs.filter(({ heading }) => heading.icon === gravest.icon);
  const where =
    sharing.length === programs.length
      ? `${programs.length} programs`
      : `${sharing.length} of ${programs.length} programs`;
  return { ...gravest, words: `${sharedWords(sharing)} in ${where}` };
}

function gravity({ icon }: Heading): number {
  return GRAVITY.indexOf(icon);
}

/** What the programs have in common: their words when they are equal, else the sum of their regressions, else only that the gate looked. */
function sharedWords(sharing: readonly Judged[]): string {
  const words = new Set(sharing.map(({ heading }) => heading.words));
  const [only] = words;
  if (words.size === 1 && only !== undefined && sharing.length === 1) return only;
  const regressions = sharing.reduce((sum, { comparison }) => sum + countOf(comparison.regressions).count, 0);
  if (regressions > 0) return counted(regressions, 'regression');
  const improvements = sharing.reduce((sum, { comparison }) => sum + countOf(comparison.improvements).count, 0);
  if (improvements > 0)
    return sharing.every(hasImproved)
      ? counted(improvements, 'improvement')
      : `no regression, ${counted(improvements, 'improvement')}`;
  return words.size === 1 && only !== undefined ? only : OTHERWISE[sharing[0]?.heading.tone ?? 'neutral'];
}

function hasImproved({ comparison }: Judged): boolean {
  return comparison.improvements.length > 0;
}

const OTHERWISE: { readonly [T in Heading['tone']]: string } = {
  bad: 'gate failed',
  warning: 'findings outside the gate',
  good: 'no regression',
  neutral: 'no verdict',
};
