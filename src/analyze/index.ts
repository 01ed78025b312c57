/** What `analyze` offers: pure views over one profile, each with its types and schema. */
export { summary, SummarySchema, type Note, type Summary } from './summary.js';
export {
  hotspots,
  HotspotsSchema,
  LEVELS,
  type Hotspot,
  type HotspotOptions,
  type Hotspots,
  type Level,
} from './hotspots.js';
export { functions, FunctionsSchema, type Functions, type FunctionsOptions } from './functions.js';
export {
  bottlenecks,
  BottlenecksSchema,
  type Bottleneck,
  type BottleneckOptions,
  type Bottlenecks,
  type Cause,
} from './bottlenecks.js';
export { CAUSES, SIGNALS, type CauseKind, type Signal } from './causes.js';
export { CONFIDENCES, leaks, LeaksSchema, type Confidence, type Leak, type Leaks, type LeaksOptions } from './leaks.js';
export {
  annotatedFile,
  AnnotatedFileSchema,
  type AnnotatedFile,
  type AnnotatedLine,
  type AnnotatedOptions,
} from './annotated.js';
export { stacks, StacksSchema, type CallPath, type Stacks, type StacksOptions } from './stacks.js';
export {
  reducedProfile,
  ReducedProfileSchema,
  type ReducedFile,
  type ReducedOptions,
  type ReducedProfile,
} from './reduced.js';
export { poolProfiles } from './pool.js';
export { METRICS, type SourceLine, type Spot, type SpotMetric, type SpotNumbers } from './spots.js';
export type { Page, PageRequest } from './page.js';
