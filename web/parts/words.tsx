/**
 * Small pieces that every view uses: sentences, verdicts, names of the sides, changes.
 * Texts come from `src/report`, so that the page says what the comment says; all of them are set as text, never as markup.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { FindingVerdict } from '../../src/model/comparison.js';
import { shortSha, UNGATED_REGRESSION, VERDICT_WORDS, type VerdictWords } from '../../src/report/words.js';
import type { Prose } from '../../src/report/prose.js';
import type { SideName } from '../route.js';

/** A sentence with its code pieces set as code. */
export function Sentence({ prose }: { readonly prose: Prose }): JSX.Element {
  return (
    <>{prose.map((piece, index) => (typeof piece === 'string' ? piece : <code key={index}>{piece.code}</code>))}</>
  );
}

export type PillTone = 'worse' | 'better' | 'calm' | 'doubt';

const TONES: { readonly [V in FindingVerdict]: PillTone } = {
  regression: 'worse',
  improvement: 'better',
  unchanged: 'calm',
  inconclusive: 'doubt',
  'too-small': 'calm',
  added: 'calm',
  removed: 'calm',
};

/** Signs drawn beside the words: shapes, so that they do not lean on colour. */
const SIGNS: { readonly [V in FindingVerdict]: string } = {
  regression: '▲',
  improvement: '▼',
  unchanged: '=',
  inconclusive: '?',
  'too-small': '·',
  added: '+',
  removed: '−',
};

export function toneOf(verdict: FindingVerdict): PillTone {
  return TONES[verdict];
}

/** A finding's verdict: a sign, the word, a colour. */
export function VerdictPill({
  verdict,
  words = VERDICT_WORDS[verdict],
}: {
  readonly verdict: FindingVerdict;
  readonly words?: VerdictWords;
}): JSX.Element {
  const tone = words === UNGATED_REGRESSION ? 'doubt' : TONES[verdict];
  return (
    <span class={`pill pill-${tone}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {words.word}
    </span>
  );
}

export function SideTag({ side }: { readonly side: SideName }): JSX.Element {
  return <span class={`side side-${side}`}>{side === 'base' ? 'Base' : 'Head'}</span>;
}

/** A commit as people quote it, with its full id on hover. */
export function Commit({ id }: { readonly id: string }): JSX.Element {
  return (
    <code class="commit" title={id}>
      {shortSha(id)}
    </code>
  );
}

/** A link that leaves the page: only to an address of the web, whatever the data says. */
export function Outside({
  href,
  children,
}: {
  readonly href: string | null | undefined;
  readonly children: ComponentChildren;
}): JSX.Element {
  if (href === null || href === undefined || !/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly title?: string;
}

/** One of a few: radio buttons that look like one control. */
export function Choices<Value extends string>({
  label,
  name,
  choices,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly name: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}): JSX.Element {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.value} title={choice.title ?? ''}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What stands where a view has nothing to show, and why. */
export function Nothing({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="nothing">{children}</p>;
}
