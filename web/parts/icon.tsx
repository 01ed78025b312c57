/**
 * The sign of a verdict, drawn: not every machine has the emoji of the other reports.
 * The words that belong to it stand beside it.
 */
import type { JSX } from 'preact';
import type { Tone } from '../../src/report/heading.js';

const STROKES: { readonly [T in Tone]: string } = {
  bad: 'M8 8 L16 16 M16 8 L8 16',
  warning: 'M12 6.5 V13 M12 16.6 V17',
  good: 'M7 12.5 L10.7 16 L17 8.5',
  neutral: 'M7.5 12 H16.5',
};

export function ToneIcon({ tone }: { readonly tone: Tone }): JSX.Element {
  return (
    <svg class={`tone tone-${tone}`} viewBox="0 0 24 24" width="30" height="30" aria-hidden="true">
      <circle cx="12" cy="12" r="11" />
      <path d={STROKES[tone]} />
    </svg>
  );
}
