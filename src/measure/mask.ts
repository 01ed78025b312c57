/**
 * Takes secrets out of raw text, in every spelling in which programs commonly print them.
 * Which values are secrets is left to callers; colours and other terminal codes inside a secret are not seen through.
 */
import { InputError, MeasureError } from '../model/errors.js';

/** Shorter values are words such as `UTC` or `true`, which stand everywhere. */
const SHORTEST = 8;
/** Shorter lines of a longer value say nothing; from here to `SHORTEST` they count where they stand on a line alone. */
const SHORTEST_LINE = 4;
/** How wide `base64` and PEM break lines, in characters. */
const WRAPS = [64, 76];

const MASK = '***';

export interface Masker {
  /** For text that is whole. */
  text(text: string): string;
  /** For the beginning of a text that was cut off, perhaps within a secret: what could be its start goes too. */
  beginning(text: string): string;
  /** For the end of a text whose beginning was cut off, perhaps within a secret: what could be its rest goes too. */
  rest(text: string): string;
  /** Any plain data: every text in it, and every key that is not a bare word (of ours or of Scalene). The very same where nothing is found. */
  data<Data>(data: Data): Data;
}

/** @param secrets values as they stand in the environment */
export function makeMasker(secrets: readonly (string | undefined)[]): Masker {
  const values = [...new Set(secrets.flatMap((value) => value ?? []).flatMap(withPassword))].filter(isLong);
  if (values.length === 0) return NO_MASKER;
  const lines = values.flatMap(linesOf);
  const whole = [...new Set([...values, ...values.map((value) => value.trim()), ...lines])].filter(isLong);
  const plain = [...whole.map((text) => ({ length: text.length, source: spelled(text) }))];
  const encoded = [...new Set(values.flatMap((value) => encodings(value)))].filter(isLong);
  const patterns = [...plain, ...encoded.map((text) => ({ length: text.length, source: literal(text) }))].sort(
    (one, other) => other.length - one.length,
  );
  const short = [...new Set(lines)].filter((line) => !isLong(line)).map(spelled);
  const alone = short.length === 0 ? [] : [`(?<=^[+\\- \\t]*)(?:${short.join('|')})(?=[ \\t\\r]*$)`];
  const expression = new RegExp([...patterns.map(({ source }) => source), ...alone].join('|'), 'gm');
  // A character takes up to twelve in some spelling, an encoding its own length.
  const longest = Math.max(...whole.map((text) => text.length * 3), ...encoded.map((text) => text.length));
  const text = (raw: string): string => raw.replace(expression, MASK);
  return {
    text,
    beginning(raw) {
      let end = Math.max(0, raw.length - longest);
      for (const { index, 0: found } of raw.matchAll(expression)) {
        if (index < end && index + found.length > end) end = index;
      }
      return text(raw.slice(0, end));
    },
    rest(raw) {
      let start = longest;
      for (const { index, 0: found } of raw.matchAll(expression)) {
        if (index >= start) break;
        start = Math.max(start, index + found.length);
      }
      return text(raw.slice(start));
    },
    data: (data) => everyText(data, text) as typeof data,
  };
}

const NO_MASKER: Masker = {
  text: (text) => text,
  beginning: (text) => text,
  rest: (text) => text,
  data: (data) => data,
};

/** The values that are passed on to the program, and what the edge holds itself. */
export function maskerFor(envNames: readonly string[], { env = process.env, secrets = [] }: SecretPorts): Masker {
  return makeMasker([...secrets, ...envNames.map((name) => env[name])]);
}

interface SecretPorts {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly secrets?: readonly (string | undefined)[];
}

/** Sentences name commands and folders, and git says what it was asked. */
export function maskedError(error: unknown, { text }: Masker): unknown {
  if (!(error instanceof InputError || error instanceof MeasureError)) return error;
  const { outputTail, cause } = error;
  const details = { cause, ...(outputTail !== undefined && { outputTail: text(outputTail) }) };
  const Kind = error instanceof InputError ? InputError : MeasureError;
  return new Kind(text(error.message), details);
}

/** The lines of a value of several that count by themselves: rules and brackets do not. */
export function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  if (lines.length < 2) return [];
  return lines.filter((line) => line.length >= SHORTEST_LINE && (line.match(/[\p{L}\p{N}]/gu) ?? []).length >= 4);
}

function isLong(text: string): boolean {
  return text.length >= SHORTEST;
}

/** A connection string, and the password in it, as it stands there and as it is meant. */
function withPassword(value: string): string[] {
  const password = /^[a-z][\w+.-]*:\/\/[^/\s@]*?:([^\s]+)@/i.exec(value.trim())?.[1];
  if (password === undefined) return [value];
  try {
    return [value, password, decodeURIComponent(password)];
  } catch {
    return [value, password];
  }
}

/** Base64 at each of the three places in a longer text where a value can begin, its lines when wrapped, and hexadecimal. */
function encodings(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes]);
    return all.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((all.length * 8) / 6));
  });
  const wrapped = WRAPS.flatMap((width) => base64[0]?.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []);
  const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
  const hex = bytes.toString('hex');
  return [...base64, ...base64.map(urlSafe), ...wrapped, ...wrapped.map(urlSafe), hex, hex.toUpperCase()];
}

/** A text in every mixture of plain, JSON, Python `repr`, shell, URL and HTML. */
function spelled(text: string): string {
  const parts = text.match(/\\+|\r?\n|[^]/gu) ?? [];
  return parts.map(spelledPart).join('');
}

function spelledPart(part: string): string {
  if (/^[A-Za-z0-9_]$/.test(part)) return part;
  const percent = percentForm(part);
  // Escaped once or twice, each backslash is two or four.
  if (part.startsWith('\\')) return `(?:\\\\{${String(part.length)},${String(part.length * 4)}}|${percent})`;
  if (part.endsWith('\n')) return '(?:\\r?\\n[ \\t]*|(?:\\\\{1,4}r)?\\\\{1,4}n|(?:%0[Dd])?%0[Aa])';
  if (part === '\t') return '(?:\\t|\\\\{1,4}t|%09)';
  if (part === ' ') return '(?: |\\\\ |\\+|%20)';
  if (part === "'") return `(?:\\\\{0,4}'|'\\\\''|'"'"'|&#0?39;|&#x27;|&apos;|${percent})`;
  const html = { '"': '|&quot;|&#34;', '&': '|&amp;', '<': '|&lt;', '>': '|&gt;' }[part] ?? '';
  const units = part.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const unicode = units.map((hex) => `\\\\{1,4}u${anyCase(hex)}`).join('');
  return `(?:\\\\{0,4}${literal(part)}|${percent}|${unicode}${html})`;
}

function percentForm(part: string): string {
  return [...Buffer.from(part)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function everyText(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data);
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    const changed = data.map((item: unknown) => everyText(item, change));
    return changed.some((item, at) => item !== data[at]) ? changed : data;
  }
  const entries = Object.entries(data);
  const changed = entries.map(([key, value]): [string, unknown] => [
    /^\w+$/.test(key) ? key : change(key),
    everyText(value, change),
  ]);
  const isSame = changed.every(([key, value], at) => key === entries[at]?.[0] && value === entries[at][1]);
  return isSame ? data : Object.fromEntries(changed);
}
