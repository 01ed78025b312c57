import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint();
});

/** Names of the rules that refuse `code` in a file of this folder of src. */
async function refusals(folder: string, code: string): Promise<string[]> {
  const file = readdirSync(`src/${folder}`).find((name) => name.endsWith('.ts'));
  if (file === undefined) throw new Error(`src/${folder} has no file to stand in for`);
  const [result] = await eslint.lintText(code, { filePath: `src/${folder}/${file}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const IMPORTS = '@typescript-eslint/no-restricted-imports';

describe('the direction of imports', () => {
  it.each([
    ['model', '../config/definition.js'],
    ['config', '../compare/input.js'],
    ['compare', '../report/model.js'],
    ['report', '../cli/main.js'],
    ['measure', '../engine/gate.js'],
    ['measure', '../cli/main.js'],
    ['github', '../measure/git.js'],
    ['store', '../mcp/index.js'],
    ['engine', '../report/model.js'],
    ['cli', '../github/comments.js'],
  ])('refuses that src/%s imports %s', async (folder, target) => {
    expect(await refusals(folder, `import { x } from '${target}';\nexport const y: number = x;\n`)).toContain(IMPORTS);
  });

  it.each([
    ['compare', '../model/metrics.js'],
    ['measure', '../config/definition.js'],
    ['engine', '../compare/input.js'],
    ['cli', '../engine/gate.js'],
    ['compare', './input.js'],
  ])('allows that src/%s imports %s', async (folder, target) => {
    expect(await refusals(folder, `import { x } from '${target}';\nexport const y: number = x;\n`)).toEqual([]);
  });
});

describe.each(['model', 'profile', 'analyze', 'compare', 'report', 'config'])('src/%s is pure:', (folder) => {
  it.each(['node:fs', 'node:fs/promises', 'fs', 'child_process', 'node:os', '@actions/core', 'execa'])(
    'it may not import %s',
    async (module) => {
      expect(await refusals(folder, `import * as x from '${module}';\nexport const y = x;\n`)).toContain(IMPORTS);
    },
  );

  it.each([
    ['the clock', 'export const now = Date.now();', 'no-restricted-properties'],
    ['chance', 'export const x = Math.random();', 'no-restricted-properties'],
    ['the environment', 'export const x = process.env;', 'no-restricted-globals'],
    ['the network', "export const x = fetch('/');", 'no-restricted-globals'],
    ['code loaded later', "export const x = import('node:fs');", 'no-restricted-syntax'],
  ])('it may not use %s', async (_, code, rule) => {
    expect(await refusals(folder, `${code}\n`)).toContain(rule);
  });
});

it('allows effects where effects live', async () => {
  const code = "import { readFileSync } from 'node:fs';\nexport const x = [readFileSync, Date.now()];\n";
  expect(await refusals('measure', code)).toEqual([]);
});
