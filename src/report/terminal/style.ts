/**
 * How text looks in a terminal: colours or none, Unicode or ASCII marks, and untrusted text that can neither drive the terminal nor the
 * CI runner that reads it. Laying it out is left to `layout.ts`.
 */
import pc from 'picocolors';
import type { FindingVerdict } from '../../model/comparison.js';
import type { Heading, Tone } from '../heading.js';
import { inert } from '../text.js';

export interface TerminalOptions {
  /** Columns; 80 when missing, never fewer than 40. */
  readonly width?: number;
  /** Colours are only ever an addition: every mark has its word. None when missing. */
  readonly colour?: 'none' | 'ansi';
  /** Marks, arrows and signs beyond ASCII; on when missing. */
  readonly unicode?: boolean;
}

export type Paint = (text: string) => string;

/** What decides how everything is written. */
export interface Style {
  readonly width: number;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly code: Paint;
  readonly tone: { readonly [T in Tone]: Paint };
  readonly verdict: { readonly [V in FindingVerdict]: Paint };
  /** Mark before a finding, one column wide. */
  readonly mark: { readonly [V in FindingVerdict]: string };
  readonly headingMark: (heading: Heading) => string;
  readonly bar: string;
  readonly bullet: string;
  readonly ellipsis: string;
  /** Any text, harmless and in the characters that may be used. */
  readonly text: Paint;
}

const NARROWEST = 40;
const USUAL_WIDTH = 80;

export function styleOf({ width = USUAL_WIDTH, colour = 'none', unicode = true }: TerminalOptions): Style {
  const colours = pc.createColors(colour === 'ansi');
  const red: Paint = colours.red;
  const green: Paint = colours.green;
  const yellow: Paint = colours.yellow;
  const dim: Paint = colours.dim;
  const normal: Paint = (text) => text;
  const marks = unicode ? UNICODE : ASCII;
  return {
    width: Math.max(NARROWEST, Math.floor(width)),
    bold: colours.bold,
    dim,
    code: colours.cyan,
    tone: { bad: red, warning: yellow, good: green, neutral: normal },
    verdict: {
      regression: red,
      improvement: green,
      unchanged: dim,
      inconclusive: yellow,
      'too-small': dim,
      added: yellow,
      removed: dim,
    },
    mark: marks.finding,
    headingMark: ({ tone }) => marks.heading[tone],
    bar: marks.bar,
    bullet: marks.bullet,
    ellipsis: marks.ellipsis,
    text: unicode ? inert : (text) => ascii(inert(text)),
  };
}

interface Marks {
  readonly finding: Style['mark'];
  readonly heading: { readonly [T in Tone]: string };
  readonly bar: string;
  readonly bullet: string;
  readonly ellipsis: string;
}

const UNICODE: Marks = {
  finding: {
    regression: '✗',
    improvement: '✓',
    unchanged: '·',
    inconclusive: '?',
    'too-small': '·',
    added: '+',
    removed: '−',
  },
  heading: { bad: '✗', warning: '!', good: '✓', neutral: '○' },
  bar: '│',
  bullet: '•',
  ellipsis: '…',
};

const ASCII: Marks = {
  finding: {
    regression: 'x',
    improvement: 'v',
    unchanged: '.',
    inconclusive: '?',
    'too-small': '.',
    added: '+',
    removed: '-',
  },
  heading: { bad: 'x', warning: '!', good: 'v', neutral: 'o' },
  bar: '|',
  bullet: '*',
  ellipsis: '...',
};

/** Our own signs in ASCII; whatever else is beyond it is written as Python would. */
const TRANSLITERATED: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2013': '-',
  '…': '...',
  '→': '->',
  '±': '+-',
  '×': 'x',
  µ: 'u',
  '·': '-',
};

function ascii(text: string): string {
  return text.replace(/[^ -~]/gu, (character) => TRANSLITERATED[character] ?? escaped(character));
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
