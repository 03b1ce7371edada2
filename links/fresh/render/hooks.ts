/**
 * The two points where Preact lets a renderer look in: when a node is created and before it is rendered. Both hooks are
 * set for the length of one synchronous pass only.
 */
import { h, options, type VNode } from "preact";
import { Head } from "../runtime/head.ts";
import { withAsset } from "../runtime/asset.ts";
import { BodyEnd } from "./boot.ts";
import { CollectHead, HEAD_ELEMENTS, HeadEnd } from "./head.ts";
import { IslandBoundary } from "./island_boundary.ts";
import { markCurrentLink } from "./links.ts";
import type { RenderPass } from "./pass.ts";

/** Preact's hooks, with the one that sees each node before it is rendered (`_diff` before Preact's own mangling). */
const hooks: typeof options & { __b?: (vnode: VNode) => void } = options;

/** Runs `render` with the hooks of `pass` in place. */
export function duringPass<T>(pass: RenderPass, render: () => T): T {
  const { vnode: created, __b: rendering } = hooks;
  hooks.vnode = (vnode) => {
    markCurrentLink(vnode, pass.url);
    created?.(vnode);
  };
  hooks.__b = (vnode) => {
    adapt(vnode, pass);
    rendering?.(vnode);
  };
  try {
    return render();
  } finally {
    hooks.vnode = created;
    hooks.__b = rendering;
    pass.end();
  }
}

function adapt(vnode: VNode, pass: RenderPass): void {
  if (typeof vnode.type === "string") adaptElement(vnode, vnode.type, pass);
  else if (vnode.type === Head) {
    pass.replace(vnode, h(CollectHead, { pass }, vnode.props.children));
  } else adaptIsland(vnode, pass);
}

function adaptIsland(vnode: VNode, pass: RenderPass): void {
  const reference = pass.islands.inside
    ? undefined
    : pass.build?.islands.get(vnode.type);
  if (!reference) return;
  const { type: component, props: given } = vnode;
  pass.replace(
    vnode,
    h(IslandBoundary, { component, given, reference, table: pass.islands }),
  );
}

function adaptElement(vnode: VNode, type: string, pass: RenderPass): void {
  if (type === "html" || type === "head" || type === "body") {
    adaptDocument(vnode, type, pass);
  } else if (type === "img" || type === "source") {
    pass.change(vnode, withAsset(vnode.props));
  } else if (HEAD_ELEMENTS.has(type)) pass.head.adapt(vnode, pass);
  if (
    (vnode.type === "script" || vnode.type === "style") &&
    !("nonce" in vnode.props)
  ) {
    pass.change(
      vnode,
      Object.assign({}, vnode.props, { nonce: pass.nonce }),
    );
  }
}

function adaptDocument(
  vnode: VNode,
  type: "html" | "head" | "body",
  pass: RenderPass,
): void {
  pass.seen.add(type);
  if (type === "html") return;
  if (type === "head") pass.head.open = true;
  const { children, ...rest } = vnode.props;
  const end = h(type === "head" ? HeadEnd : BodyEnd, { pass });
  pass.change(vnode, { ...rest, children: [children, end] });
}
