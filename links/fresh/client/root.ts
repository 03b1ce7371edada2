import type { Region } from "./regions.ts";

/**
 * What Preact takes for the parent of an island: it has only the nodes of the island's region as children, so that no
 * element around them is needed. An empty text marks the region's end from now on, because the comments go away and
 * the nodes that follow may belong to another island.
 */
export function rootOf({ start, end }: Region) {
  const parent = start.parentElement;
  if (!parent) {
    throw new TypeError("Cannot start an island outside of an element");
  }
  const childNodes = nodesBetween(start, end);
  const after = new Text();
  parent.insertBefore(after, end);
  return {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: parent.namespaceURI,
    parentNode: parent.parentNode,
    firstChild: childNodes[0] ?? null,
    childNodes,
    contains: (node: Node | null) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before ?? after),
    appendChild: (node: Node) => parent.insertBefore(node, after),
    removeChild: (node: Node) => parent.removeChild(node),
  };
}

/** Without the markers of what the island was given to show, which are about to be removed. */
function nodesBetween(start: ChildNode, end: ChildNode): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (
    let node = start.nextSibling;
    node && node !== end;
    node = node.nextSibling
  ) {
    if (node.nodeType !== Node.COMMENT_NODE) nodes.push(node);
  }
  return nodes;
}
