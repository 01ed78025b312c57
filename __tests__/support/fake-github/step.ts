/**
 * One step of a job as the runner makes it: environment, command files, event payload, the bundle run by Node, and the
 * post step when the job ends. What came out is given back as plain data.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NAME, OWNER, type FakeGitHub } from './server.js';

export interface StepOptions {
  /** The bundle, `…/index.js`. */
  readonly bundle: string;
  readonly github: FakeGitHub;
  /** The checkout. */
  readonly workspace: string;
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly inputs: Readonly<Record<string, string>>;
  readonly runId?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly exitCode: number | null;
  /** Standard output and error together, in which the runner looks for commands. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the other command files hold at the end. */
  readonly files: { readonly env: string; readonly path: string; readonly state: Readonly<Record<string, string>> };
  /** Folder for the job's temporary files; gone with `remove`. */
  readonly temp: string;
}

export interface Stop {
  readonly signal: NodeJS.Signals;
  readonly until: () => boolean;
}

const COMMAND_FILES = {
  GITHUB_ENV: 'set_env',
  GITHUB_OUTPUT: 'set_output',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;

/** Commands that the runner would carry out, found as it finds them. */
export function commandsIn(log: string): string[] {
  return log.split('\n').filter((line) => /^\s*::[\w-]+/.test(line) || line.includes('##['));
}

export class Step {
  readonly home = mkdtempSync(path.join(tmpdir(), 'step-'));
  readonly temp = path.join(this.home, 'temp');
  /** Where everything else temporary goes, so that a test sees what is left. */
  readonly tmpdir = path.join(this.home, 'tmp');
  private state: Readonly<Record<string, string>> = {};

  constructor(private readonly options: StepOptions) {
    mkdirSync(path.join(this.temp, '_runner_file_commands'), { recursive: true });
    mkdirSync(this.tmpdir);
    writeFileSync(this.payload, JSON.stringify(options.event.payload));
  }

  /** `stop`: the signal to send as soon as `until` says so. */
  run(stop?: Stop): Promise<StepResult> {
    return this.start(this.options.bundle, {}, stop);
  }

  /** The runner's call of the post step's own file when the job ends. */
  post(): Promise<StepResult> {
    const entry = path.join(path.dirname(this.options.bundle), 'post', 'index.js');
    return this.start(
      entry,
      Object.fromEntries(Object.entries(this.state).map(([name, value]) => [`STATE_${name}`, value])),
    );
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  private get payload(): string {
    return path.join(this.home, 'event.json');
  }

  private file(variable: keyof typeof COMMAND_FILES): string {
    return path.join(this.temp, '_runner_file_commands', `${COMMAND_FILES[variable]}_0001`);
  }

  private async start(entry: string, state: Readonly<Record<string, string>>, stop?: Stop): Promise<StepResult> {
    // The runner makes these anew for each step.
    for (const variable of Object.keys(COMMAND_FILES))
      writeFileSync(this.file(variable as keyof typeof COMMAND_FILES), '');
    const child = spawn(process.execPath, [entry], {
      cwd: this.options.workspace,
      env: { ...this.environment(), ...state },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setInterval(() => {
      if (stop?.until() === true) child.kill(stop.signal);
    }, 100);
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    clearInterval(timer);
    const saved = keyValues(this.read('GITHUB_STATE'));
    if (entry === this.options.bundle) this.state = saved;
    return {
      exitCode,
      log: Buffer.concat(chunks).toString(),
      outputs: keyValues(this.read('GITHUB_OUTPUT')),
      summary: this.read('GITHUB_STEP_SUMMARY'),
      files: { env: this.read('GITHUB_ENV'), path: this.read('GITHUB_PATH'), state: saved },
      temp: this.temp,
    };
  }

  private read(variable: keyof typeof COMMAND_FILES): string {
    return existsSync(this.file(variable)) ? readFileSync(this.file(variable), 'utf8') : '';
  }

  private environment(): Record<string, string> {
    const { github, event, inputs, workspace, runId = github.run } = this.options;
    const given = { 'github-token': 'the-secret-token', ...inputs };
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      LANG: 'C.UTF-8',
      TMPDIR: this.tmpdir,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
      GITHUB_REPOSITORY: `${OWNER}/${NAME}`,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: this.payload,
      GITHUB_WORKSPACE: workspace,
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'performance',
      RUNNER_TEMP: this.temp,
      RUNNER_NAME: 'test runner',
      RUNNER_TRACKING_ID: 'github_tracking',
      ACTIONS_RUNTIME_TOKEN: github.runtimeToken,
      ACTIONS_RESULTS_URL: github.url,
      ...Object.fromEntries(
        Object.keys(COMMAND_FILES).map((name) => [name, this.file(name as keyof typeof COMMAND_FILES)]),
      ),
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...this.options.env,
    };
  }
}

/** `name<<delimiter`, lines, `delimiter`: what `@actions/core` writes into command files. */
function keyValues(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+)<<(ghadelimiter_[\w-]+)\n([\s\S]*?)\n\2$/gm)) {
    found[name] = value;
  }
  return found;
}
