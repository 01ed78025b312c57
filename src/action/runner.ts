/**
 * The runner as a narrow port: log, annotations, outputs, state, summary. Whatever is logged is made harmless first, for
 * the runner reads commands out of the log; the one place where the Action touches `@actions/core`.
 */
import * as core from '@actions/core';
import type { Masker } from '../measure/mask.js';
import { inert } from '../report/text.js';

export interface Place {
  readonly file: string;
  readonly startLine: number;
  readonly endLine?: number;
  readonly title: string;
}

export type Level = 'error' | 'warning' | 'notice';

export interface Runner {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Writes lines to the log. */
  say(text: string): void;
  /** Writes an annotation, at a place in the code where one is given. */
  annotate(level: Level, message: string, place?: Place): void;
  /** Folds what is said meanwhile under a title. */
  grouped<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** The runner replaces the text in its log from now on. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Kept for the post step. */
  saveState(name: string, value: string): void;
  state(name: string): string;
  /** Replaces this step's job summary. */
  writeSummary(markdown: string): Promise<void>;
  /** Fails the step when it ends. */
  fail(message: string): void;
}

export function realRunner(): Runner {
  return {
    env: process.env,
    platform: process.platform,
    say: (text) => {
      for (const line of text.split('\n')) core.info(harmless(line));
    },
    annotate: (level, message, place) => {
      core[level](harmlessLines(message), place === undefined ? {} : { ...place, title: harmless(place.title) });
    },
    grouped: (title, work) => core.group(harmless(title), work),
    mask: core.setSecret,
    setOutput: core.setOutput,
    saveState: core.saveState,
    state: core.getState,
    async writeSummary(markdown) {
      if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return;
      await core.summary.emptyBuffer().addRaw(markdown, true).write({ overwrite: true });
    },
    fail: (message) => {
      core.setFailed(harmlessLines(message));
    },
  };
}

/** The same runner, of which nothing secret can be told: a second net, for what was said before or beside a measurement. */
export function maskingRunner(runner: Runner, { text }: Pick<Masker, 'text'>): Runner {
  return {
    ...runner,
    say: (words) => runner.say(text(words)),
    annotate: (level, message, place) =>
      runner.annotate(level, text(message), place && { ...place, title: text(place.title) }),
    setOutput: (name, value) => runner.setOutput(name, text(value)),
    writeSummary: (markdown) => runner.writeSummary(text(markdown)),
    fail: (message) => runner.fail(text(message)),
  };
}

/**
 * One line in which the runner finds no command: it reads `::name::` after any blanks at a line's start, and `##[name]`
 * anywhere in a line (actions/runner, src/Runner.Common/ActionCommand.cs).
 */
export function harmless(line: string): string {
  return inert(line).replace(/^\s*:(?=:)/, '$&\u200b');
}

function harmlessLines(text: string): string {
  return text.split('\n').map(harmless).join('\n');
}
