import { assert, assertEquals } from "@std/assert";
import {
  type ClientPacket,
  type Parsed,
  parseFrame as packetsOf,
} from "@/chat/protocol.ts";

/** A packet that is fine. */
export const post = {
  type: "post",
  room: "lobby",
  id: "a",
  body: "hello",
} as const;

/** Reads a frame to its end. */
export function parseFrame(frame: string): Parsed<ClientPacket>[] {
  return [...packetsOf(frame)];
}

/** Reads a frame of one packet. */
export function parseOne(packet: unknown): Parsed<ClientPacket> {
  const [parsed, ...others] = parseFrame(JSON.stringify(packet));
  assertEquals(others, []);
  assert(parsed);
  return parsed;
}
