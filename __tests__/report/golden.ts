/**
 * Comparing a text with its reviewed file under `goldens/`. `UPDATE_GOLDENS=1` writes the files instead; review what changed.
 */
import { expect } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('goldens/', import.meta.url));

export function expectGolden(name: string, text: string): void {
  const file = FOLDER + name;
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, text);
  const golden = existsSync(file)
    ? readFileSync(file, 'utf8')
    : `(there is no goldens/${name}: UPDATE_GOLDENS=1 makes it)`;
  expect(text).toBe(golden);
}
