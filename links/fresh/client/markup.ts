import { type ComponentChildren, h } from "preact";
import type { Region } from "./regions.ts";

type Islands = ReadonlyMap<Node, Region>;
type RenderIsland = (region: Region) => ComponentChildren;

/** The markup of a region as nodes of Preact, with working islands inside. */
export function contentOf(
  { start, end }: Region,
  islands: Islands,
  render: RenderIsland,
): ComponentChildren[] {
  return siblings(start.nextSibling, end);

  function siblings(
    first: ChildNode | null,
    end: ChildNode | null,
  ): ComponentChildren[] {
    const content: ComponentChildren[] = [];
    for (let node = first; node && node !== end; node = node.nextSibling) {
      const nested = islands.get(node);
      if (nested) {
        content.push(render(nested));
        node = nested.end;
      } else if (node instanceof Element) content.push(element(node));
      else if (node instanceof Text) content.push(node.data);
    }
    return content;
  }

  function element(node: Element): ComponentChildren {
    const parent = node instanceof HTMLTemplateElement ? node.content : node;
    return h(
      node.localName,
      attributesOf(node),
      ...siblings(parent.firstChild, null),
    );
  }
}

/** Event attributes stay in the markup only: Preact would take their text for a function. */
function attributesOf(node: Element): Record<string, unknown> {
  const attributes = [...node.attributes].filter(({ name }) =>
    !/^(?:on|key$|ref$)/.test(name)
  );
  return Object.fromEntries(
    attributes.map(({ name, value }) => [name, value || flag(node, name)]),
  );
}

/** An empty attribute that the element knows as a boolean is `true`. */
function flag(node: Element, name: string): true | "" {
  return typeof Reflect.get(node, name) === "boolean" || "";
}
