/**
 * Bare Deno that keeps a log for each room: one transaction of Deno KV for each message, which gives it the room's next number and checks that
 * nobody else took it; then a loop over the room. The database's path is the first argument.
 */
import { serveRooms } from "./deno_rooms.ts";

const kv = await Deno.openKv(Deno.args[0]);
const rooms = new Map<string, Promise<void>>();

async function append(room: string, text: string): Promise<void> {
  const head = await kv.get<number>(["head", room]);
  const number = (head.value ?? 0) + 1;
  const { ok } = await kv.atomic()
    .check(head)
    .set(["head", room], number)
    .set(["message", room, number], text)
    .commit();
  if (!ok) await append(room, text);
}

serveRooms(() => (room, text, tell) => {
  const before = rooms.get(room) ?? Promise.resolve();
  rooms.set(room, before.then(() => append(room, text)).then(tell));
});
