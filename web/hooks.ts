/**
 * State that lives outside of the components: the fragment, the width of an element, the colour theme, printing.
 * What is done with it is left to the components.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fragmentOf, parseRoute, type Route } from './route.js';

/** `push` makes a step that Back returns from, `replace` only keeps the address true (typing, choosing). */
export type Navigate = (route: Route, how: 'push' | 'replace') => void;

export interface Place {
  readonly route: Route;
  readonly navigate: Navigate;
  /** Goes to where the reader came from; null when this is where the reader began. */
  readonly back: (() => void) | null;
}

export function useRoute(): Place {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  const [moved, setMoved] = useState(0);
  useEffect(() => {
    const read = () => {
      setRoute(parseRoute(location.hash));
      setMoved((times) => times + 1);
    };
    // Fires for links, for Back and Forward, and for an address typed by hand.
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  const navigate = useCallback<Navigate>((next, how) => {
    const fragment = fragmentOf(next);
    if (how === 'push') history.pushState(null, '', fragment);
    else history.replaceState(null, '', fragment);
    setRoute(next);
    if (how === 'push') setMoved((times) => times + 1);
  }, []);
  return { route, navigate, back: moved === 0 ? null : () => history.back() };
}

/** The width of an element in CSS pixels, kept true while the window changes; 0 before the first layout. */
export function useWidth<E extends HTMLElement>(): readonly [{ current: E | null }, number] {
  const ref = useRef<E | null>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

export type Theme = 'auto' | 'light' | 'dark';
const THEME_KEY = 'scalene-report-theme';

/** The reader's choice of theme, remembered where the browser lets a file remember. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(readTheme);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const choose = (next: Theme) => {
    setTheme(next);
    try {
      localStorage.setItem(THEME_KEY, next);
    } catch {
      // A file opened without storage still changes its theme, until it is closed.
    }
  };
  return [theme, choose];
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

/** Whether the reader asked for less motion. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
