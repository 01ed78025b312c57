/**
 * Runs every benchmark beside it and prints its rows as one table of times and ratios.
 * What is measured, and against what, is left to the other files of this folder: those that export `bench(): Promise<Row[]>`.
 */
import { readdir } from 'node:fs/promises';
import { markdownTable } from 'markdown-table';
import type { Row } from './row.js';

/**
 * The exit status: 1 when a row is beyond its limit.
 *
 * @param wanted parts of file names; every benchmark when empty
 * @param load imports a TypeScript file by its path from the repository's root (scripts/run.mjs)
 */
export async function main(wanted: readonly string[], load: (file: string) => Promise<unknown>): Promise<number> {
  const files = (await readdir('bench')).filter((file) => file.endsWith('.ts')).sort();
  const rows: Row[] = [];
  for (const file of files) {
    if (wanted.length > 0 && !wanted.some((word) => file.includes(word))) continue;
    const { bench } = (await load(`bench/${file}`)) as { readonly bench?: () => Promise<readonly Row[]> };
    if (bench === undefined) continue;
    process.stderr.write(`${file}\n`);
    rows.push(...(await bench()));
  }
  console.log(table(rows));
  return rows.some(isBeyond) ? 1 : 0;
}

function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const ratio = row.ratio === undefined ? '' : `${row.ratio.value.toFixed(2)} × ${row.ratio.to}`;
    return [row.what, `${row.ms.toFixed(1)} ms`, ratio, row.limit?.text ?? '', isBeyond(row) ? 'beyond' : ''];
  });
  return markdownTable([['What', 'Time', 'Ratio', 'Limit', ''], ...cells]);
}

function isBeyond({ ms, ratio, limit }: Row): boolean {
  if (limit === undefined) return false;
  const value = limit.of === 'ms' ? ms : (ratio?.value ?? Number.POSITIVE_INFINITY);
  return value > limit.max;
}
