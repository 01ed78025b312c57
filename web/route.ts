/**
 * Where the reader is, as the address' fragment: `#/source/etl/rows.py?side=head&line=27`.
 * What each place shows is left to the views.
 */

export const VIEWS = ['overview', 'flame', 'functions', 'source', 'memory', 'method'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  readonly view: View;
  /** The rest of the path: a file's path in `source`, else empty. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

export type SideName = 'base' | 'head';

/** Reads a fragment; whatever is not a view of this page is the overview. */
export function parseRoute(fragment: string): Route {
  const [place = '', query = ''] = fragment.replace(/^#\/?/, '').split('?', 2);
  const [view = '', ...rest] = place.split('/').map(decoded);
  const params = Object.fromEntries(new URLSearchParams(query));
  const known = VIEWS.find((name) => name === view);
  return known === undefined
    ? { view: 'overview', path: '', params: {} }
    : { view: known, path: rest.join('/'), params };
}

/** The fragment of a route. Empty parameters are left out. */
export function fragmentOf({ view, path, params }: Route): string {
  const place = [view, ...(path === '' ? [] : path.split('/'))].map(encodeURIComponent).join('/');
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `#/${place}${query === '' ? '' : `?${query}`}`;
}

export function viewHref(view: View, params: Readonly<Record<string, string>> = {}): string {
  return fragmentOf({ view, path: '', params });
}

/** A line of a file's source. `path` is the file's path at head, or at base where head does not have it. */
export function sourceHref(path: string, side: SideName, line: number): string {
  return fragmentOf({ view: 'source', path, params: { side, line: String(line) } });
}

/** A fragment typed by hand may hold a stray percent sign. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
