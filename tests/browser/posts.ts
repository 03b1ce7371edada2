import { newSession, RawClient } from "@/tests/raw_client.ts";
import type { RunningServer } from "@/tests/server.ts";

/** Commands sent before their answers are waited for; the server takes 64. */
const IN_FLIGHT = 50;

/** Somebody without a browser posts these bodies to a room, one after another, and has them acknowledged. */
export async function post(
  { url, wsUrl }: RunningServer,
  bodies: readonly string[],
  room = "lobby",
): Promise<void> {
  await using client = await RawClient.in(wsUrl, room, await newSession(url));
  for (let start = 0; start < bodies.length; start += IN_FLIGHT) {
    const batch = bodies.slice(start, start + IN_FLIGHT);
    const id = (i: number) => String(start + i);
    batch.forEach((body, i) =>
      client.send({ type: "post", room, id: id(i), body })
    );
    await client.next("ack", (ack) => ack.id === id(batch.length - 1));
  }
}

/** `Message 1`, `Message 2`, … as many. */
export function numbered(count: number, word = "Message"): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);
}
