/**
 * Tells a waiting client that its call is alive and what it is doing, where the client asked to be told.
 * What there is to tell is left to the tools.
 */
import type { ServerContext } from '@modelcontextprotocol/server';

/** Many clients give a call up after 60 seconds without a word. */
const BEAT_MS = 5_000;

export interface Progress {
  /** Says what is being done now. */
  say(message: string): void;
  end(): void;
}

/** Starts to report on the request of `ctx`; says nothing where the client sent no token. */
export function startProgress(ctx: ServerContext): Progress {
  const token = ctx.mcpReq._meta?.progressToken;
  if (token === undefined) return { say: () => undefined, end: () => undefined };
  const startedMs = performance.now();
  let lastMs = -1;
  let message = 'started';
  const send = (): void => {
    if (ctx.mcpReq.signal.aborted) return;
    // Seconds since the start, in thousandths: it must grow from one notification to the next.
    lastMs = Math.max(lastMs + 1, Math.round(performance.now() - startedMs));
    ctx.mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken: token, progress: lastMs / 1000, message } })
      // The client has gone: the request ends by its signal.
      .catch(() => undefined);
  };
  const beat = setInterval(send, BEAT_MS);
  return {
    say(next) {
      message = next;
      send();
    },
    end: () => clearInterval(beat),
  };
}
