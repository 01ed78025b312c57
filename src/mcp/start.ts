/**
 * The life of one server process: made from its options, served on stdin and stdout, ended by end of input or a signal,
 * with nothing left running. What it serves is left to `server.ts`.
 */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { serverStore } from '../store/open.js';
import type { LazyStore } from '../store/lazy.js';
import type { StoreLimits } from '../store/store.js';
import type { Context } from './context.js';
import { Jobs } from './jobs.js';
import { work } from './load.js';
import { createLogger, type Logger } from './log.js';
import type { McpServerOptions } from './options.js';
import { Roots } from './roots.js';
import { createServer } from './server.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long calls that were cut short may take to end their processes and remove their files, in milliseconds. */
const TIDY_LIMIT_MS = 2_800;

/** When the engine is read in advance, in milliseconds after the start. */
const WARM_UP_MS = 300;

/** Why the server ends, and the exit status that tells it. */
interface Ending {
  readonly why: string;
  readonly status: number;
}

/**
 * Serves until the client closes the input or a signal comes; resolves with the exit status.
 * Throws InputError when the options cannot be used.
 */
export async function startMcpServer(options: McpServerOptions): Promise<number> {
  const log = createLogger(options.logLevel, options.logFormat, {
    write: (line) => void process.stderr.write(line),
    now: () => new Date(),
  });
  keepStdoutClean();
  const roots = new Roots(options.roots);
  const store = serverStore(options.store, storeLimits(options));
  const ending = new AbortController();
  const active = new Set<Promise<unknown>>();
  const context: Context = {
    options,
    roots,
    store,
    jobs: new Jobs(options.jobs),
    log,
    ending: ending.signal,
    env: process.env,
    now: Date.now,
    track(work) {
      active.add(work);
      const forget = (): void => void active.delete(work);
      work.then(forget, forget);
      return work;
    },
  };
  const ended = untilEnd(log);
  const handle = serveStdio(() => createServer(context), {
    onerror: (error) => log.warning('protocol error', { reason: error.message }),
  });
  // The client is greeted first; its first call finds the engine read and the store open.
  setTimeout(() => void warmUp(store, log), WARM_UP_MS).unref();
  log.info('serving on stdio', { roots: roots.folders.join(':'), store: store.description, access: options.access });

  const { why, status } = await ended;
  log.info('ending', { why, calls: active.size });
  ending.abort(new Error(`The server ended: ${why}.`));
  await handle.close();
  await atMost(TIDY_LIMIT_MS, Promise.allSettled([...active]));
  await store.close();
  // An input that is still open must not keep the process.
  process.stdin.destroy();
  log.debug('ended');
  return status;
}

async function warmUp(store: LazyStore, log: Logger): Promise<void> {
  await work();
  await store.ready().catch((error: unknown) => log.error('the store cannot be used', { reason: String(error) }));
}

function storeLimits({ maxEntries, maxStoreMb }: McpServerOptions): Partial<StoreLimits> {
  return {
    ...(maxEntries === undefined ? {} : { maxEntries }),
    ...(maxStoreMb === undefined ? {} : { maxBytes: maxStoreMb * 2 ** 20 }),
  };
}

/** Whatever a library prints must not get between the protocol's messages. */
function keepStdoutClean(): void {
  const toStderr = (...words: unknown[]): void => void process.stderr.write(`${words.map(String).join(' ')}\n`);
  Object.assign(console, { log: toStderr, info: toStderr, debug: toStderr });
}

function untilEnd(log: Logger): Promise<Ending> {
  return new Promise((resolve) => {
    // Not `once`: a library that counts the listeners would take the signal for unhandled and end the process.
    for (const name of SIGNALS) process.on(name, () => resolve({ why: name, status: 0 }));
    const inputEnded = (): void => resolve({ why: 'end of input', status: 0 });
    process.stdin.once('end', inputEnded);
    process.stdin.once('close', inputEnded);
    process.stdout.once('error', () => resolve({ why: 'nobody reads the output', status: 0 }));
    const crashed = (error: unknown): void => {
      log.error('crashed', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      resolve({ why: 'an unexpected failure', status: 1 });
    };
    process.on('uncaughtException', crashed);
    process.on('unhandledRejection', crashed);
  });
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
