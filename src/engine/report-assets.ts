/**
 * Loads the browser code that every HTML report carries: it is large, so it is read only when a report is made.
 * Building it is left to `scripts/build-report-client.mjs`, putting it into a page to `report/html`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../measure/paths.js';
import { MeasureError } from '../model/errors.js';

const SCRIPT = 'report-client.js';
const STYLE = 'report-client.css';

/** Beside the bundle; for a checkout that runs from its sources, where the build script leaves it. */
const FOLDERS = ['.', path.join('..', '..', 'build', 'report-client')];

export interface ReportAssets {
  readonly script: string;
  readonly style: string;
}

let loaded: ReportAssets | undefined;

/** Read once: what runs afterwards cannot change them. The script and the style sheet, as `renderHtml` and `renderProfileHtml` want them. Throws `MeasureError` when they were not built. */
export async function loadReportAssets(): Promise<ReportAssets> {
  return (loaded ??= await readAssets());
}

async function readAssets(): Promise<ReportAssets> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const folder of FOLDERS) {
    const [script, style] = await Promise.all([SCRIPT, STYLE].map((file) => read(path.join(here, folder, file))));
    if (script !== null && script !== undefined && style !== null && style !== undefined) return { script, style };
  }
  throw new MeasureError(
    `The HTML report could not be made, because its browser code (${SCRIPT}) is missing beside this program: run \`npm run build\`, or install the package again.`,
  );
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
