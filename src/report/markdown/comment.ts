/**
 * The pull request's comment, also what the command line prints as Markdown: a quiet report with everything behind it folded.
 * The hidden first line by which a comment is found again is left to `github`, which keeps it.
 */
import type { ReportModel } from '../model.js';
import { formatCount } from '../units.js';
import { COMMENT_DETAILS, type Detail } from './detail.js';
import { document, shortenedNote } from './document.js';
import { firstThatFits, inCharacters } from './fit.js';
import type { View } from './section.js';

/** Most characters of a comment on GitHub. */
export const COMMENT_LIMIT = 65_536;

/** Room that every report fits into at its least detail. */
export const LEAST_ROOM = 2_000;

export interface CommentOptions {
  /** Most characters; at least `LEAST_ROOM`. GitHub's limit when missing. */
  readonly maxChars?: number;
}

/**
 * The report as Markdown for GitHub, at the most detail that fits.
 * @throws {RangeError} when `maxChars` is less than `LEAST_ROOM` and too little
 */
export function renderComment(model: ReportModel, { maxChars = COMMENT_LIMIT }: CommentOptions = {}): string {
  const render = (detail: Detail) => {
    const view = viewOf(model, detail);
    const limit = `${formatCount(maxChars)} characters`;
    return document(model, view, detail === COMMENT_DETAILS[0] ? '' : shortenedNote(model, view, limit), noExtra);
  };
  return firstThatFits(COMMENT_DETAILS, render, maxChars, inCharacters);
}

function viewOf({ context }: ReportModel, detail: Detail): View {
  return { detail, layout: 'folded', links: context.links ?? {}, acceptLabel: context.acceptLabel ?? null, level: 2 };
}

function noExtra(): string {
  return '';
}
