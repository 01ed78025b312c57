/**
 * All functions of a profile with their totals, largest first.
 * Which lines make them so is left to `hotspots.ts` and `annotated.ts`.
 */
import * as z from 'zod';
import type { Profile } from '../profile/model.js';
import { placeFilter, type PlaceFilter } from '../profile/places.js';
import { pageOf, pageShape, type PageRequest } from './page.js';
import { functionSpots, METRICS, percentOf, ranked, SpotSchema, type SpotMetric } from './spots.js';

export const FunctionsSchema = z.object({
  sort: z.enum(METRICS),
  ...pageShape(SpotSchema),
});
export type Functions = z.infer<typeof FunctionsSchema>;

export interface FunctionsOptions extends PageRequest, PlaceFilter {
  /** `cpu` when missing. */
  readonly sort?: SpotMetric;
  /** Least share in the metric that is sorted by, in percent; 0 (all with any activity) when missing. */
  readonly minPercent?: number;
}

/**
 * @throws InputError for a page or a pattern that makes no sense
 */
export function functions(profile: Profile, options: FunctionsOptions = {}): Functions {
  const { sort = 'cpu', minPercent = 0 } = options;
  const wanted = placeFilter(options);
  const chosen = functionSpots(profile).filter((spot) => wanted(spot) && percentOf(spot, sort) >= minPercent);
  const { items, ...page } = pageOf(ranked(chosen, sort), options);
  return { sort, items: [...items], ...page };
}
