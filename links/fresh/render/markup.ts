import type { VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";

/** A node that renders `html` as it is; only for text that is markup already. */
export function markup(html: string): VNode {
  return jsxTemplate([html]);
}
