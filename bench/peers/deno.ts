/** Bare Deno: a set of sockets for each room, and a loop over it. Keeps nothing. */
import { serveRooms } from "./deno_rooms.ts";

serveRooms(() => (_room, text, tell) => tell([text]));
