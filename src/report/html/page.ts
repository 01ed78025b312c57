/**
 * The HTML document around the data: policy, styles, the words that show without scripts, the data block, the client.
 * What the data is, is left to `html.ts`, what is made of it to the browser code.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ReportData } from './data.js';

/** The browser code, bundled. `scripts/build-report-client.mjs` makes it, edges load it. */
export interface ReportAssets {
  readonly script: string;
  readonly style: string;
}

/** Elements that show until the client has started, and where scripts do not run. Already escaped. */
export type StaticHtml = string;

/** The whole file. `data` and `title` may hold anything; `words` must have been made with `escapeHtml`. */
export function page(data: ReportData, words: StaticHtml, { script, style }: ReportAssets): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<meta name="generator" content="scalene-mcp-action ${escapeHtml(data.version)}">`,
    `<title>${escapeHtml(data.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<div id="app">${words}</div>`,
    `<script type="application/json" id="data">${jsonBlock(data)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Text for an element's content or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** JSON that no parser takes for markup: a data block ends at `</script`, and `<!--` changes how it is read, so no `<` is left. */
function jsonBlock(data: ReportData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/**
 * Nothing may be fetched, framed, submitted or evaluated; only the one style and the one script of known content apply, and no text may
 * become markup (trusted types).
 */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Source expression for inline content, https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hash(content: string): string {
  const digest = sha256(utf8ToBytes(content));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
