/**
 * From a component tree to a complete HTML document: what Fresh adds around and inside the markup (section 5, 9 and 11
 * of the fact sheet) is done here and in `render/`.
 */
import {
  type ComponentChildren,
  Fragment,
  type FunctionComponent,
  h,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import type { Build } from "./build.ts";
import { linkHeader } from "./render/boot.ts";
import { duringPass } from "./render/hooks.ts";
import { markup } from "./render/markup.ts";
import { RenderPass } from "./render/pass.ts";

/** What to render. */
export interface RenderInput {
  /** The page with its layouts, without asynchronous components. */
  page: ComponentChildren;
  /** Puts the app wrapper around the page. */
  wrap?: (Component: FunctionComponent) => VNode;
}

/** Under which circumstances. */
export interface RenderOptions {
  build: Build | undefined;
  url: URL;
  nonce: string;
}

/** A finished document. */
export interface Rendered {
  html: string;
  /** Value of the Link header, or null. */
  link: string | null;
}

/**
 * Renders a document, from `<!DOCTYPE html>` on.
 *
 * @throws {TypeError} if an island is given a function as a prop
 */
export function renderDocument(
  input: RenderInput,
  options: RenderOptions,
): Rendered {
  const pass = new RenderPass(options);
  const html = duringPass(pass, () => completed(pass, content(pass, input)));
  return { html: "<!DOCTYPE html>" + html, link: linkHeader(pass) };
}

/** The page is rendered before its wrapper, so that a `<Head>` in the page reaches the wrapper's `<head>`. */
function content(pass: RenderPass, { page, wrap }: RenderInput): string {
  const inner = renderToString(h(Fragment, null, page));
  if (!wrap) return inner;
  pass.head.enterWrapper();
  return renderToString(wrap(() => markup(inner)));
}

function completed(pass: RenderPass, html: string): string {
  if (!pass.seen.has("body")) {
    html = renderToString(h("body", null, markup(html)));
  }
  if (!pass.seen.has("head")) {
    html = renderToString(h("head", null, h("meta", { charset: "utf-8" }))) +
      html;
  }
  return pass.seen.has("html") ? html : `<html>${html}</html>`;
}
