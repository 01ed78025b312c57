/**
 * A repository on the fake GitHub with one pull request, and steps of jobs for its events: what most tests of the Action
 * need. The program of the repository is real, and so are the runs of it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import yauzl from 'yauzl';
import { unzipMeasurements, ZIP_LIMITS } from '../../../src/github/unzip.js';
import { readMeasurement } from '../../../src/measure/index.js';
import type { LoadedMeasurement } from '../../../src/profile/loaded.js';
import { Origin } from './origin.js';
import { FakeGitHub, pullJson, type FakePull } from './server.js';
import { Step, type StepOptions } from './step.js';

export const NUMBER = 7;
export const SCRIPT = 'bench/work.py';

/** CPU time of a function that a profile names, and some memory. `rounds`: 100,000 are about a tenth of a second. */
export function program(rounds: number): string {
  return `def parse_rows(rounds):
    total = 0
    for row in range(rounds):
        total += sum(int(digit) for digit in str(row * 7919).rjust(8, "0"))
    return total


def load_frame():
    return [bytearray(1024) for _ in range(20_000)]


frame = load_frame()
print(parse_rows(${String(rounds)}), len(frame))
`;
}

export class Scene {
  readonly origin = new Origin();
  private readonly steps: Step[] = [];

  private constructor(
    readonly github: FakeGitHub,
    private readonly bundle: string,
  ) {}

  static async open(bundle: string): Promise<Scene> {
    return new Scene(await FakeGitHub.start(), bundle);
  }

  async close(): Promise<void> {
    for (const step of this.steps) step.remove();
    this.origin.remove();
    await this.github.stop();
  }

  /** The pull request as it is now, from a branch of the repository or of a fork. */
  pull(headSha: string, repo: string | null = 'octo/repo'): FakePull {
    return {
      number: NUMBER,
      head: { sha: headSha, ref: 'feature', repo },
      base: { sha: headSha, ref: 'main' },
    };
  }

  pullRequestEvent(headSha: string, repo?: string | null): StepOptions['event'] {
    return {
      name: 'pull_request',
      payload: { pull_request: pullJson(this.pull(headSha, repo)), repository: { default_branch: 'main' } },
    };
  }

  workflowRunEvent(run: number, headSha: string, repo: string): StepOptions['event'] {
    const workflow_run = {
      id: run,
      head_sha: headSha,
      head_branch: 'feature',
      head_repository: { full_name: repo },
      event: 'pull_request',
    };
    return { name: 'workflow_run', payload: { workflow_run, repository: { default_branch: 'main' } } };
  }

  step(options: Pick<StepOptions, 'event' | 'inputs'> & Partial<StepOptions>): Step {
    const workspace = options.workspace ?? mkdtempSync(path.join(this.origin.root, 'workspace-'));
    const step = new Step({ bundle: this.bundle, github: this.github, ...options, workspace });
    this.steps.push(step);
    return step;
  }
}

/** Names of the files in an artifact. */
export async function namesIn(zip: Buffer): Promise<string[]> {
  const names: string[] = [];
  const archive = await yauzl.fromBufferPromise(zip);
  for await (const entry of archive.eachEntry()) names.push(entry.fileName);
  return names.sort();
}

/** The measurement in an artifact, through the readers that a report uses. */
export async function measurementIn(zip: Buffer): Promise<LoadedMeasurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'unzipped-'));
  try {
    writeFileSync(path.join(folder, 'artifact.zip'), zip);
    const folders = await unzipMeasurements(path.join(folder, 'artifact.zip'), path.join(folder, 'out'), ZIP_LIMITS);
    return await Promise.all(folders.map((each) => readMeasurement(each)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
