/**
 * What the server says about itself, on stderr only: stdout belongs to the protocol.
 * What is worth saying is left to the callers; program output and source text are never logged.
 */

export const LOG_LEVELS = ['debug', 'info', 'warning', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
type MessageLevel = Exclude<LogLevel, 'silent'>;

export const LOG_FORMATS = ['text', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Facts beside a message, such as ids, seconds and counts. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export type Logger = { readonly [Level in MessageLevel]: (message: string, facts?: Facts) => void };

export interface LogPorts {
  write(line: string): void;
  now(): Date;
}

/** A logger that writes one line for each message of `level` or worse: words for people, or one JSON object. */
export function createLogger(level: LogLevel, format: LogFormat, ports: LogPorts): Logger {
  const say =
    (messageLevel: MessageLevel) =>
    (message: string, facts: Facts = {}) => {
      if (LOG_LEVELS.indexOf(messageLevel) < LOG_LEVELS.indexOf(level)) return;
      const time = ports.now().toISOString();
      const line =
        format === 'json'
          ? JSON.stringify({ time, level: messageLevel, message, ...facts })
          : `${time} ${messageLevel} ${oneLine(message)}${textFacts(facts)}`;
      ports.write(`${line}\n`);
    };
  return { debug: say('debug'), info: say('info'), warning: say('warning'), error: say('error') };
}

/** The level that `SCALENE_LOG_LEVEL` names; `info` where it names none. */
export function logLevel(name: string | undefined): LogLevel {
  const wanted = name?.toLowerCase() === 'warn' ? 'warning' : name?.toLowerCase();
  return LOG_LEVELS.find((level) => level === wanted) ?? 'info';
}

function textFacts(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? quoted(value) : String(value)}`)
    .join('');
}

function quoted(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
