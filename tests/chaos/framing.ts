import type { ClientPacket } from "@/chat/protocol.ts";

/** Well below what a server takes, in UTF-16 code units: a body may have three bytes for each. */
const FRAME_LENGTH = 20_000;
const PACKETS_PER_FRAME = 100;

/** Packs packets into few frames. */
export function framesOf(packets: readonly ClientPacket[]): string[] {
  const frames: string[][] = [];
  let length = Infinity;
  for (const packet of packets) {
    const text = JSON.stringify(packet);
    const last = frames.at(-1);
    length += text.length;
    if (last && length < FRAME_LENGTH && last.length < PACKETS_PER_FRAME) {
      last.push(text);
    } else {
      frames.push([text]);
      length = text.length;
    }
  }
  return frames.map((texts) => texts.length === 1 ? `${texts}` : `[${texts}]`);
}
