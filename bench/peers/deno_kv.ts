/** Bare Deno that keeps what it is sent: one transaction of Deno KV for each message, which is numbered blindly, then a loop over the room. The database's path is the first argument. */
import { serveRooms } from "./deno_rooms.ts";

const kv = await Deno.openKv(Deno.args[0]);
let last = 0;

serveRooms(() => {
  let before = Promise.resolve();
  return (room, text, tell) => {
    before = before.then(async () => {
      await kv.set(["message", room, ++last], text);
      tell([text]);
    });
  };
});
