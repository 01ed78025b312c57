/**
 * The hidden first line of a comment: whose it is (the key), which run it tells of, and what was measured and accepted.
 * It is how a later run finds the comment and remembers; what people read is left to `report`.
 */
import * as z from 'zod';

const MARKER_VERSION = 1;

/** How much one finding changed. */
const AmountSchema = z.object({
  /** Relative change as a fraction; null where base was zero. */
  change: z.number().nullable(),
  /** Value at head, in the metric's unit; null where it is not known. */
  head: z.number().nullable(),
});
export type Amount = z.infer<typeof AmountSchema>;

/** Regressions by the finding's id. */
const AmountsSchema = z.record(z.string().max(400), AmountSchema);
export type Amounts = z.infer<typeof AmountsSchema>;

const AcceptanceSchema = z.object({
  by: z.string().max(100),
  /** ISO 8601. */
  at: z.string().max(40),
  /** Id of the event that set the label: setting it again is another event. */
  event: z.number(),
  /** Head of the pull request whose values were accepted. */
  head: z.string().max(64),
  values: AmountsSchema,
});
export type Acceptance = z.infer<typeof AcceptanceSchema>;

const StampSchema = z.object({
  /** Head of the pull request, which is not the test merge that was measured. */
  head: z.string().max(64),
  /** The run that measured; a later push has a larger one. */
  run: z.number(),
  /** The heading, such as "✅ no regression". */
  heading: z.string().max(300),
  measured: AmountsSchema,
  accepted: AcceptanceSchema.optional(),
});
export type Stamp = z.infer<typeof StampSchema>;

/** Regressions that are remembered, the largest first, so that the hidden line stays short. */
const MOST_AMOUNTS = 40;

/** Puts the hidden line before a comment's text. */
export function withMarker(key: string, stamp: Stamp, text: string): string {
  const data = Buffer.from(JSON.stringify({ ...stamp, measured: largest(stamp.measured) })).toString('base64');
  return `${opening(key)} v=${String(MARKER_VERSION)} data=${data} -->\n${text}`;
}

/** Characters that the hidden line takes. */
export function markerLength(key: string, stamp: Stamp): number {
  return withMarker(key, stamp, '').length;
}

export type MarkerReading =
  | { readonly kind: 'other' }
  /** `stamp` is null where the line is of another version or was damaged: ours, but nothing is remembered. */
  | { readonly kind: 'ours'; readonly stamp: Stamp | null };

/**
 * Reads the hidden line of a comment. It counts only at the very start, where text of a stranger that some other
 * workflow repeats in a comment of the same author cannot stand.
 */
export function readMarker(key: string, body: string): MarkerReading {
  const line = body.split(/\r?\n/, 1)[0] ?? '';
  if (!line.startsWith(`${opening(key)} `) || !line.endsWith('-->')) return { kind: 'other' };
  const data = / data=([A-Za-z0-9+/=]+) /.exec(line)?.[1];
  return { kind: 'ours', stamp: data === undefined ? null : decode(data) };
}

function opening(key: string): string {
  return `<!-- scalene-mcp-action key=${encodeURIComponent(key)}`;
}

function decode(data: string): Stamp | null {
  try {
    const read = StampSchema.safeParse(JSON.parse(Buffer.from(data, 'base64').toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function largest(amounts: Amounts): Amounts {
  const size = ({ change }: Amount): number => change ?? Number.POSITIVE_INFINITY;
  const entries = Object.entries(amounts).sort(([, one], [, other]) => size(other) - size(one));
  return Object.fromEntries(entries.slice(0, MOST_AMOUNTS));
}
