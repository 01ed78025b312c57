import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { REPOSITORY } from '../support/bundled.js';
import { goTool, pythonTool, type Tool } from '../support/tools.js';

const MINUTES = 60_000;

function yamlIn(folder: string): string[] {
  const names = readdirSync(path.join(REPOSITORY, folder)).filter(
    (name) => /\.ya?ml$/.test(name) && name !== 'zizmor.yml',
  );
  return names.map((name) => path.join(folder, name));
}

/** Runs a linter; where it could not be installed, says so and leaves it. */
function lint(tool: Tool, args: string[]): { exitCode: number | undefined; output: string } {
  if ('missing' in tool) {
    console.warn(`Skipped: ${tool.missing}`);
    return { exitCode: 0, output: '' };
  }
  const { exitCode, all } = execaSync(tool.command, args, { cwd: REPOSITORY, reject: false, all: true });
  return { exitCode, output: all };
}

describe('workflows, examples and action.yml', () => {
  it(
    'are clean for actionlint',
    () => {
      const tool = goTool('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12');
      const { exitCode, output } = lint(tool, [...yamlIn('.github/workflows'), ...yamlIn('examples')]);
      expect(output).toBe('');
      expect(exitCode).toBe(0);
    },
    6 * MINUTES,
  );

  it(
    'are clean for zizmor',
    () => {
      const tool = pythonTool('zizmor==1.32.0');
      const config = ['--offline', '--quiet', '--persona=regular', '--config', 'examples/zizmor.yml'];
      const files = [...yamlIn('.github/workflows'), ...yamlIn('examples'), 'action.yml'];
      const { exitCode, output } = lint(tool, [...config, ...files]);
      expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
    },
    6 * MINUTES,
  );
});
