// One measurement at a time, unless the person wants more.
import { describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/mcp/jobs.js';

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const never = new AbortController().signal;
const quiet = { signal: never, onWaiting: () => undefined };
const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

describe('jobs', () => {
  it('run one after the other, in the order they came, and say how many are before them', async () => {
    const jobs = new Jobs(1);
    const order: string[] = [];
    const waiting: number[] = [];
    const gates = [gate(), gate(), gate()];
    const all = gates.map((each, index) =>
      jobs.run({ signal: never, onWaiting: (ahead) => waiting.push(ahead) }, async () => {
        order.push(`start ${String(index)}`);
        await each.opened;
        order.push(`end ${String(index)}`);
      }),
    );
    await turns();
    expect(order).toEqual(['start 0']);
    expect(waiting).toEqual([1, 2]);
    gates.forEach((each) => each.open());
    await Promise.all(all);
    expect(order).toEqual(['start 0', 'end 0', 'start 1', 'end 1', 'start 2', 'end 2']);
  });

  it('do not let a newcomer slip in before the first in line', async () => {
    const jobs = new Jobs(1);
    const order: string[] = [];
    const first = jobs.run(quiet, () => Promise.resolve());
    const second = jobs.run(quiet, async () => {
      order.push('second');
      await turns();
    });
    await first;
    const third = jobs.run(quiet, () => Promise.resolve(order.push('third')));
    await Promise.all([second, third]);
    expect(order).toEqual(['second', 'third']);
  });

  it('leave the line when they are cancelled, and the line goes on', async () => {
    const jobs = new Jobs(1);
    const holding = gate();
    const first = jobs.run(quiet, () => holding.opened);
    const controller = new AbortController();
    const cancelled = jobs.run({ signal: controller.signal, onWaiting: () => undefined }, () => Promise.resolve('ran'));
    const third = jobs.run(quiet, () => Promise.resolve('third'));
    controller.abort(new Error('the client cancelled'));
    await expect(cancelled).rejects.toThrow('the client cancelled');
    holding.open();
    expect(await third).toBe('third');
    await first;
  });

  it('free their place when they fail', async () => {
    const jobs = new Jobs(1);
    await expect(jobs.run(quiet, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await jobs.run(quiet, () => Promise.resolve(1))).toBe(1);
  });

  it('run side by side up to the limit, and each knows how many there were', async () => {
    const jobs = new Jobs(2);
    const holding = gate();
    const beside: number[] = [];
    const work = async ({ sideBySide }: { sideBySide: () => number }): Promise<void> => {
      await holding.opened;
      beside.push(sideBySide());
    };
    const all = [jobs.run(quiet, work), jobs.run(quiet, work)];
    await turns();
    holding.open();
    await Promise.all(all);
    expect(beside).toEqual([2, 2]);
    await jobs.run(quiet, async ({ sideBySide }) => void beside.push(await Promise.resolve(sideBySide())));
    expect(beside).toEqual([2, 2, 1]);
  });
});
