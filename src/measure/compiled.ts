/**
 * Lets Node keep what it has compiled of a bundle from one start to the next: reading the source of the libraries is most of what a
 * start takes. It holds for what is imported afterwards, so an entry asks for it first and then imports the rest.
 */
import module from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';

/** Since Node 22.1, and so not in the types of the oldest Node that this runs on. */
const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown };

/** Where Node cannot, or may not write to the cache folder, everything is compiled as ever. */
export function keepCompiled(env: Readonly<Record<string, string | undefined>>): void {
  enableCompileCache?.(join(cacheFolder(env), 'compiled'));
}
