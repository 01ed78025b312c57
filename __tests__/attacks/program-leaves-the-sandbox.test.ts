/**
 * A program in the sandbox that tries what a hostile one would: write where others read, read where secrets lie, see or reach other
 * processes, get rights back. It tells by its exit what it managed. Skipped, and said so, where no sandbox can be made.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { homedir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openSandbox, type OpenedSandbox } from '../../src/action/sandbox.js';
import { builtDist } from '../support/dist.js';
import { NUMBER, Scene, SCRIPT } from '../support/fake-github/scene.js';
import type { StepResult } from '../support/fake-github/step.js';

const PROGRAM = String.raw`
import ctypes, json, os, socket, sys
places = json.loads(sys.argv[1])
managed = []

def tries(name, act):
    try:
        if act() is not False:
            managed.append(name)
    except Exception:
        pass

def write_into(folder):
    path = os.path.join(folder, "planted")
    with open(path, "w") as file:
        file.write("planted")

def rewrite(path):
    with open(path, "r+") as file:
        file.write("planted")

def status(field):
    with open("/proc/self/status") as file:
        return next(line.split(":")[1].strip() for line in file if line.startswith(field))

def others():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with open(f"/proc/{pid}/cmdline") as file:
            if "index.js" in file.read():
                return True
    return False

def connect():
    client = socket.socket(socket.AF_UNIX)
    client.connect(places["socket"])

libc = ctypes.CDLL(None, use_errno=True)
# What was hidden is uncovered first, so that all that follows would profit.
tries("unmounts the hidden folder", lambda: libc.umount2(places["hidden"].encode(), 2) == 0)
tries("unmounts the read-only workspace", lambda: libc.umount2(places["workspace"].encode(), 2) == 0)
tries("mounts", lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0)
for name in ("action", "workspace", "tools", "cache", "node", "staging"):
    tries(f"writes into {name}", lambda: write_into(places[name]))
tries("rewrites the post step", lambda: rewrite(os.path.join(places["action"], "post", "index.js")))
tries("lists the command files", lambda: len(os.listdir(places["hidden"])) > 0)
tries("lists what is kept for the artifact", lambda: any(name.startswith("scalene-report-") for name in os.listdir(places["staging"])))
tries("reads the checkout's token", lambda: len(open(os.path.join(places["workspace"], ".git", "config")).read()) > 0)
tries("reads a credential in the temporary folder", lambda: open(os.path.join(places["staging"], "credential")).read())
tries("speaks to a socket of the engine", connect)
tries("keeps groups", lambda: set(os.getgroups()) - {os.getgid()} != set())
tries("has capabilities", lambda: int(status("CapEff"), 16) | int(status("CapPrm"), 16) | int(status("CapBnd"), 16) != 0)
tries("may get rights", lambda: status("NoNewPrivs") != "1")
tries("sees the step's process", others)
tries("becomes root by sudo", lambda: os.getuid() != 0 and os.system("sudo -n true 2>/dev/null") == 0)
with open(os.path.join(os.path.expanduser("~"), places["marker"]), "w") as file:
    file.write("planted")
total = sum(i * i % 7 for i in range(500_000))
if managed:
    sys.exit("MANAGED: " + "; ".join(managed))
`;

let scene: Scene;
let sandbox: OpenedSandbox;
let result: StepResult;
let server: Server;
const marker = `.planted-by-a-program-${String(process.pid)}`;
const socket = `/run/engine-of-test-${String(process.pid)}.sock`;

beforeAll(async () => {
  scene = await Scene.open(path.join(builtDist(), 'index.js'));
  server = createServer();
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve()).listen(socket, resolve);
  });
  scene.origin.commit('main', 'base', { [SCRIPT]: PROGRAM });
  const head = scene.origin.commit('feature', 'head', { [SCRIPT]: `${PROGRAM}# changed\n` });
  scene.origin.testMerge(NUMBER, 'main', 'feature');
  const workspace = scene.origin.checkout({ ref: `refs/pull/${String(NUMBER)}/merge`, depth: 1 });
  const tools = path.join(scene.origin.root, 'tools');
  mkdirSync(tools);
  const inputs: Record<string, string> = { script: SCRIPT, 'min-pairs': '2', 'max-pairs': '2' };
  // A fork's: the sandbox is on by itself.
  const step = scene.step({
    event: scene.pullRequestEvent(head, 'stranger/repo'),
    workspace,
    inputs,
    env: { RUNNER_TOOL_CACHE: tools },
  });
  writeFileSync(path.join(step.temp, 'credential'), 'a token');
  sandbox = await openSandbox({
    env: { GITHUB_ENV: path.join(step.temp, '_runner_file_commands', 'x'), RUNNER_TEMP: step.temp },
    platform: process.platform,
  });
  const places = {
    hidden: path.join(step.temp, '_runner_file_commands'),
    action: builtDist(),
    workspace,
    tools,
    cache: path.join(homedir(), '.cache', 'scalene-mcp-action'),
    node: path.dirname(process.execPath),
    staging: step.temp,
    socket,
    marker,
  };
  inputs['args'] = `'${JSON.stringify(places)}'`;
  result = await step.run();
}, 120_000);
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(path.join(homedir(), marker), { force: true });
  await scene.close();
});

it('manages none of it', () => {
  if (sandbox.kind === 'none') {
    console.warn(`Skipped: no sandbox here (${sandbox.reason}).`);
    expect(result.log).toContain('without a sandbox');
    return;
  }
  expect(result.log).toContain('The program runs in a sandbox.');
  const [managed = ''] = /MANAGED: [^\n\\]*/.exec(result.log + result.summary) ?? [];
  expect(managed).toBe('');
  expect(result.outputs).toMatchObject({ gate: 'pass', pairs: '2' });
});

it('leaves nothing in the home folder where the Action says so', () => {
  const isHeld =
    result.log.includes('The program runs in a sandbox.') && !result.log.includes('home folder is not held back');
  if (isHeld) expect(existsSync(path.join(homedir(), marker))).toBe(false);
  else console.warn('Skipped: the home folder is shared here, and the Action said so.');
});
