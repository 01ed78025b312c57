/**
 * How the server is started: one definition of its flags for `dist/mcp/index.js` and for `scalene-mcp-action mcp`.
 * What each option does is left to the modules that take it.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import * as z from 'zod';
import { LOG_FORMATS, LOG_LEVELS, logLevel, type LogFormat, type LogLevel } from './log.js';

export interface McpServerOptions {
  /** Folders that calls may name paths in; relative paths start at the first. */
  readonly roots: readonly [string, ...string[]];
  /** SQLite file; memory when missing. */
  readonly store?: string;
  readonly maxEntries?: number;
  readonly maxStoreMb?: number;
  /** `read-only`: no tool that runs a program. */
  readonly access: 'full' | 'read-only';
  /** Whether `profile` takes a snippet of code. */
  readonly code: 'refused' | 'allowed';
  /** Measurements that may run at once. */
  readonly jobs: number;
  /** Longest time limit of one run that a call may ask for, in seconds. */
  readonly maxSeconds: number;
  /** Largest profile that is read, in MiB. */
  readonly maxProfileMb: number;
  readonly python?: string;
  readonly cacheDir?: string;
  readonly logFormat: LogFormat;
  readonly logLevel: LogLevel;
}

/** One flag, for the command, the docs and server.json. */
export interface McpFlag {
  readonly flags: string;
  readonly description: string;
  readonly default?: string | number;
  readonly choices?: readonly string[];
  readonly parse?: (text: string, before: unknown) => unknown;
}

/** All flags of the server. */
export const MCP_FLAGS: readonly McpFlag[] = [
  {
    flags: '--root <folder>',
    description:
      'folder whose files may be profiled and read; may be given several times (default: the current folder)',
    parse: (text, before) => [...(Array.isArray(before) ? (before as string[]) : []), text],
  },
  { flags: '--store <file>', description: 'keep profiles and comparisons in this SQLite file (default: in memory)' },
  {
    flags: '--max-entries <number>',
    description: 'entries kept before the oldest give way (default: 100 in memory, 2000 in a file)',
    parse: whole(1, 100_000),
  },
  {
    flags: '--max-store-mb <number>',
    description: 'MiB kept before the oldest give way (default: 48 in memory, 1024 in a file)',
    parse: whole(1, 100_000),
  },
  { flags: '--read-only', description: 'offer nothing that runs a program' },
  { flags: '--allow-code', description: 'let `profile` run a snippet of code that the client sends' },
  {
    flags: '--jobs <number>',
    description: 'measurements that may run at once; more than one disturb each other, and results say so',
    default: 1,
    parse: whole(1, 64),
  },
  {
    flags: '--max-seconds <number>',
    description: 'longest time limit of one run that a call may ask for',
    default: 3600,
    parse: whole(1, 86_400),
  },
  {
    flags: '--max-profile-mb <number>',
    description: 'largest profile that is read',
    default: 100,
    parse: whole(1, 1000),
  },
  {
    flags: '--python <command>',
    description: 'Python to run programs with (default: that of the virtual environment, or python3)',
  },
  {
    flags: '--cache-dir <folder>',
    description: "where environments with Scalene are kept (default: the user's cache folder)",
  },
  {
    flags: '--log-format <format>',
    description: 'form of the log on stderr; how much is logged is set by SCALENE_LOG_LEVEL',
    default: 'text',
    choices: LOG_FORMATS,
  },
];

/** Adds the server's options to a command. */
export function addMcpOptions(command: Command): Command {
  for (const { flags, description, default: value, choices, parse } of MCP_FLAGS) {
    const option = new Option(flags, description);
    if (value !== undefined) option.default(value);
    if (choices !== undefined) option.choices(choices);
    if (parse !== undefined) option.argParser(parse);
    command.addOption(option);
  }
  return command.addHelpText(
    'after',
    `\nEnvironment:\n  SCALENE_LOG_LEVEL   ${LOG_LEVELS.join(', ')} (default: info)\n`,
  );
}

const GivenSchema = z.object({
  root: z.array(z.string()).optional(),
  store: z.string().optional(),
  maxEntries: z.number().optional(),
  maxStoreMb: z.number().optional(),
  readOnly: z.boolean().optional(),
  allowCode: z.boolean().optional(),
  jobs: z.number(),
  maxSeconds: z.number(),
  maxProfileMb: z.number(),
  python: z.string().optional(),
  cacheDir: z.string().optional(),
  logFormat: z.enum(LOG_FORMATS),
});

/** What the user typed, as options. `cwd` is the root where none is named. */
export function readMcpOptions(
  given: unknown,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string | undefined>> },
): McpServerOptions {
  const { root, readOnly, allowCode, ...rest } = GivenSchema.parse(given);
  const [first = cwd, ...others] = root ?? [];
  return {
    ...definedOnly(rest),
    roots: [first, ...others],
    access: readOnly === true ? 'read-only' : 'full',
    code: allowCode === true ? 'allowed' : 'refused',
    logLevel: logLevel(env['SCALENE_LOG_LEVEL']),
  };
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Leaves out what is undefined, so that optional options are absent rather than undefined. */
function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${String(least)} to ${String(most)}.`);
  };
}
