/**
 * Loads what the tools do when it is first needed.
 * What that is, is left to `running/`.
 */
import type * as Work from './running/index.js';

let loading: Promise<typeof Work> | undefined;

/** The work of the tools; the engine is read on the first call of this. */
export function work(): Promise<typeof Work> {
  loading ??= import('./running/index.js');
  return loading;
}
