/** Streams for tests: what is written is kept. */
import type { Stdio } from '../../src/cli/stdio.js';

export interface FakeStdio extends Stdio {
  outText(): string;
  errText(): string;
}

export function fakeStdio(options: Partial<Stdio> = {}): FakeStdio {
  const written = { out: '', err: '' };
  return {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    outIsTerminal: false,
    errIsTerminal: false,
    width: 100,
    colour: 'none',
    env: process.env,
    cwd: process.cwd(),
    ...options,
    outText: () => written.out,
    errText: () => written.err,
  };
}
