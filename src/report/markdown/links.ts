/**
 * Addresses on GitHub: a file's line at a commit, a line in a pull request's diff, the two commits side by side.
 * Every part that comes from outside is encoded, so that no path can leave its place in the address.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Where the report's links lead. Whatever is missing is not linked. */
export interface ReportLinks {
  /** Such as `https://github.com/owner/name`, without a slash at its end. */
  readonly repositoryUrl?: string;
  /** Full commit ids; those of the comparison when missing. */
  readonly headSha?: string;
  readonly baseSha?: string;
  readonly pullRequest?: number;
  readonly artifactUrl?: string;
  readonly summaryUrl?: string;
}

/** The file at head, at its line. A full commit id alone on a line makes GitHub show the code. */
export function codeUrl(links: ReportLinks, path: string, line: number): string | null {
  return blobUrl(links, links.headSha, path, line);
}

/** The file at base, at its line. */
export function baseCodeUrl(links: ReportLinks, path: string, line: number): string | null {
  return blobUrl(links, links.baseSha, path, line);
}

/** The line in the pull request's "Files changed". GitHub names a file there by the SHA-256 of its path. */
export function diffUrl({ repositoryUrl, pullRequest }: ReportLinks, path: string, line: number): string | null {
  if (repositoryUrl === undefined || pullRequest === undefined) return null;
  const anchor = bytesToHex(sha256(utf8ToBytes(wellFormed(path))));
  return `${repositoryUrl}/pull/${pullRequest}/files#diff-${anchor}R${line}`;
}

/** Both commits side by side. */
export function compareUrl({ repositoryUrl, baseSha, headSha }: ReportLinks): string | null {
  if (repositoryUrl === undefined || baseSha === undefined || headSha === undefined) return null;
  return `${repositoryUrl}/compare/${encodePart(baseSha)}...${encodePart(headSha)}`;
}

function blobUrl({ repositoryUrl }: ReportLinks, sha: string | undefined, path: string, line: number): string | null {
  if (repositoryUrl === undefined || sha === undefined || isOutside(path)) return null;
  const encoded = path.split('/').map(encodePart).join('/');
  return `${repositoryUrl}/blob/${encodePart(sha)}/${encoded}#L${line}`;
}

/** Not a file of the repository: an absolute path, one that climbs, or a pseudo file such as `<string>`. */
function isOutside(path: string): boolean {
  return path === '' || path.startsWith('/') || path.startsWith('<') || path.split('/').includes('..');
}

/** Parentheses, quotes and stars are legal in an address but end or open something in Markdown. */
function encodePart(part: string): string {
  return encodeURIComponent(wellFormed(part)).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `encodeURIComponent` throws on a surrogate without its other half. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
