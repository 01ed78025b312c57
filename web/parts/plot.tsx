/**
 * Pictures made by Observable Plot, at the width of their place.
 * What is drawn is left to the views.
 */
import { plot, type PlotOptions } from '@observablehq/plot';
import type { JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useWidth } from '../hooks.js';

/** Width on paper and before the first layout. */
const DEFAULT_WIDTH = 640;

export interface FigureProps {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly options: (width: number) => PlotOptions;
  /** Drawn again when any of these changes. */
  readonly inputs: readonly unknown[];
}

/**
 * A picture with a text that says the same. Plot brings a style element with each picture; this page's policy does not let it in, and the
 * style sheet has its rules instead.
 */
export function Figure({ label, options, inputs }: FigureProps): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>();
  useLayoutEffect(() => {
    const place = ref.current;
    if (place === null) return;
    const picture = plot({ ...options(width || DEFAULT_WIDTH), width: width || DEFAULT_WIDTH, className: 'plot' });
    for (const style of picture.querySelectorAll('style')) style.remove();
    // The picture is one image with one text: names of its parts help the style sheet, and no one who listens.
    for (const part of picture.querySelectorAll('g[aria-label]')) {
      part.setAttribute('data-part', part.getAttribute('aria-label') ?? '');
      part.removeAttribute('aria-label');
      part.removeAttribute('aria-description');
    }
    const drawing = picture instanceof SVGElement ? picture : picture.querySelector('svg');
    drawing?.setAttribute('role', 'img');
    drawing?.setAttribute('aria-label', label);
    place.replaceChildren(picture);
  }, [width, label, ...inputs]);
  return <div class="figure" ref={ref} />;
}
