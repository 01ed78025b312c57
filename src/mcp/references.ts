/**
 * How a call names something that is kept: by handle or label. Completing such names, and saying what to do about one
 * that is not there. Paths and git revisions are left to `subjects.ts` and `compare`.
 */
import { InputError } from '../model/errors.js';
import type { EntryKind } from '../store/entry.js';
import type { ProfileStore } from '../store/store.js';

const COMPLETIONS = 50;
/** How far back completions look: far enough for a working day. */
const LOOK_BACK = 500;

/** Handles and labels that begin with `start`, newest first. */
export async function completeReference(store: ProfileStore, start: string): Promise<string[]> {
  return (await names(store, undefined)).filter((name) => name.startsWith(start)).slice(0, COMPLETIONS);
}

/** Handles of one kind that begin with `start`, newest first. */
export async function completeId(store: ProfileStore, kind: EntryKind, start: string): Promise<string[]> {
  return (await names(store, kind)).filter((name) => name.startsWith(start)).slice(0, COMPLETIONS);
}

async function names(store: ProfileStore, kind: EntryKind | undefined): Promise<string[]> {
  const { entries } = await store.list({ limit: LOOK_BACK, ...(kind === undefined ? {} : { kinds: [kind] }) });
  const ids = entries.map((entry) => entry.id);
  const labels = kind === undefined ? entries.flatMap((entry) => (entry.label === null ? [] : [entry.label])) : [];
  return [...new Set([...labels, ...ids])];
}

/** Why a reference leads nowhere, and the next call. */
export function unknownReference(reference: string): InputError {
  return new InputError(
    `Nothing is kept as "${reference.slice(0, 100)}", and there is no such file inside the root: ` +
      'call list_profiles for what is there (without --store, a restarted server has forgotten all), or profile to make one.',
  );
}

/** Whether `reference` looks like a handle that this server mints. */
export function isHandle(reference: string): boolean {
  return /^[pmc]_[0-9a-z]{10}$/.test(reference);
}
