import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { makeMasker } from '../../src/measure/mask.js';
import { Launcher, outputTail, type Command, type CommandResult } from '../../src/measure/launch.js';
import type { Python } from '../../src/measure/python.js';
import { bundleCode, buildFolder } from '../support/bundled.js';
import { removeTestFolders, testFolder } from '../support/repository.js';
import { processesWith, testPython } from '../support/python.js';

let python: Python;
let launcher: Launcher;
let folder: string;

beforeAll(async () => {
  python = await testPython();
});
beforeEach(async () => {
  folder = await testFolder();
  launcher = new Launcher(python.baseExecutable, { PATH: process.env['PATH'] ?? '' }, folder, makeMasker([]));
});
afterEach(() => launcher.close());
afterAll(removeTestFolders);

/** Burns CPU time for a while, as the process counts it. */
const BURN = `
import time
def burn(sec):
    end = time.process_time() + sec
    while time.process_time() < end: pass
`;

function command(code: string, more: Partial<Command> = {}): Command {
  const argv: Command['argv'] = [python.baseExecutable, '-I', '-S', '-c', code];
  return { argv, cwd: folder, env: { MARK: folder }, timeoutSec: 20, ...more };
}

function run(code: string, more: Partial<Command> = {}): Promise<CommandResult> {
  return launcher.run(command(code, more), new AbortController().signal);
}

const cpuSec = ({ userSec, sysSec }: CommandResult): number => userSec + sysSec;

describe('what the launcher says of a command', () => {
  it('has its exit status, output and resources', async () => {
    const result = await run(
      `${BURN}\nimport sys\nburn(0.3); x = b'x' * 50_000_000; print('out'); print('err', file=sys.stderr); sys.exit(3)`,
    );
    expect(result).toMatchObject({ exitCode: 3, signal: null, timedOut: false, notes: [] });
    expect(outputTail(result.output).split('\n').sort()).toEqual(['err', 'out']);
    expect(cpuSec(result)).toBeGreaterThan(0.28);
    expect(result.wallSec).toBeGreaterThanOrEqual(cpuSec(result) * 0.95);
    expect(result.peakRssMb).toBeGreaterThan(50);
  });

  it('names the signal that killed it', async () => {
    expect(await run('import os; os.kill(os.getpid(), 9)')).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  });

  it('adds the CPU time of children that it waited for', async () => {
    const result = await run(`${BURN}
import os
for _ in range(2):
    if os.fork() == 0:
        burn(0.4); os._exit(0)
for _ in range(2): os.wait()`);
    expect(cpuSec(result)).toBeGreaterThan(0.75);
    expect(result.notes).toEqual([]);
  });

  it('adds the CPU time of children that nobody waited for', async () => {
    const result = await run(`${BURN}
import os, time
if os.fork() == 0:
    if os.fork() == 0:
        burn(0.5)
    os._exit(0)
time.sleep(2)`);
    expect(cpuSec(result)).toBeGreaterThan(0.45);
  });

  it('says that it cannot count children that the kernel was told to forget', async () => {
    const result = await run(`${BURN}
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    burn(0.4); os._exit(0)
time.sleep(1.2)`);
    expect(result.notes).toContain('uncounted-children');
  });

  it('keeps the beginning and the end of endless output, and nothing on disk', async () => {
    const result = await run(`import sys
print('the beginning')
for _ in range(300_000): sys.stdout.write('y' * 99 + '\\n')
print('the end')`);
    expect(result.output.bytes).toBeGreaterThan(30_000_000);
    expect(result.output.head.startsWith('the beginning')).toBe(true);
    expect(result.output.tail.endsWith('the end\n')).toBe(true);
    expect(result.output.tail.length).toBeLessThan(40_000);
  });

  it('survives output that is no text', async () => {
    const result = await run(`import os; os.write(1, bytes(range(256)))`);
    expect(result).toMatchObject({ exitCode: 0, output: { bytes: 256 } });
  });

  it('gives the program only the variables, folder and empty input it was given', async () => {
    const result = await run(`import os, sys; print(sorted(os.environ), os.getcwd(), sys.stdin.read() == '')`, {
      env: { ONE: '1' },
    });
    expect(outputTail(result.output)).toMatch(/^\[('LC_CTYPE', )?'ONE'\] /);
    expect(outputTail(result.output)).toContain(`${folder} True`);
  });

  it('refuses what cannot be started, and goes on', async () => {
    await expect(run('', { argv: ['/nowhere/python'] })).rejects.toThrow(
      /^\/nowhere\/python could not be started in .* \(No such file or directory\)/,
    );
    expect(await run('pass')).toMatchObject({ exitCode: 0 });
  });
});

