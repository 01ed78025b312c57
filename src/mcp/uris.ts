/**
 * Addresses of what is kept, as resources.
 * Reading them is left to `resources.ts`.
 */
export const profileUri = (id: string): string => `scalene://profiles/${id}`;
export const comparisonUri = (id: string): string => `scalene://comparisons/${id}`;
