/**
 * The wire, version 1: the only place that knows it. Every packet that comes in is validated by a schema here, every one that
 * goes out has its type here. `docs/protocol.md` is the same contract in words, `docs/asyncapi.json` for machines.
 *
 * Everybody imports this file; what it gathers stands in `protocol/`:
 *
 * - what a client sends: `client_frame.ts`, of `client_packets.ts`; `requests.ts` and `name.ts` where it comes by HTTP. All of it is made of
 *   `fields.ts`, with their bounds; what is wrong with it is found and named in `parsed.ts`;
 * - what the server sends: `server_packets.ts`, with an `event.ts` or a `message.ts` in them. `server_text.ts` reads one thing or another off
 *   their JSON. The pages, too, show messages, and what is `unread.ts`. `server_schemas.ts` is for `asyncapi.ts` alone;
 * - what both have to know: `version.ts` and `codes.ts`.
 */
export * from "./protocol/client_frame.ts";
export {
  type ClientPacket,
  clientPacket,
  type Command,
  type Join,
} from "./protocol/client_packets.ts";
export * from "./protocol/codes.ts";
export type { RoomEvent } from "./protocol/event.ts";
export { isSlug } from "./protocol/fields.ts";
export type * from "./protocol/message.ts";
export * from "./protocol/name.ts";
export type { Parsed } from "./protocol/parsed.ts";
export * from "./protocol/requests.ts";
export type * from "./protocol/server_packets.ts";
export * from "./protocol/server_text.ts";
export type * from "./protocol/unread.ts";
export * from "./protocol/version.ts";
