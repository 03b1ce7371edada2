import type { AsyncAppWrapper, LayoutConfig, PageComponent } from "../types.ts";

/** A layout with its settings. */
export interface Layout<State> {
  component: PageComponent<unknown, State>;
  config?: LayoutConfig;
}

export type AppWrapper<State> =
  | PageComponent<unknown, State>
  | AsyncAppWrapper<State>;

/**
 * What `ctx.render()` puts around a page. It differs from segment to segment while a request travels inwards, and back.
 */
export interface Surroundings<State> {
  /** Gives the app wrapper, or undefined if there is none. */
  readonly appWrapper: () => Promise<AppWrapper<State> | undefined>;
  /** From the outermost to the innermost. */
  readonly layouts: readonly (() => Promise<Layout<State>>)[];
}
