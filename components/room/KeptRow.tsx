import type { VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { BoundedMap } from "@/chat/bounded_map.ts";
import type { Message } from "@/chat/protocol.ts";
import {
  isMeant,
  MessageRow,
  type MessageRowProps,
} from "@/components/room/MessageRow.tsx";

/** Time zones for which rows are kept. */
const ZONES = 8;

/** By the message itself, which never changes: an edited one is another object. They go when it goes. */
type Rows = WeakMap<Message, string>;

/** By who sees them, and whether they start a group. */
interface ZoneRows {
  others: { first: Rows; more: Rows };
  author: { first: Rows; more: Rows };
}

const rowsByZone = new BoundedMap<string, ZoneRows>(ZONES);

/**
 * A {@linkcode MessageRow} on the server. Most rows look the same to all readers but their author, and rendering them is most of what a
 * room's page costs: so the markup of those is made once and kept with the message.
 */
export function KeptRow(props: MessageRowProps): VNode {
  const { entry, first, me, dates, reply, marked } = props;
  const { message } = entry;
  const alike = message && !reply && !marked && !isMeant(entry, me);
  if (!alike) return <MessageRow {...props} />;
  const reader = message.author.id === me.id ? "author" : "others";
  const rows =
    rowsByZone.ensure(dates.zone, noRows)[reader][first ? "first" : "more"];
  const html = rows.get(message) ?? renderToString(<MessageRow {...props} />);
  rows.set(message, html);
  return jsxTemplate([html]);
}

function noRows(): ZoneRows {
  return {
    others: { first: new WeakMap(), more: new WeakMap() },
    author: { first: new WeakMap(), more: new WeakMap() },
  };
}
