import type { Server } from "./server.ts";
import { roomName } from "./generator/member.ts";

/** How many requests are on their way at a time. */
const AT_ONCE = 16;

/** Makes the rooms `room-0` … of a task. The other servers make a room when somebody joins it. */
export async function makeRooms(server: Server, count: number): Promise<void> {
  if (server.target.dialect !== "confab") return;
  const cookie = await sessionOf(server);
  for (let first = 0; first < count; first += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - first);
    await Promise.all(
      Array.from({ length }, (_, i) => makeRoom(server, cookie, first + i)),
    );
  }
}

/** A guest's session, as a visitor of the first page gets one. */
export async function sessionOf(server: Server): Promise<string> {
  const response = await fetch(server.url);
  await response.body?.cancel();
  const [cookie] = response.headers.getSetCookie();
  if (cookie === undefined) {
    throw new Error("Cannot make rooms: the page set no session");
  }
  return cookie.split(";", 1)[0] ?? "";
}

async function makeRoom(server: Server, cookie: string, number: number) {
  const name = roomName(number);
  const response = await fetch(`${server.url}/api/rooms`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ slug: name, title: name }),
  });
  if (response.ok) await response.body?.cancel();
  else {
    throw new Error(`Cannot make room '${name}': ${await response.text()}`);
  }
}
