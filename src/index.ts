/**
 * The Action's entry.
 * It has nothing to hand over to yet, and says so instead of passing a check that never ran.
 */
import { setFailed } from '@actions/core';

setFailed(
  'The Action of scalene-mcp-action is not in this version yet; run `node dist/cli/index.js gate` in a step of the workflow instead.',
);
