/**
 * An island in the markup: its own output between two comments, and what it was given to show between two more. The
 * browser half (`client/regions.ts`) reads the comments; nobody else does.
 */
import {
  type ComponentChildren,
  Fragment,
  h,
  isValidElement,
  type VNode,
} from "preact";
import { Signal } from "@preact/signals";
import type { IslandReference } from "../build.ts";
import type { IslandTable } from "./island_table.ts";
import { markup } from "./markup.ts";

interface BoundaryProps {
  component: VNode["type"];
  given: object;
  reference: IslandReference;
  table: IslandTable;
}

/** Stands in for an island's own node. */
export function IslandBoundary(
  { component, given, reference, table }: BoundaryProps,
): VNode {
  const props = slotted(given, table);
  const number = table.addUse({ reference, props });
  table.enterIsland();
  return h(
    Fragment,
    null,
    markup(`<!--island:${number}-->`),
    h(component, props),
    h(Leave, { table }),
    markup("<!--/island-->"),
  );
}

interface SlotProps {
  number: number;
  table: IslandTable;
}

/** Renders what an island was given to show; islands in it are islands of their own. */
export function Slot({ number, table }: SlotProps): VNode {
  const slot = table.slots[number];
  if (slot) slot.placed = true;
  table.enterSlot();
  return h(
    Fragment,
    null,
    markup(`<!--slot:${number}-->`),
    slot?.content,
    h(Leave, { table }),
    markup("<!--/slot-->"),
  );
}

function Leave({ table }: { table: IslandTable }): null {
  table.leave();
  return null;
}

/** Whether `value` is a node. A signal looks like one to Preact, because it can be rendered. */
function isNode(value: unknown): value is VNode {
  return typeof value === "object" && value !== null &&
    !(value instanceof Signal) && isValidElement(value);
}

function slotted(props: object, table: IslandTable): Record<string, unknown> {
  const entries = Object.entries(props).map(([name, value]) => {
    return [
      name,
      name === "children"
        ? slottedChildren(value, table)
        : slottedValue(value, table),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function slottedChildren(
  children: ComponentChildren,
  table: IslandTable,
): unknown {
  return Array.isArray(children) && children.flat(Infinity).some(isNode)
    ? slotFor(children, table)
    : slottedValue(children, table);
}

function slottedValue(value: unknown, table: IslandTable): unknown {
  if (isNode(value)) return slotFor(value, table);
  if (!Array.isArray(value) || !value.some(isNode)) return value;
  return value.map((each: unknown) => slottedValue(each, table));
}

function slotFor(
  content: ComponentChildren,
  table: IslandTable,
): ComponentChildren {
  const number = table.addSlot(content);
  const node = h(Slot, { number, table });
  table.setSlotNode(number, node);
  return node;
}
