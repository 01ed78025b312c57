import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { OUTPUTS } from '../../src/config/action.js';
import { builtDist } from '../support/dist.js';
import { NUMBER, Scene } from '../support/fake-github/scene.js';
import { commandsIn, type Step, type StepResult } from '../support/fake-github/step.js';

const MINUTES = 60_000;
const SCRIPT = 'bench/hostile.py';
/** A name that closes tables and code, and mentions a team. */
const MODULE = 'bench/a|b`@team <!-- # 12.py';

/** What it does to be seen; `rounds` of work in a function of the module with the hostile name. */
function hostile(rounds: number): string {
  return `import glob, os, runpy, subprocess, sys

ORDERS = [
    "::set-output name=verdict::no-change", "  ::error file=x.py::forged", "text ##[error]forged", "##[group]forged",
    "::add-mask::regression", "::stop-commands::forged", "\\x1b[31m::warning::forged\\x1b[0m", "\\u202eforged\\u2066",
]


def shout():
    for stream in (sys.stdout, sys.stderr):
        for order in ORDERS:
            print(order, file=stream)
        for _ in range(20):
            stream.write("x" * 1_000_000 + "\\n")


def environments():
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            yield dict(part.split("=", 1) for part in open(path).read().split("\\0") if "=" in part)
        except OSError:
            pass


def write_orders(runner):
    names = ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY")
    # The files of other tests are left alone.
    found = {env[name] for env in environments() for name in names if env.get(name, "").startswith(runner)}
    for file in found:
        with open(file, "a") as command_file:
            command_file.write("verdict=forged\\nNODE_OPTIONS=--require=/forged.js\\n/forged/bin\\nstaging=/\\n")


def leave_a_daemon():
    sleeper = "import time; time.sleep(600)  # forged-daemon-" + os.path.basename(sys.argv[1])
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen([sys.executable, "-c", sleeper], start_new_session=True, **quiet)


sys.stdout.reconfigure(encoding="utf-8")
sys.stderr.reconfigure(encoding="utf-8")
shout()
write_orders(sys.argv[1])
leave_a_daemon()
module = os.path.join(os.path.dirname(os.path.abspath(__file__)), ${JSON.stringify(path.basename(MODULE))})
runpy.run_path(module, init_globals={"rounds": ${String(rounds)}})
`;
}

const HOT = `def hot(rounds):  # | \` @team <!-- <script>alert(1)</script> ::error::forged ##[error]forged
    total = 0
    for row in range(rounds):
        total += sum(int(digit) for digit in str(row * 7919).rjust(8, "0"))  # | \`@team\` --> <img src=x>
    return total


hot(rounds)
`;

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
}, 3 * MINUTES);
afterAll(() => scene.close());

function processes(marker: string): string {
  return execaSync('ps', ['-eo', 'pid,args'])
    .stdout.split('\n')
    .filter((line) => line.includes(marker))
    .join('\n');
}

