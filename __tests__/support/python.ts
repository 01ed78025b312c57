/**
 * The Python that tests run, and the cache of environments that all of them share, so that Scalene is installed once.
 */
import { join } from 'node:path';
import { execa } from 'execa';
import { findPython, type Python } from '../../src/measure/python.js';
import { REPOSITORY } from './bundled.js';

/** Kept between test runs, and ignored by git. */
export const TEST_CACHE = join(REPOSITORY, 'node_modules', '.cache', 'scalene-mcp-action');

/** The version of Scalene that tests measure with. */
export const SCALENE_VERSION = '2.4.0';

export function testPython(): Promise<Python> {
  return findPython({ cwd: REPOSITORY, env: process.env }, new AbortController().signal);
}

/** Processes whose command line holds `text`, as `ps` shows them. */
export async function processesWith(text: string): Promise<readonly string[]> {
  const { stdout } = await execa('ps', ['-eo', 'pid=,args=']);
  return stdout.split('\n').filter((line) => line.includes(text) && !line.includes('ps -eo'));
}
