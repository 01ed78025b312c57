/**
 * Makes large profiles out of a real one by repeating its files under other names. What is measured on them is left to
 * the benchmarks.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Profiles that Scalene wrote, unpacked. */
export function realProfile(name: string): string {
  const file = new URL(`../__tests__/fixtures/scalene/${name}.json.gz`, import.meta.url);
  return gunzipSync(readFileSync(file)).toString('utf8');
}

/**
 * A profile of about `megabytes` MB (10^6 bytes of text, indented as Scalene indents). Shares of CPU time and memory are
 * divided by the number of copies, so that they still add up to the whole program.
 */
export function largeProfile(megabytes: number, name = '2.4.0/shop-full'): string {
  const document = JSON.parse(realProfile(name)) as { files: Record<string, RawFile> };
  const files = Object.entries(document.files);
  const sizes = files.map(([, file]) => JSON.stringify({ file }, null, 4).length);
  const rest = JSON.stringify({ ...document, files: {} }, null, 4).length;
  const copies = Math.max(1, Math.round((megabytes * 1e6 - rest) / sizes.reduce((total, size) => total + size, 0)));
  const repeated: Record<string, RawFile> = {};
  for (let copy = 0; copy < copies; copy++) {
    for (const [path, file] of files) {
      repeated[copy === 0 ? path : path.replace(/\.py$/, `_${String(copy)}.py`)] = divided(file, copies);
    }
  }
  return JSON.stringify({ ...document, files: repeated }, null, 4);
}

interface RawFile {
  readonly percent_cpu_time: number;
  readonly lines: readonly Record<string, unknown>[];
}

const SHARES = new Set(['n_cpu_percent_python', 'n_cpu_percent_c', 'n_sys_percent', 'n_usage_fraction']);

function divided(file: RawFile, by: number): RawFile {
  const lines = file.lines.map((line) =>
    Object.fromEntries(
      Object.entries(line).map(([key, value]) => [
        key,
        SHARES.has(key) && typeof value === 'number' ? value / by : value,
      ]),
    ),
  );
  return { ...file, percent_cpu_time: file.percent_cpu_time / by, lines };
}
