/**
 * Lets so many measurements run at once, one by default, while others wait their turn.
 * What a measurement does is left to the callers.
 */

export interface JobPorts {
  /** Ends the wait, or the job, when it aborts. */
  readonly signal: AbortSignal;
  /** Told when the job must wait: how many are before it. */
  onWaiting(ahead: number): void;
}

/** What the job may want to know of its neighbours. */
export interface JobInfo {
  /** Most jobs that ran at the same time as this one so far, itself included. */
  readonly sideBySide: () => number;
}

interface Running {
  mostBeside: number;
}

export class Jobs {
  /** First in line first; each is called when a place is handed to it. */
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Running>();
  /** Places taken, those just handed over included. */
  #taken = 0;

  /** @param limit jobs that may run at once, 1 or more */
  constructor(readonly limit: number) {}

  /** Runs `work` when it is its turn. Rejects with the signal's reason when that aborts first. */
  async run<T>(ports: JobPorts, work: (info: JobInfo) => Promise<T>): Promise<T> {
    ports.signal.throwIfAborted();
    if (this.#taken < this.limit) this.#taken += 1;
    else await this.#turn(ports);
    const running: Running = { mostBeside: 0 };
    this.#running.add(running);
    for (const each of this.#running) each.mostBeside = Math.max(each.mostBeside, this.#running.size);
    try {
      return await work({ sideBySide: () => running.mostBeside });
    } finally {
      this.#running.delete(running);
      this.#handOver();
    }
  }

  /** Whoever ends hands its place to the first in line, so that a newcomer cannot slip in between. */
  #handOver(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }

  #turn({ signal, onWaiting }: JobPorts): Promise<void> {
    onWaiting(this.#taken + this.#waiting.length);
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      this.#waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
