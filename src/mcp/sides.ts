/**
 * What `compare` is given as a side, told apart: something to measure, or something that was made before.
 * Finding what was made before is left to `subjects.ts`.
 */
import { InputError } from '../model/errors.js';
import { refuseOption } from './running/place.js';

export type Side =
  | { readonly kind: 'worktree' }
  | { readonly kind: 'commit'; readonly ref: string }
  | { readonly kind: 'made'; readonly reference: string };

/** Throws InputError for a revision that git would take for an option. */
export function readSide(text: string): Side {
  if (text === 'worktree') return { kind: 'worktree' };
  if (text.startsWith('git:')) {
    const ref = text.slice('git:'.length);
    refuseOption(ref);
    return { kind: 'commit', ref };
  }
  if (text === '') throw new InputError('A side is empty: give an id, a label, a path, git:REF or worktree.');
  return { kind: 'made', reference: text };
}
