import { describe, expect, it } from '@jest/globals';
import { startProgress } from '../../src/cli/progress.js';
import type { GateEvent, LookEvent } from '../../src/engine/gate.js';
import type { Comparison } from '../../src/model/comparison.js';
import { fakeStdio } from './stdio.js';

const RUN: GateEvent = { kind: 'run-started', side: 'head', pair: 1, run: 'timing' };

function told(events: readonly GateEvent[], options: { errIsTerminal: boolean; program?: string }): string {
  const stdio = fakeStdio({ errIsTerminal: options.errIsTerminal, width: 60 });
  let now = 0;
  const progress = startProgress(stdio, { program: options.program, clock: () => (now += 30) });
  for (const event of events) progress.onEvent(event);
  progress.done();
  expect(stdio.outText()).toBe('');
  return stdio.errText();
}

function looked(next: LookEvent['next']): LookEvent {
  const comparison = {
    pairs: 3,
    metrics: [
      { metric: 'cpu-time', verdict: 'inconclusive' },
      { metric: 'peak-memory', verdict: 'unchanged' },
      { metric: 'wall-time', verdict: 'inconclusive' },
    ],
  };
  return { kind: 'look', comparison: comparison as unknown as Comparison, next };
}

describe('progress', () => {
  it('in a log is one plain line for each thing worth keeping, with the time since the start', () => {
    const text = told([{ kind: 'installing-scalene', version: '2.4.0', folder: '/cache' }, RUN], {
      errIsTerminal: false,
    });
    expect(text).toBe('[0:30] Installing Scalene 2.4.0 once into /cache; later runs reuse it.\n');
  });

  it('on a terminal keeps one line up to date and removes it at the end', () => {
    const text = told([RUN], { errIsTerminal: true });
    expect(text).toContain('Pair 2, head, timing run … (0:30)');
    expect(text.endsWith('\r\u001b[K')).toBe(true);
  });

  it('on a terminal never grows beyond its width', () => {
    const text = told([RUN], { errIsTerminal: true, program: 'a-program-with-a-very-long-name-that-fills-the-line' });
    for (const line of text.split('\r\u001b[K')) expect(line.length).toBeLessThan(60);
  });

  it('says after a look what is still undecided and how far it goes on', () => {
    const text = told([looked({ action: 'measure', pairs: 2, until: 5 })], { errIsTerminal: false });
    expect(text).toBe('[0:30] After 3 pairs: undecided: CPU time; measuring up to 5.\n');
  });

  it('says why it stops', () => {
    expect(told([looked({ action: 'stop', reason: 'time-budget' })], { errIsTerminal: false })).toContain(
      'the time budget is spent',
    );
    expect(told([looked({ action: 'stop', reason: 'conclusive' })], { errIsTerminal: false })).toContain('clear');
  });

  it('holds nothing that the program or its setup says', () => {
    const setup: GateEvent = { kind: 'setup', side: 'base', command: 'secret', cached: true };
    expect(told([setup], { errIsTerminal: false })).toBe('[0:30] base: setup (from the cache)\n');
  });

  it('names the program where there are several, and runs that did not end well', () => {
    const event: GateEvent = {
      kind: 'run-finished',
      side: 'base',
      pair: -1,
      run: 'timing',
      outcome: 'timed-out',
      wallSec: 3,
    };
    expect(told([event], { errIsTerminal: false, program: 'etl' })).toBe('[0:30] etl: Warm-up, base: timed-out\n');
  });
});
