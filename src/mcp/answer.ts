/**
 * The form of every answer: compact Markdown within a size, the same facts as data, and the calls that could come next.
 * What is said is left to the tools.
 */
import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** Characters of text in an answer where the call does not ask for another size. */
export const DEFAULT_MAX_CHARS = 6_000;

/** Complete calls that would be sensible next steps: tool, arguments as JSON, and what for. */
export const NextSchema = z.array(z.string()).optional().describe('Complete calls');
export type Next = string;

export interface Answer<Data> {
  /** Markdown, without the next calls. */
  readonly text: string;
  /** The same facts, after the tool's output schema. */
  readonly data: Data;
  /** At most three. */
  readonly next: readonly Next[];
  /** A resource that has more. */
  readonly link?: { readonly uri: string; readonly name: string; readonly mimeType: string };
}

export function nextCall(tool: string, args: Readonly<Record<string, unknown>>, why: string): Next {
  return `${tool} ${JSON.stringify(args)} — ${why}`;
}

/** The result on the wire, its text no longer than `maxChars`. */
export function toResult<Data extends object>(answer: Answer<Data>, maxChars: number): CallToolResult {
  const next = answer.next.slice(0, 3);
  const tail = next.length === 0 ? '' : `\n\nNext:\n${next.map((call) => `- ${call}`).join('\n')}`;
  const text = fitted(answer.text, Math.max(0, maxChars - tail.length)) + tail;
  const link = answer.link === undefined ? [] : [{ type: 'resource_link' as const, ...answer.link }];
  return {
    content: [{ type: 'text', text }, ...link],
    structuredContent: { ...answer.data, ...(next.length === 0 ? {} : { next }) },
  };
}

/** Cuts at the end of a line, and says how much was cut. */
export function fitted(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const notice = (left: number): string => `\n… (${String(left)} lines left out to stay within max_chars)`;
  const room = Math.max(0, maxChars - notice(99_999).length);
  const end = text.lastIndexOf('\n', room);
  const kept = text.slice(0, end === -1 ? room : end);
  const left = text.slice(kept.length).split('\n').length - 1;
  return kept + notice(Math.max(1, left));
}

/**
 * Text of others (source lines, program output) made safe to stand in one line of an answer: no backticks that would end
 * the code span it stands in, and else as `oneLine`.
 */
export function untrusted(text: string, max = 160): string {
  return oneLine(text.replace(/`/g, 'ˋ'), max);
}

/** No control characters, no invisible or direction-changing ones, at most `max` characters. */
export function oneLine(text: string, max: number): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trimEnd();
  return clean.length > max ? `${clean.slice(0, max - 1)}…` : clean;
}
