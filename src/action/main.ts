/**
 * The Action from its beginning to its end: open what it needs, do what the mode says, tell it.
 * Each part of that is in a file of its own; tidying up when the job ends is left to `post.ts`.
 */
import { UserError } from '../model/errors.js';
import { Cancelled, cancellable } from './cancel.js';
import { remarkOf } from './findings.js';
import { gate } from './gate.js';
import { judge } from './judge.js';
import { keepMeasured } from './measured.js';
import { openAction, type Opened } from './open.js';
import { setOutputs } from './outputs.js';
import { remarkMarkdown } from './remark.js';
import type { Runner } from './runner.js';
import { STAGING_STATE } from './post.js';
import { tell, tellFailure } from './tell.js';
import type { Action } from './action.js';

export async function main(runner: Runner): Promise<void> {
  let told = runner;
  try {
    await cancellable(async (signal) => {
      const opened = await openAction(runner, signal);
      told = opened.action.runner;
      await run(opened);
    });
  } catch (error) {
    await failed(told, error);
  }
}

async function run({ action, programs, sources }: Opened): Promise<void> {
  action.runner.saveState(STAGING_STATE, action.staging.folder);
  switch (action.settings.mode) {
    case 'gate':
      await replacingOldComment(action, async () => tell(action, await gate(action, programs)));
      return;
    case 'measure':
      await keepMeasured(action, await gate(action, programs));
      return;
    case 'report':
      await replacingOldComment(action, async () => tell(action, await judge(action, sources)));
  }
}

/** Where the work fails before it has told anything, the comment of an earlier push still tells of that one: it is made to say so. */
async function replacingOldComment(action: Action, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!action.signal.aborted) await tellFailure(action, error).catch(() => undefined);
    throw error;
  }
}

/** What ended the run before there was anything to tell of: one sentence, in the log, the summary and the check. */
async function failed(runner: Runner, error: unknown): Promise<void> {
  setOutputs(runner, { gate: 'fail' });
  if (error instanceof UserError) {
    await runner.writeSummary(remarkMarkdown(remarkOf(error, undefined)));
    runner.fail(error.message);
    return;
  }
  if (error instanceof Cancelled) {
    runner.fail(error.message);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  runner.fail(
    `Unexpected failure: ${message}. This is a defect in scalene-mcp-action; run the job again with debug logging and report it.`,
  );
  if (runner.env['RUNNER_DEBUG'] === '1' && error instanceof Error) runner.say(error.stack ?? '');
}
