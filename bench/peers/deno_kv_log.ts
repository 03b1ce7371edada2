/**
 * Bare Deno that keeps what Confab keeps, for the same promises: one transaction of Deno KV for each message, which gives it the room's next
 * number, checks that nobody else took that, and checks and keeps for a day that it was sent; then a loop over the room. The database's path is the
 * first argument.
 */
import { serveRooms } from "./deno_rooms.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

interface Head {
  seq: number;
  version: string | null;
}

const kv = await Deno.openKv(Deno.args[0]);
const rooms = new Map<string, Promise<Head>>();
let writers = 0;

async function read(room: string): Promise<Head> {
  const { value, versionstamp } = await kv.get<number>(["head", room]);
  return { seq: value ?? 0, version: versionstamp };
}

async function append(
  room: string,
  text: string,
  id: Deno.KvKey,
  head: Head,
): Promise<Head> {
  const seq = head.seq + 1;
  const at = Date.now();
  const result = await kv.atomic()
    .check({ key: ["head", room], versionstamp: head.version })
    .check({ key: id, versionstamp: null })
    .set(["head", room], seq)
    .set(["message", room, seq], { seq, at, text })
    .set(id, { room, seq, at }, { expireIn: DAY_MS })
    .commit();
  if (!result.ok) return append(room, text, id, await read(room));
  return { seq, version: result.versionstamp };
}

serveRooms(() => {
  const writer = `w${writers++}`;
  let sent = 0;
  return (room, text, tell) => {
    const id = ["command", writer, `p${sent++}`];
    const before = rooms.get(room) ?? read(room);
    rooms.set(
      room,
      before.then(async (head) => {
        const next = await append(room, text, id, head);
        tell([text]);
        return next;
      }),
    );
  };
});
