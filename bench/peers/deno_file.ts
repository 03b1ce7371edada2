/**
 * The least that keeps what it is sent: bare Deno that appends to a file what came in 9 ms, with one `fsync`, then tells each room in one frame. It
 * checks, numbers and knows nothing. The file's path is the first argument.
 */
import { serveRooms, type Tell } from "./deno_rooms.ts";

const SYNC_MS = 9;

/** What members of a room have posted. */
interface Kept {
  texts: string[];
  tell: Tell;
}

const [path = ""] = Deno.args;
const file = await Deno.open(path, { create: true, append: true });
const encoder = new TextEncoder();
let waiting = new Map<string, Kept>();

async function sync(): Promise<void> {
  const rooms = [...waiting.values()];
  waiting = new Map();
  const lines = rooms.flatMap(({ texts }) => texts).join("\n");
  await file.write(encoder.encode(lines + "\n"));
  await file.sync();
  for (const { texts, tell } of rooms) tell(texts);
}

async function syncAgainAndAgain(): Promise<never> {
  for (;;) {
    const next = new Promise((resolve) => setTimeout(resolve, SYNC_MS));
    if (waiting.size > 0) await sync();
    await next;
  }
}

serveRooms(() => (room, text, tell) => {
  const kept = waiting.get(room) ?? { texts: [], tell };
  kept.texts.push(text);
  waiting.set(room, kept);
});
await syncAgainAndAgain();
