/**
 * Types of the parts of d3-flame-graph that this page uses: the package ships none.
 * The full interface is left to its README.
 */
declare module 'd3-flame-graph' {
  import type { Selection } from 'd3-selection';

  /** A box as laid out; `data` is the node that was passed in. */
  export interface FlameBox<Data> {
    readonly data: Data;
    readonly id: number;
    readonly depth: number;
    readonly parent: FlameBox<Data> | null;
    readonly children?: readonly FlameBox<Data>[];
    /** Width in the current zoom, in the unit of `getValue`. */
    readonly value: number;
    readonly highlight?: boolean;
    readonly x0: number;
    readonly x1: number;
  }

  export interface FlameGraph<Data> {
    (selection: Selection<HTMLElement, Data, null, undefined>): FlameGraph<Data>;
    width(pixels: number): this;
    height(pixels: number): this;
    cellHeight(pixels: number): this;
    minFrameSize(pixels: number): this;
    transitionDuration(milliseconds: number): this;
    inverted(top: boolean): this;
    sort(order: boolean): this;
    selfValue(on: boolean): this;
    resetHeightOnZoom(on: boolean): this;
    getName(of: (box: FlameBox<Data>) => string): this;
    getValue(of: (data: Data) => number): this;
    getChildren(of: (data: Data) => readonly Data[] | undefined): this;
    label(of: (box: FlameBox<Data>) => string): this;
    setColorMapper(of: (box: FlameBox<Data>, original: string) => string): this;
    setSearchMatch(match: (box: FlameBox<Data>, term: string) => boolean): this;
    setSearchHandler(done: (found: readonly FlameBox<Data>[], sum: number, total: number) => void): this;
    setDetailsHandler(done: (text: string | null) => void): this;
    onClick(done: (box: FlameBox<Data>) => void): this;
    onHover(done: (box: FlameBox<Data>) => void): this;
    search(term: string): void;
    clear(): void;
    zoomTo(box: FlameBox<Data>): void;
    resetZoom(): void;
    findById(id: number): FlameBox<Data> | null;
    update(data?: Data): this;
    destroy(): this;
  }

  export default function flamegraph<Data>(): FlameGraph<Data>;
}
