/**
 * A `setup` that writes into the configuration of the store its checkout belongs to: filters, hooks, a monitor, whatever git would
 * start. No git is run on that store, or on that checkout, from then on.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execaSync } from 'execa';
import { open } from '../support/measuring.js';
import { makeRepository, removeTestFolders, testFolder } from '../support/repository.js';

let witness: string;
let log: string;

beforeAll(async () => {
  const folder = await testFolder();
  witness = join(folder, 'witness');
  log = join(folder, 'log');
  const real = execaSync('sh', ['-c', 'command -v git']).stdout;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'git'), `#!/bin/sh\necho "git $*" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(join(folder, 'bin', 'git'), 0o755);

  const repository = await makeRepository('configured');
  await repository.commit({ 'app.py': 'print(sum(range(2_000_000)))\n', 'data.txt': 'data\n' });
  const evil = `sh -c 'touch ${witness}; cat'`;
  const setup = [
    `echo 'setup begins' >> '${log}'`,
    `"${real}" config --file "$(cat .git | sed 's/gitdir: //')/../../config" filter.x.clean "${evil}"`,
    `"${real}" config --file "$(cat .git | sed 's/gitdir: //')/../../config" core.fsmonitor "touch ${witness}"`,
    `"${real}" config --file "$(cat .git | sed 's/gitdir: //')/../../config" diff.external "touch ${witness}"`,
    `echo '* filter=x' > .gitattributes`,
    'touch data.txt',
  ].join('\n');
  const { session } = await open(
    repository,
    { program: { script: 'app.py', args: [] }, setup },
    { env: { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` } },
  );
  try {
    await session.measurePairs(1);
  } finally {
    await session.close();
  }
}, 180_000);
afterAll(removeTestFolders);

it('starts nothing of it', () => {
  expect(existsSync(witness)).toBe(false);
});

it('runs no git after setup has begun', () => {
  const lines = readFileSync(log, 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('git ')).length).toBeGreaterThan(5);
  const after = lines.slice(lines.indexOf('setup begins')).filter((line) => line.startsWith('git '));
  expect(after).toEqual([]);
});
