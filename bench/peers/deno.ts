/** Bare Deno: a set of sockets for each room, and a loop over it. Keeps nothing. */
import { serveRooms } from "./deno_rooms.ts";

serveRooms(() => (_room, texts, tell) => {
  for (const text of texts) tell([text]);
});
