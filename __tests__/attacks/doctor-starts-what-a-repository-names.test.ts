/**
 * A repository whose configuration file names a program of its own as Python, and an agent that asks a read-only server what is
 * missing: the program is not started.
 */
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildServer, connect, type BuiltServer } from '../support/mcp.js';
import { makeRepository, removeTestFolders } from '../support/repository.js';

let server: BuiltServer;
beforeAll(async () => {
  server = await buildServer();
}, 120_000);
afterAll(async () => {
  server.remove();
  await removeTestFolders();
});

it.each([['--read-only'], [] as string[]])(
  'the doctor says that it did not start it (%s)',
  async (...args) => {
    const repository = await makeRepository('named');
    const witness = path.join(repository.path, '..', 'witness');
    await repository.commit({
      '.github/scalene.yml': 'script: app.py\npython: ./tools/python\n',
      'tools/python': `#!/bin/sh\nenv > '${witness}'\nexec python3 "$@"\n`,
    });
    chmodSync(path.join(repository.path, 'tools/python'), 0o755);
    const { client, close } = await connect({
      entry: server.entry,
      cwd: repository.path,
      args: ['--root', repository.path, ...args.filter((arg) => typeof arg === 'string')],
      env: { API_KEY: 'the-agents-key' },
    });
    try {
      const answer = await client.callTool({ name: 'doctor', arguments: {} });
      expect(JSON.stringify(answer.content)).toMatch(/\.\/tools\/python.*was not started/);
      expect(existsSync(witness)).toBe(false);
    } finally {
      await close();
    }
  },
  60_000,
);
