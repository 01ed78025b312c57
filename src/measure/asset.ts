/**
 * Where a file lies that belongs to a module of ours, in the sources as in a bundle.
 * What is in it is left to the module.
 */
import { fileURLToPath } from 'node:url';

/** @param asset `new URL('./file', import.meta.url)`: the bundler copies that file, and puts a path in the URL's place */
export function assetPath(asset: URL | string): string {
  return typeof asset === 'string' ? asset : fileURLToPath(asset);
}
