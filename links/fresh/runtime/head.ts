import {
  cloneElement,
  type ComponentChildren,
  isValidElement,
  render,
  toChildArray,
} from "preact";
import { useEffect } from "preact/hooks";
import { HEAD_KEY, varyingAttribute } from "./head_identity.ts";

/** Properties of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Moves its children into the document's `<head>`: on the server while rendering, and in an island whenever they
 * change. One that has the same `key` as an element there, or is the same but for its content, takes its place.
 */
export function Head({ children }: HeadProps): null {
  useEffect(() => {
    for (const element of elementsOf(children)) place(element);
  });
  return null;
}

function elementsOf(children: ComponentChildren): Element[] {
  const parent = document.createElement("head");
  const keyed = toChildArray(children).map((child) => {
    return isValidElement(child) && child.key != null
      ? cloneElement(child, { [HEAD_KEY]: child.key })
      : child;
  });
  render(keyed, parent);
  return [...parent.children];
}

function place(element: Element): void {
  const wanted = identity(element);
  const present = Array.from(document.head.children).find((other) =>
    identity(other) === wanted
  );
  if (!present) document.head.append(element);
  else if (!present.isEqualNode(element)) present.replaceWith(element);
}

function identity({ localName, attributes }: Element): string {
  const key = attributes.getNamedItem(HEAD_KEY);
  if (key || localName === "title") return key?.value ?? localName;
  const ignored = [varyingAttribute(localName), "nonce"];
  const fixed = Array.from(attributes).filter(({ name }) =>
    !ignored.includes(name)
  );
  return JSON.stringify([
    localName,
    ...fixed.map(({ name, value }) => [name, value]).sort(),
  ]);
}