describe('the end of a command', () => {
  it('comes after its time limit, politely', async () => {
    const result = await run(
      `import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print('asked'), sys.exit(5)))
time.sleep(60)`,
      { timeoutSec: 0.5 },
    );
    expect(result).toMatchObject({ timedOut: true, exitCode: 5 });
    expect(outputTail(result.output)).toBe('asked');
  });

  it('comes by force where it ignores that, children included', async () => {
    const result = await run(
      `import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0: os.setsid()
time.sleep(60)`,
      { timeoutSec: 0.5 },
    );
    expect(result).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
    expect(await processesWith(folder)).toEqual([]);
  });

  it('takes along what Scalene keeps of a process outside its folder', async () => {
    const keeps = `for of in ('malloc', 'memcpy'):
    for kind in ('init', 'lock', 'signal'):
        open('/tmp/scalene-%s-%s%d' % (of, kind, os.getpid()), 'w').close()`;
    const result = await run(
      `import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
${keeps}
print(os.getpid(), flush=True)
time.sleep(60)`,
      { timeoutSec: 0.5 },
    );
    const pids = outputTail(result.output).split('\n');
    expect(pids).toHaveLength(2);
    const kept = (await readdir('/tmp')).filter((name) => /^scalene-m/.test(name));
    expect(kept.filter((name) => pids.some((pid) => name.endsWith(pid)))).toEqual([]);
  });

  it('is also the end of a daemon that it left behind', async () => {
    const result = await run(`import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open('daemon.pid', 'w').write(str(os.getpid()))
        time.sleep(60)
    os._exit(0)
time.sleep(0.5)`);
    expect(result).toMatchObject({ exitCode: 0, notes: ['orphans-killed'] });
    const pid = Number(await readFile(join(folder, 'daemon.pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('comes at once when aborted, with the reason given', async () => {
    const controller = new AbortController();
    const going = launcher.run(command('import time; time.sleep(60)'), controller.signal);
    setTimeout(() => controller.abort(new Error('Stop it.')), 300);
    await expect(going).rejects.toThrow('Stop it.');
    expect(await run('pass')).toMatchObject({ exitCode: 0 });
  });

  it('comes when the launcher is closed in the midst of it', async () => {
    const going = run(`import os, time; os.fork(); open('started', 'w'); time.sleep(60)`);
    await sleep(600);
    await launcher.close();
    expect(await going).toMatchObject({ signal: 'SIGKILL' });
    expect(await processesWith(`-c import os, time; os.fork(); open('started'`)).toEqual([]);
  });
});

it('nothing outlives a tool that is killed', async () => {
  const build = buildFolder('launcher');
  const main = await bundleCode(
    `import { makeMasker } from './measure/mask.ts';
import { Launcher } from './measure/launch.ts';
const launcher = new Launcher(process.argv[2], {}, '/', makeMasker([]));
const code = 'import os, signal, time; signal.signal(15, signal.SIG_IGN); os.fork() or os.setsid(); print(1); time.sleep(77.25)';
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1000);
await launcher.run({ argv: [process.argv[2], '-c', code], cwd: '/', env: {}, timeoutSec: 60 }, new AbortController().signal);`,
    build,
  );
  await execa('node', [main, python.baseExecutable], { reject: false });
  await sleep(1000);
  expect(await processesWith('time.sleep(77.25)')).toEqual([]);
});
