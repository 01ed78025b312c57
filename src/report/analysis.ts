/**
 * A view of one profile as text for a terminal or as Markdown.
 * Computing views is left to `analyze`; what they say and how it is laid out to the files under `analysis/`.
 */
import { analysisMarkdown } from './analysis/markdown.js';
import { analysisText } from './analysis/text.js';
import type { Analysis } from './analysis/views.js';
import type { TerminalOptions } from './terminal/style.js';

export type { Analysis } from './analysis/views.js';

/** The view, ending with a line end. */
export function renderAnalysis(analysis: Analysis, form: TerminalOptions | 'markdown' = {}): string {
  return form === 'markdown' ? analysisMarkdown(analysis) : analysisText(analysis, form);
}
