/**
 * The frame of the page: its head line, the way to its views, the theme; and which view is shown.
 * The views themselves are left to `views/`.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReportData } from '../src/report/html/data.js';
import { buildReport, type ReportModel } from '../src/report/model.js';
import { useRoute, useTheme, type Navigate, type Theme } from './hooks.js';
import { Choices, Commit, Outside } from './parts/words.js';
import { viewHref, VIEWS, type Route, type View } from './route.js';
import { FlameView } from './views/flame.js';
import { FunctionsView } from './views/functions.js';
import { MemoryView } from './views/memory.js';
import { MethodView } from './views/method.js';
import { Overview } from './views/overview.js';
import { SourceView } from './views/source.js';

/** What every view gets. */
export interface ViewProps {
  readonly data: ReportData;
  /** The words of all reports; null for a single profile. */
  readonly report: ReportModel | null;
  readonly route: Route;
  readonly navigate: Navigate;
  /** Goes back to where the reader came from; null when that was nowhere. */
  readonly back: (() => void) | null;
  readonly medium: Medium;
}

/** On paper every view is shown, one after the other, and nothing is folded into a scroller. */
export type Medium = 'screen' | 'paper';

const TITLES: { readonly [V in View]: string } = {
  overview: 'Overview',
  flame: 'Flame graph',
  functions: 'Functions',
  source: 'Source',
  memory: 'Memory',
  method: 'Method',
};

const COMPONENTS: { readonly [V in View]: (props: ViewProps) => JSX.Element } = {
  overview: Overview,
  flame: FlameView,
  functions: FunctionsView,
  source: SourceView,
  memory: MemoryView,
  method: MethodView,
};

export function App({ data, medium }: { readonly data: ReportData; readonly medium: Medium }): JSX.Element {
  const { route, navigate, back } = useRoute();
  const report = useMemo(() => reportOf(data), [data]);
  const props = { data, report, route, navigate, back, medium };
  useTitle(data, route.view);
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <Head data={data} route={route} />
      <main id="main" tabIndex={-1}>
        {medium === 'paper' ? (
          VIEWS.map((view) => <Section key={view} view={view} {...props} />)
        ) : (
          <Section view={route.view} {...props} />
        )}
      </main>
      <footer class="foot">
        Made by scalene-mcp-action {data.version}. One file, no network: everything shown is inside it.
      </footer>
    </>
  );
}

function reportOf({ comparison, context }: ReportData): ReportModel | null {
  return comparison === null ? null : buildReport([{ comparison }], context);
}

function Section({ view, ...props }: ViewProps & { readonly view: View }): JSX.Element {
  const Component = COMPONENTS[view];
  return (
    <section class={`view view-${view}`} aria-label={TITLES[view]}>
      <Component {...props} />
    </section>
  );
}

function Head({ data, route }: { readonly data: ReportData; readonly route: Route }): JSX.Element {
  const [theme, choose] = useTheme();
  return (
    <header class="head">
      <div class="head-line">
        <p class="head-title">
          <Subject data={data} />
        </p>
        <Choices<Theme> label="Theme" name="theme" value={theme} onChoose={choose} choices={THEMES} />
      </div>
      <nav aria-label="Views">
        <ul class="tabs">
          {VIEWS.map((view) => (
            <li key={view}>
              <a href={viewHref(view)} aria-current={view === route.view ? 'page' : undefined}>
                {TITLES[view]}
                {view === 'functions' ? <span class="count">{data.functions.length.toLocaleString('en')}</span> : null}
                {view === 'source' ? <span class="count">{data.files.length.toLocaleString('en')}</span> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

const THEMES = [
  { value: 'auto', label: 'Auto', title: 'As the system says' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** What was compared: the program, and the two commits. */
function Subject({ data: { comparison, title, context } }: { readonly data: ReportData }): JSX.Element {
  const sides = comparison?.sides;
  if (comparison === null || sides === undefined) return <strong>{title}</strong>;
  const { program } = comparison;
  const name =
    program?.name ?? program?.script ?? (program?.module === undefined ? 'The program' : `-m ${program.module}`);
  const commitUrl = (commit: string) =>
    context.links?.repositoryUrl === undefined
      ? null
      : `${context.links.repositoryUrl}/commit/${encodeURIComponent(commit)}`;
  return (
    <>
      <strong>{name}</strong>
      <span class="head-sides">
        {sides.base.ref ?? 'base'}{' '}
        <Outside href={commitUrl(sides.base.commit)}>
          <Commit id={sides.base.commit} />
        </Outside>
        <span class="arrow" aria-label="compared with">
          {' → '}
        </span>
        {sides.head.ref ?? 'head'}{' '}
        <Outside href={commitUrl(sides.head.commit)}>
          <Commit id={sides.head.commit} />
        </Outside>
        {sides.head.dirty === true ? ' with uncommitted changes' : ''}
      </span>
    </>
  );
}

/** The window's title follows the view, and so does the focus for those who hear the page. */
function useTitle(data: ReportData, view: View): void {
  const first = useRef(true);
  useEffect(() => {
    document.title = view === 'overview' ? data.title : `${TITLES[view]} – ${data.title}`;
    if (first.current) first.current = false;
    else scrollTo({ top: 0 });
  }, [data.title, view]);
}

function focusMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