describe('a hostile program', () => {
  let step: Step;
  let result: StepResult;
  let comment: string;

  beforeAll(async () => {
    scene.origin.commit('main', 'start', { [SCRIPT]: hostile(100_000), [MODULE]: HOT });
    const head = scene.origin.commit('feature', 'slower', { [SCRIPT]: hostile(400_000) });
    scene.origin.testMerge(NUMBER, 'main', 'feature');
    const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
    const inputs: Record<string, string> = { script: SCRIPT, 'max-pairs': '3' };
    step = scene.step({ event: scene.pullRequestEvent(head), workspace, inputs });
    inputs['args'] = step.home;
    result = await step.run();
    comment = scene.github.comments[0]?.body ?? '';
  }, 5 * MINUTES);

  it('sets no output, variable, path or state', () => {
    expect(Object.keys(result.outputs)).toEqual(Object.keys(OUTPUTS));
    expect(JSON.stringify(result.outputs)).not.toContain('forged');
    expect(result.files).toMatchObject({ env: '', path: '' });
    expect(Object.keys(result.files.state)).toEqual(['staging']);
    expect(JSON.stringify(result.files.state)).not.toContain('forged');
  });

  it('gives the runner no command', () => {
    expect(result.log).not.toContain('\u001b');
    const commands = commandsIn(result.log);
    expect(commands.filter((line) => /^\s*::(set-output|stop-commands|add-path|set-env)/.test(line))).toEqual([]);
    const masks = commands.filter((line) => line.includes('::add-mask::'));
    expect(masks.filter((line) => !/the-secret-token|secret-signature/.test(line))).toEqual([]);
    expect(result.log.split('\n').filter((line) => line.includes('##['))).toEqual([]);
    for (const line of commands.filter((one) => one.includes('forged'))) expect(line).toMatch(/^::(error|warning) /);
  });

  it('fails the gate for writing where only orders to the runner belong', () => {
    expect(result.exitCode).toBe(1);
    expect(result.outputs['gate']).toBe('fail');
    expect(comment).toMatch(/^> \[!\w+\]\n> The program, or its setup, wrote to the runner's own files/m);
  });

  it('does not get out of the code spans and tables of the comment and the summary', () => {
    for (const markdown of [comment.slice(comment.indexOf('\n')), result.summary]) {
      const prose = markdown
        .replace(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, '')
        .replace(/<code>.*?<\/code>/g, '')
        .replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
      expect(prose).not.toMatch(/@team|forged|(?<!\\)<(script|img|!--)/);
      expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    }
  });

  it('leaves no process and no file behind', async () => {
    expect(processes(`forged-daemon-${path.basename(step.home)}`)).toBe('');
    await step.post();
    expect(readdirSync(step.tmpdir)).toEqual([]);
    expect(readdirSync(step.temp)).toEqual(['_runner_file_commands']);
  });
});

describe('a hostile program in the sandbox', () => {
  it(
    'finds neither the files of the runner nor other processes',
    async () => {
      const github = scene.github;
      github.comments = [];
      const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
      const inputs: Record<string, string> = { script: SCRIPT, 'max-pairs': '3', sandbox: 'true' };
      const step = scene.step({ event: scene.pullRequestEvent('ab'.repeat(20)), workspace, inputs });
      // Its workspace is of another commit than the event: what is judged is named.
      inputs['base'] = 'main';
      inputs['args'] = step.home;
      const result = await step.run();
      if (/without a sandbox/.test(result.log)) {
        console.warn('Skipped: no sandbox can be made here, and the Action said so.');
        return;
      }
      expect(result.outputs['verdict']).toBe('regression');
      expect(github.comments[0]?.body).not.toContain("wrote to the runner's own files");
      expect(processes(`forged-daemon-${path.basename(step.home)}`)).toBe('');
    },
    5 * MINUTES,
  );
});

describe('a job that is cut short', () => {
  const marker = (step: Step): string => `cut-short-${path.basename(step.home)}`;

  function longStep(): Step {
    scene.origin.commit('cut', 'long', { 'long.py': 'import sys, time\ntime.sleep(120)\n' }, 'main');
    const head = scene.origin.commit('cut', 'longer', { 'long.py': 'import sys, time\ntime.sleep(121)\n' });
    const workspace = scene.origin.checkout({ ref: head, depth: 0 });
    const inputs: Record<string, string> = { script: 'long.py' };
    const event = { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } };
    const step = scene.step({ event, workspace, inputs: inputs });
    inputs['args'] = marker(step);
    inputs['base'] = 'HEAD~1';
    return step;
  }

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'by %s leaves no process, and after the post step no file',
    async (signal) => {
      const step = longStep();
      const running = step.run({ signal, until: () => processes(marker(step)) !== '' });
      const result = await running;
      expect(result.exitCode).not.toBe(0);
      for (let wait = 0; wait < 50 && processes(marker(step)) !== ''; wait += 1) await sleep(100);
      expect(processes(marker(step))).toBe('');
      await step.post();
      expect(readdirSync(step.tmpdir)).toEqual([]);
      expect(readdirSync(step.temp)).toEqual(['_runner_file_commands']);
    },
    2 * MINUTES,
  );
});
