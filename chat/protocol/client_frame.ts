import { CLIENT_FRAME_BYTES } from "../limits.ts";
import { type ClientPacket, parsePacket } from "./client_packets.ts";
import { type Parsed, refuse } from "./parsed.ts";

/** True if the frame is larger than a client may send; its size in UTF-8 counts. */
export function isTooLarge(frame: string): boolean {
  if (frame.length * 3 <= CLIENT_FRAME_BYTES) return false;
  return frame.length > CLIENT_FRAME_BYTES ||
    new TextEncoder().encode(frame).length > CLIENT_FRAME_BYTES;
}

/**
 * Reads a client's frame: one packet, or an array of them. Never throws; each bad packet becomes an `error` of its own. One
 * after another, so that whoever has had enough need not read the rest.
 */
export function* parseFrame(
  frame: string,
): Generator<Parsed<ClientPacket>, void> {
  const json = parseJson(frame);
  if (!json.ok) yield json;
  else if (!Array.isArray(json.value)) yield parsePacket(json.value);
  else for (const packet of json.value) yield parsePacket(packet);
}

function parseJson(frame: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(frame) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(
      "bad_json",
      `Cannot read the frame as JSON: ${error.message}`,
    );
  }
}
