import { type ComponentChildren, Fragment, type VNode } from "preact";
import type { Build } from "../build.ts";
import { HeadEntries } from "./head.ts";
import { IslandTable } from "./island_table.ts";

interface PassOptions {
  build: Build | undefined;
  url: URL;
  nonce: string;
}

/** What is known while one document is rendered. Rendering is synchronous, so there is one at a time. */
export class RenderPass {
  readonly build: Build | undefined;
  readonly url: URL;
  readonly nonce: string;
  /** The document's own elements that the tree contained. */
  readonly seen: Set<string> = new Set();
  readonly head: HeadEntries = new HeadEntries();
  readonly islands: IslandTable = new IslandTable();
  #changed: { vnode: VNode; type: VNode["type"]; props: VNode["props"] }[] = [];

  constructor({ build, url, nonce }: PassOptions) {
    this.build = build;
    this.url = url;
    this.nonce = nonce;
  }

  /**
   * Gives `vnode` other properties, or another type, until the pass ends. A node may be a constant of its module and
   * so appear in the next document too, which must not inherit this one's nonce.
   */
  change(
    vnode: VNode,
    props: VNode["props"],
    type: VNode["type"] = vnode.type,
  ): void {
    this.#changed.push({ vnode, type: vnode.type, props: vnode.props });
    vnode.type = type;
    vnode.props = props;
  }

  /** Renders `by` in the place of `vnode`, until the pass ends. */
  replace(vnode: VNode, by: ComponentChildren): void {
    this.change(vnode, { children: by }, Fragment);
  }

  /** Takes all changes back. */
  end(): void {
    for (const { vnode, type, props } of this.#changed.reverse()) {
      vnode.type = type;
      vnode.props = props;
    }
  }
}
