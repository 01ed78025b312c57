/** What `profile` offers: reading Scalene's files into typed models, and finding functions in Python source. */
export { parseProfile, parseProfileBytes, type ParseOptions, type ParseOutcome } from './parse.js';
export { deserializeProfile, ProfileSchema, serializeProfile } from './schema.js';
export {
  findFunctions,
  functionAt,
  functionsIn,
  MODULE_LEVEL,
  type FoundFunction,
  type SourceFunction,
} from './functions.js';
export { placeFilter, type CodePlace, type PlaceFilter } from './places.js';
export { repositoryPaths, type ToRepositoryPath } from './paths.js';
