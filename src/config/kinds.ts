/**
 * The kinds of values that settings have: how each is checked, read from text, shown and worded in an error.
 * Which setting is of which kind is left to `definition.ts`.
 */
import { split } from 'shlex';
import * as z from 'zod';
import { DURATION, PERCENT, formatDuration, parseDuration, parsePercent } from './amounts.js';
import { TolerancesSchema, tolerancesFromText } from './limits.js';
import { didYouMean } from './suggest.js';

export interface Kind<Value> {
  /** One or two words for tables, such as `duration`. */
  readonly label: string;
  /** Checks and converts what the configuration file holds. */
  readonly schema: z.ZodType<Value>;
  /** Turns text into what the file would hold; returns it as it is where it cannot, for the schema to refuse. */
  readonly fromText: (text: string) => unknown;
  /** Completes "this is not …". */
  readonly expects: string;
  readonly example: string;
  /** The value as text that `fromText` reads back. */
  show(value: Value): string;
}

const asItIs = (text: string): unknown => text;
const entries = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** Text in which no control character but (where `lines` allow) a line break stands. */
const PRINTABLE = /^[^\p{Cc}]+$/u;
const PRINTABLE_LINES = /^(?:[^\p{Cc}]|[\n\r\t])+$/u;

export function text(expects: string, example: string, pattern: RegExp = PRINTABLE): Kind<string> {
  return {
    label: 'text',
    schema: z.string().regex(pattern),
    fromText: asItIs,
    expects,
    example,
    show: (value) => value,
  };
}

export function lines(expects: string, example: string): Kind<string> {
  return text(expects, example, PRINTABLE_LINES);
}

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', 'no', 'off'].map((word) => [word, false] as const),
]);

export function yesNo(example: string): Kind<boolean> {
  return {
    label: 'yes or no',
    schema: z.boolean(),
    fromText: (written) => YES_NO.get(written.toLowerCase()) ?? written,
    expects: 'true or false',
    example,
    show: String,
  };
}

export function whole(min: number, max: number, example: string): Kind<number> {
  return {
    label: 'whole number',
    schema: z.int().min(min).max(max),
    fromText: (written) => (/^\d+$/.test(written) ? Number(written) : written),
    expects: `a whole number from ${min} to ${max}`,
    example,
    show: String,
  };
}

/** Seconds. */
export function duration(example: string): Kind<number> {
  return {
    label: 'duration',
    schema: z.union([
      z
        .string()
        .regex(DURATION)
        .refine((written) => parseDuration(written) > 0)
        .transform(parseDuration),
      z.number().positive(),
    ]),
    fromText: asItIs,
    expects: 'a duration such as 90s, 10m or 1h30m',
    example,
    show: formatDuration,
  };
}

/** A fraction. */
export function percentage(example: string): Kind<number> {
  return {
    label: 'percentage',
    schema: z.string().regex(PERCENT).transform(parsePercent),
    fromText: asItIs,
    expects: 'a percentage such as 5%',
    example,
    show: (value) => `${value * 100}%`,
  };
}

export function choice<const Word extends string>(words: readonly [Word, ...Word[]]): Kind<Word> {
  return {
    label: 'one of',
    schema: z.enum(words),
    fromText: asItIs,
    expects: `one of ${words.join(', ')}`,
    example: words[0],
    show: (value) => value,
  };
}

/** Several of a fixed set; the word `none` is the empty list. */
export function choices<const Word extends string>(
  words: readonly [Word, ...Word[]],
  example: string,
): Kind<readonly Word[]> {
  const word = z.enum(words, {
    error: ({ input }) => `names "${String(input)}", which is not among them.${didYouMean(String(input), words)}`,
  });
  return {
    label: 'list',
    schema: z.array(word).readonly(),
    fromText: (written) => (written.trim() === 'none' ? [] : entries(written)),
    expects: `a list of ${words.join(', ')}, or none`,
    example,
    show: (value) => value.join(', ') || 'none',
  };
}

export function list(expects: string, example: string, pattern: RegExp = PRINTABLE): Kind<readonly string[]> {
  return {
    label: 'list',
    schema: z.array(z.string().regex(pattern)).readonly(),
    fromText: entries,
    expects,
    example,
    show: (value) => value.join(', '),
  };
}

/** Arguments of a program: a list, or text that is split as a shell would split it (and by no shell). */
export function programArguments(example: string): Kind<readonly string[]> {
  return {
    label: 'arguments',
    schema: z.array(z.union([z.string().regex(/^[^\0]*$/), z.number().transform(String)])).readonly(),
    fromText: (written) => {
      try {
        return split(written);
      } catch {
        return written;
      }
    },
    expects: 'a list, or text with every quote closed',
    example,
    show: (value) => value.join(' '),
  };
}

export function tolerances(example: string): Kind<z.infer<typeof TolerancesSchema>> {
  return {
    label: 'tolerances',
    schema: TolerancesSchema,
    fromText: tolerancesFromText,
    expects: 'a limit per metric or function such as 5%, 20ms or 5% | 20ms',
    example,
    show: () => '',
  };
}
