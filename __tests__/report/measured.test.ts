import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { analyzeProfile, VIEWS } from '../../src/cli/analysis.js';
import { compare } from '../../src/compare/compare.js';
import { readMeasurement } from '../../src/measure/index.js';
import { ComparisonSchema } from '../../src/model/comparison.js';
import { renderAnalysis } from '../../src/report/analysis.js';
import { renderComment } from '../../src/report/markdown/comment.js';
import { buildReport } from '../../src/report/model.js';
import { renderTerminal } from '../../src/report/terminal/report.js';
import { settings } from '../compare/support.js';
import { expectGolden } from './golden.js';

function folder(name: string): string {
  return fileURLToPath(new URL(`../fixtures/measurements/${name}`, import.meta.url));
}

async function reportOf(name: string) {
  return buildReport([
    { comparison: ComparisonSchema.parse(compare([await readMeasurement(folder(name))], settings())) },
  ]);
}

const MEASURED: Readonly<Record<string, { readonly heading: RegExp; readonly culprit: string | null }>> = {
  same: { heading: /^## ✅ no regression in/, culprit: null },
  twice: { heading: /^## ❌ 1 regression in/, culprit: 'histogram' },
  faster: { heading: /^## ✅ 3 improvements in/, culprit: 'build' },
  nightly: { heading: /^## ❌ \d regressions in/, culprit: 'tidy' },
};

describe('the report of a real measurement', () => {
  for (const [name, { heading, culprit }] of Object.entries(MEASURED)) {
    it(`of ${name} has the verdict in its heading and names the function`, async () => {
      const model = await reportOf(name);
      const comment = renderComment(model);
      const [first = '', , bold = ''] = comment.split('\n');
      expect(first).toMatch(heading);
      if (culprit !== null) expect(bold).toContain(culprit);
      expectGolden(`measured-${name}.md`, comment);
      expectGolden(`measured-${name}.txt`, renderTerminal(model));
    });
  }
});

describe('the views of a real profile', () => {
  for (const view of VIEWS) {
    it(`show ${view} in a terminal and as Markdown`, async () => {
      const { profiles } = await readMeasurement(folder('nightly'));
      const profile = profiles.get('profiles/head-00.json.gz');
      if (profile === undefined) throw new Error('the fixture has no such profile');
      const options = { metric: 'cpu', level: 'line', topN: 3, only: [], exclude: [], file: 'etl/rows.py' } as const;
      const analysis = analyzeProfile(profile, view, options);
      expectGolden(`analysis-${view}.txt`, renderAnalysis(analysis));
      expectGolden(`analysis-${view}.md`, renderAnalysis(analysis, 'markdown'));
    });
  }
});
