/**
 * What the tools and resources do, as one module: it is loaded when the first of them is called, so that a server answers its
 * client's greeting without having read the engine. What a client sees of them is left to `tools/` and `resources.ts`.
 */
export { analyzeProfile } from './analyze.js';
export { compareSides } from './compare.js';
export { checkMachine } from './doctor.js';
export { profileOne } from './profile.js';
export { rawProfile } from '../documents.js';
export { profileOverview } from '../views/overview.js';
