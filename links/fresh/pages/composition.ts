import {
  type ComponentChildren,
  Fragment,
  type FunctionComponent,
  h,
} from "preact";
import type { Context } from "../context.ts";
import { pageProps } from "../context/page_props.ts";
import type { RenderInput } from "../render.tsx";
import type { AsyncAppWrapper, LayoutConfig } from "../types.ts";
import { elementOf, isAsync } from "./async_component.ts";
import type { AppWrapper, Layout, Surroundings } from "./surroundings.ts";

/**
 * Puts around a page what surrounds it. A `Response` that a layout or the app
 * wrapper gives ends the request.
 */
export type Compose = (
  page: ComponentChildren,
  config: LayoutConfig,
) => Promise<RenderInput | Response>;

/** Async layouts and wrappers are awaited here, since Preact renders in one go. */
export function composer<State>(
  ctx: Context<State>,
  surroundings: Surroundings<State>,
): Compose {
  return async function compose(page, config) {
    const layouts = await applicableLayouts(surroundings, config);
    const content = await wrapInLayouts(page, layouts, ctx);
    if (content instanceof Response) return content;

    const bare = [config, ...layouts.map((layout) => layout.config)]
      .some((settings) => settings?.skipAppWrapper);
    const wrapper = bare ? undefined : await surroundings.appWrapper();
    return wrapper === undefined
      ? { page: content }
      : await wrapInApp(content, wrapper, ctx);
  };
}

/** Outermost first. */
async function applicableLayouts<State>(
  surroundings: Surroundings<State>,
  config: LayoutConfig,
): Promise<Layout<State>[]> {
  if (config.skipInheritedLayouts) return [];
  const all = await Promise.all(surroundings.layouts.map((load) => load()));
  const outermost = all.findLastIndex((layout) =>
    layout.config?.skipInheritedLayouts
  );
  return all.slice(Math.max(outermost, 0));
}

async function wrapInLayouts<State>(
  page: ComponentChildren,
  layouts: Layout<State>[],
  ctx: Context<State>,
): Promise<ComponentChildren | Response> {
  let content: ComponentChildren | Response = page;
  for (const { component } of layouts.toReversed()) {
    const child: ComponentChildren = content;
    ctx.Component = () => child;
    content = await elementOf(component, pageProps(ctx, null));
    if (content instanceof Response) break;
  }
  return content;
}

/** The renderer brings the child itself, when an async wrapper has already made its elements around it. */
async function wrapInApp<State>(
  page: ComponentChildren,
  wrapper: AppWrapper<State>,
  ctx: Context<State>,
): Promise<RenderInput | Response> {
  let Page: FunctionComponent = () => null;
  ctx.Component = () => h(Page, null);
  const document = await wrapperElement(wrapper, ctx);
  if (document instanceof Response) return document;
  return {
    page,
    wrap(Component) {
      Page = Component;
      return h(Fragment, null, document);
    },
  };
}

async function wrapperElement<State>(
  wrapper: AppWrapper<State>,
  ctx: Context<State>,
): Promise<ComponentChildren | Response> {
  return isAsyncWrapper(wrapper)
    ? await wrapper(ctx)
    : h(wrapper, pageProps(ctx, null));
}

function isAsyncWrapper<State>(
  wrapper: AppWrapper<State>,
): wrapper is AsyncAppWrapper<State> {
  return isAsync(wrapper);
}
