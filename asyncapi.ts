/**
 * Writes `docs/asyncapi.json` (`deno task asyncapi`): the WebSocket for machines, as AsyncAPI 3.0 has it, from the schemas of the
 * packets.
 */
import { z } from "zod";
import { clientPacket, PROTOCOL, SUBPROTOCOL } from "@/chat/protocol.ts";
import { serverPacket } from "@/chat/protocol/server_schemas.ts";

/** Where the document is. */
export const DOCUMENT = "docs/asyncapi.json";

type Packet =
  | (typeof clientPacket.options)[number]
  | (typeof serverPacket.options)[number];
type Side = "client" | "server";

/** Gives the document's text. */
export function asyncapi(): string {
  return `${JSON.stringify(document(), null, 2)}\n`;
}

function document() {
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Confab",
      version: String(PROTOCOL),
      description:
        "The packets of the chat protocol. What they mean and what the server promises is in `docs/protocol.md`. " +
        "A receiver ignores fields and types of packets that it does not know.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: { confab: server() },
    channels: { chat: channel() },
    operations: {
      receive: operation("receive", "client", clientPacket.options),
      send: operation("send", "server", serverPacket.options),
    },
  };
}

function server() {
  return {
    host: "{host}",
    protocol: "ws",
    description: "`wss` where a proxy in front speaks TLS",
    variables: { host: { description: "Where Confab runs, with its port" } },
  };
}

function channel() {
  return {
    address: "/api/chat",
    description:
      "Frames are text. A frame holds one packet or an array of packets, both ways.",
    messages: {
      ...messages("client", clientPacket.options),
      ...messages("server", serverPacket.options),
    },
    bindings: { ws: { method: "GET", headers, bindingVersion: "0.1.0" } },
  };
}

const headers = {
  type: "object",
  properties: {
    "Sec-WebSocket-Protocol": {
      type: "string",
      description:
        `May be left out. A list with \`${SUBPROTOCOL}\` in it is answered \`${SUBPROTOCOL}\`.`,
      examples: [SUBPROTOCOL],
    },
    Authorization: {
      type: "string",
      description:
        "May be left out. `Bearer TOKEN` stands in for the session's cookie; who has neither is a guest, where guests are allowed.",
    },
  },
};

function messages(side: Side, packets: readonly Packet[]) {
  return Object.fromEntries(
    packets.map((packet) => [key(side, packet), message(packet)]),
  );
}

function message(packet: Packet) {
  // Schemas of what comes in, not of what validation makes of it: they leave room for unknown fields.
  const { $schema: _, ...payload } = z.toJSONSchema(packet, {
    target: "draft-07",
    io: "input",
  });
  return { name: packet.shape.type.value, payload };
}

function operation(
  action: "receive" | "send",
  side: Side,
  packets: readonly Packet[],
) {
  const chat = "#/channels/chat";
  return {
    action,
    channel: { $ref: chat },
    messages: packets.map((packet) => ({
      $ref: `${chat}/messages/${key(side, packet)}`,
    })),
  };
}

/** Both sides have an `edit`, a `read` and others. */
function key(side: Side, packet: Packet): string {
  return `${side}.${packet.shape.type.value}`;
}

if (import.meta.main) await Deno.writeTextFile(DOCUMENT, asyncapi());
