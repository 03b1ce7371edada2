/**
 * `<Head>` and `<head>` (section 9). The children of a `<Head>` vanish where they stand and are kept until the
 * document's `<head>` is rendered: there they take the place of a matching element, and the rest is appended.
 */
import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import {
  HEAD_ELEMENTS,
  HEAD_KEY,
  headIdentity,
} from "../runtime/head_identity.ts";
import type { RenderPass } from "./pass.ts";

export { HEAD_ELEMENTS };

/** The elements that are to reach the document's `<head>`. */
export class HeadEntries {
  /** Whether a `<Head>` is being rendered. */
  collecting: boolean = false;
  /** Whether the document's `<head>` is being rendered. */
  open: boolean = false;
  #entries: Map<string, VNode> = new Map();
  #fromPage: Set<string> = new Set();

  /** From now on the app wrapper is rendered; what the page asked for wins over it. */
  enterWrapper(): void {
    this.#fromPage = new Set(this.#entries.keys());
  }

  /** Keeps or places one element, before it is rendered. */
  adapt(vnode: VNode, pass: RenderPass): void {
    if (this.collecting) this.#keep(vnode, pass);
    else if (this.open) this.#place(vnode, pass);
  }

  /** Takes what has found no place. */
  rest(): VNode[] {
    const rest = [...this.#entries.values()];
    this.#entries.clear();
    return rest;
  }

  #keep(vnode: VNode, pass: RenderPass): void {
    const identity = headIdentity(vnode);
    const props: Record<string, unknown> = { ...vnode.props };
    if (vnode.key != null) props[HEAD_KEY] = vnode.key;
    if (!this.#fromPage.has(identity)) {
      this.#entries.set(identity, h(vnode.type, props));
    }
    pass.replace(vnode, null);
  }

  #place(vnode: VNode, pass: RenderPass): void {
    const identity = headIdentity(vnode);
    const entry = this.#entries.get(identity);
    this.#entries.delete(identity);
    if (entry) pass.change(vnode, entry.props, entry.type);
  }
}

interface CollectProps {
  pass: RenderPass;
  children?: ComponentChildren;
}

/** Stands in for a `<Head>`. */
export function CollectHead({ pass, children }: CollectProps): VNode {
  pass.head.collecting = true;
  return h(Fragment, null, children, h(CollectEnd, { pass }));
}

function CollectEnd({ pass }: { pass: RenderPass }): null {
  pass.head.collecting = false;
  return null;
}

/** The last child of the document's `<head>`. */
export function HeadEnd({ pass }: { pass: RenderPass }): VNode {
  pass.head.open = false;
  return h(Fragment, null, pass.head.rest());
}
