/**
 * Small answers: one page of a list, and how much was left out.
 * What is listed, and in which order, is left to the views.
 */
import * as z from 'zod';
import { InputError } from '../model/errors.js';

/** Which part of a list is wanted. */
export interface PageRequest {
  /** Most items in one answer; 10 when missing. */
  readonly topN?: number;
  /** How many items to skip: `nextOffset` of the page before. */
  readonly offset?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Items on all pages together. */
  readonly totalItems: number;
  /** Where the next page begins; missing on the last one. */
  readonly nextOffset?: number;
  /** Items that are not on this page. */
  readonly omitted: number;
}

const DEFAULT_TOP_N = 10;

/**
 * Cuts one page out of a whole list.
 *
 * @throws InputError for a page size below 1 or an offset below 0
 */
export function pageOf<Item>(all: readonly Item[], { topN = DEFAULT_TOP_N, offset = 0 }: PageRequest): Page<Item> {
  requireCount('topN', topN, 1);
  requireCount('offset', offset, 0);
  const items = all.slice(offset, offset + topN);
  const next = offset + items.length;
  return {
    items,
    totalItems: all.length,
    ...(next < all.length && { nextOffset: next }),
    omitted: all.length - items.length,
  };
}

/** The page's fields as a schema, for views to build theirs on. */
export function pageShape<Item extends z.ZodType>(item: Item) {
  return {
    items: z.array(item),
    totalItems: z.int().min(0).describe('Items on all pages together'),
    nextOffset: z.int().min(0).describe('Where the next page begins; missing on the last one').exactOptional(),
    omitted: z.int().min(0).describe('Items that are not on this page'),
  };
}

function requireCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new InputError(
    `\`${name}\` is ${String(value)}, which cuts no page: use a whole number from ${String(least)} up.`,
  );
}
