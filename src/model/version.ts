/**
 * This program's version, the same as in `package.json` (a test compares them).
 * Reading it from the file is left out on purpose: the bundles lie elsewhere.
 */
export const VERSION = '0.1.0';
