/**
 * The part of a report that tells of programs without a comparison: heading, one sentence, the last output in a code block.
 * Compared programs are left to `report`.
 */
import { codeBlock, codeSpan, markdown, words } from '../report/markdown/escape.js';
import { proseOf } from '../report/prose.js';
import { messageText, outputLines } from '../report/text.js';
import type { Remark } from './findings.js';

/** Markdown for GitHub, escaped. */
export function remarkMarkdown({ heading, sentence, program, outputTail }: Remark): string {
  const where = program === undefined ? '' : ` in ${codeSpan(program)}`;
  const output = outputLines(outputTail ?? '');
  const parts = [`## ${words(heading)}${where}`, markdown(proseOf(messageText(sentence)))];
  if (output.length > 0) parts.push('The last output:', codeBlock(output));
  return parts.join('\n\n');
}
