import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CSV_COLUMNS, csvColumnsTable, renderCsv } from '../../src/report/csv.js';
import { comparison, fn, leak, line, metric } from './build.js';
import { parseCsv } from './csv.js';
import { regression } from './states.js';

function records(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

describe('the table of a comparison', () => {
  it('has the figures of the comparison, in full', () => {
    const rows = records(renderCsv([{ comparison: regression }]));
    const cpu = rows.find((row) => row['kind'] === 'metric' && row['metric'] === 'cpu-time');
    expect(Number(cpu?.['base'])).toBe(14.2);
    expect(Number(cpu?.['change'])).toBe(regression.metrics[0]?.change);
    expect(Number(cpu?.['interval_low'])).toBe(regression.metrics[0]?.interval?.[0]);
    const parse = rows.find((row) => row['kind'] === 'function' && row['function'] === 'parse_rows');
    expect(parse).toMatchObject({
      file: 'etl/parse.py',
      line: '20',
      base_line: '14',
      verdict: 'regression',
      in_diff: 'true',
      unit: 's',
    });
  });

  it('has one row for each finding, with values only where they belong', () => {
    const only = new Map(CSV_COLUMNS.map((column) => [column.name, column.only]));
    for (const row of records(renderCsv([{ comparison: { ...regression, leaks: [leak()] } }]))) {
      for (const [name, cell] of Object.entries(row)) {
        const kinds: readonly string[] | undefined = only.get(name);
        if (cell !== '' && kinds !== undefined)
          expect([name, kinds]).toEqual([name, expect.arrayContaining([row['kind']])]);
      }
    }
  });

  it('tells several programs apart, by their name or else by what they run', () => {
    const text = renderCsv([{ name: 'etl', comparison: comparison() }, { comparison: comparison() }]);
    expect(new Set(records(text).map((row) => row['program']))).toEqual(new Set(['etl', 'bench/etl.py']));
  });

  it('keeps a spreadsheet from running what a program is named, and leaves numbers alone', () => {
    const evil = fn('=cmd|"/c calc"!A1', '@x.py:1', 'cpu-time', [2, 1], 'improvement');
    const text = renderCsv([
      {
        comparison: comparison({
          metrics: [metric('cpu-time', 2, 1, 'improvement')],
          functions: [evil],
          lines: [line(evil, 3, [2, 1], '-1 + x\n"quoted", and comma')],
        }),
      },
    ]);
    const [cpu, cell, source] = records(text);
    expect(cpu?.['change']).toBe('-0.5');
    expect(cell).toMatchObject({ function: '\'=cmd|"/c calc"!A1', file: "'@x.py", change: '-0.5' });
    expect(source?.['source']).toBe('\'-1 + x\n"quoted", and comma');
  });

  it('has its columns explained in the documentation', () => {
    const docs = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
    expect(docs).toContain(`\n${csvColumnsTable()}\n`);
    for (const { name } of CSV_COLUMNS) expect(docs).toContain(`| \`${name}\` |`);
  });
});
