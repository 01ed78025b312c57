import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { REPOSITORY } from '../support/bundled.js';

const read = (...parts: string[]): string => readFileSync(path.join(REPOSITORY, ...parts), 'utf8');

describe('the licences of what is bundled', () => {
  it.each(['.', 'cli', 'mcp', 'post'])('stand with their texts in dist/%s', (folder) => {
    const sections = read('dist', folder, 'licenses.txt').split(`\n\n${'-'.repeat(78)}\n\n`);
    for (const section of sections.filter((each) => each.trim() !== '')) {
      const [names = '', licence = '', ...text] = section.split('\n\n');
      expect([names, licence, text.join('').trim().length > 200]).toEqual([
        names,
        expect.stringMatching(/^[\w.()/ -]+$/),
        true,
      ]);
    }
  });

  it('name every package that a bundle was made with', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const listed = ['.', 'cli', 'mcp'].map((folder) => read('dist', folder, 'licenses.txt')).join('\n');
    for (const name of Object.keys(dependencies)) {
      expect(listed).toContain(`${name} ${dependencies[name] ?? ''}`);
    }
  });
});

describe('what this repository takes from others', () => {
  it('is pinned to exact versions', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const version of Object.values(manifest[group] ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  it.each(['.github/workflows', 'examples'])('is pinned to commits in %s', (folder) => {
    for (const name of readdirSync(path.join(REPOSITORY, folder)).filter((each) => each.endsWith('.yml'))) {
      for (const [, used = ''] of read(folder, name).matchAll(/^\s*(?:- )?uses: (\S+)/gm)) {
        if (!used.startsWith('./') && !used.startsWith('OWNER/')) expect(used).toMatch(/@[0-9a-f]{40}$/);
      }
    }
  });

  it('is reviewed where a pull request changes it', () => {
    expect(read('.github/workflows/ci.yml')).toMatch(/actions\/dependency-review-action@[0-9a-f]{40} # v\d/);
  });
});

describe('an example whose job may write', () => {
  it.each(readdirSync(path.join(REPOSITORY, 'examples')).filter((name) => name.endsWith('.yml')))(
    'says how to pin the Action by commit: %s',
    (name) => {
      const jobs = read('examples', name).split(/^(?= {2}[\w-]+:\n)/m);
      for (const job of jobs.filter((each) => each.includes('pull-requests: write'))) {
        expect(job).toContain('git ls-remote');
      }
    },
  );
});
